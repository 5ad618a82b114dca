/** What the whole program says about a data set, apart from its pixels. */
import type { ErrorInfo } from './errors.ts';

export const splitNames = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

export const formatNames = ['idx', 'csv', 'numpy', 'matlab', 'text', 'names', 'folders'] as const;
export type FormatName = (typeof formatNames)[number];

/** `light`: light ink on a dark ground, as MNIST; `dark`: dark ink on a light ground, as a scan. */
export type Polarity = 'light' | 'dark';

export interface SkippedFile {
  file: string;
  reason: ErrorInfo;
}

/** How many images have this size. */
export interface ImageSizeCount {
  width: number;
  height: number;
  count: number;
}

/** Some images of a set that is still being read. */
export interface DatasetPreview {
  width: number;
  height: number;
  /** The class of each image. */
  classes: string[];
  /** One byte a pixel: `[classes.length, height, width]`. */
  pixels: Uint8Array<ArrayBuffer>;
}

export interface DatasetSummary {
  /** Names the open data set in calls; made anew at each opening. */
  id: string;
  /** The folder's name, for display. */
  name: string;
  /** The folder, for display only: no call takes it back. */
  path: string;
  format: FormatName;
  /** SHA-256 (hex) over sizes, class names, splits, labels and pixels: same fingerprint, same data. */
  fingerprint: string;
  width: number;
  height: number;
  samples: number;
  /** Names of the classes; a label is an index into this list. */
  classes: string[];
  /** Images per split and class, `counts.train[label]`; the splits are those that the files give. */
  counts: Record<SplitName, number[]>;
  polarity: Polarity;
  /** Smallest and largest pixel value present, 0 to 255. */
  valueRange: [number, number];
  /** The first skipped files with their reasons; `skippedCount` counts all of them. */
  skipped: SkippedFile[];
  skippedCount: number;
  /** The images that had another size and were scaled, aspect kept, to `width` x `height`. */
  resizedCount: number;
  /** Their first sizes, most common first. */
  otherSizes: ImageSizeCount[];
  /** Of opening it. */
  seconds: number;
}

/** At most this many other sizes are listed. */
export const otherSizesLimit = 20;

/** At most this many skipped files are listed by name; more are only counted. */
export const skippedListLimit = 200;

/** Bounds that keep a hostile file from claiming the machine's memory. */
export const maximumClasses = 10_000;
export const maximumImageSide = 4096;
export const maximumPixelBytes = 2 ** 31 - 1;
