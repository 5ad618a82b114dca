/** What the whole program says about a data set, apart from its pixels. */
import type { ErrorInfo } from './errors.ts';
import type { Preparation } from './preparation.ts';
import type { ReadingOptions } from './reading-options.ts';

export const splitNames = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

export const formatNames = [
  'idx',
  'csv',
  'numpy',
  'matlab',
  'text',
  'names',
  'folders',
  'sheet',
] as const;
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

/** The data set as the files have it, before it is prepared. */
export interface DatasetInFiles {
  width: number;
  height: number;
  polarity: Polarity;
  /** The class names that the files give. */
  classes: string[];
  /** As `DatasetSummary.fingerprint`, before the preparation: what is kept for a data set is kept under this one. */
  fingerprint: string;
}

/** Where the ink is in the pictures of the files, over some of them that are spread over the whole set. */
export interface InkPlacement {
  /** The longer side of the ink in pixels: a small one (5 % are below), the usual (median) and a large one (95 %). */
  longerSide: [number, number, number];
  /** How far the ink's centre of mass lies from the middle pixel, in pixels: 9 of 10 pictures are not further off. */
  offCentre: number;
}

/** Pictures of the files that are the same in every pixel. */
export interface Duplicates {
  /** Pictures that occur more than once. */
  groups: number;
  /** Copies: how many pictures would go if one of each were kept. */
  copies: number;
  /** Groups that are in several splits, and groups with several labels. */
  acrossSplits: number;
  otherLabels: number;
  /** The first groups by sample index, those with several labels first, then those across splits. */
  list: DuplicateGroup[];
}

export interface DuplicateGroup {
  /** Ascending; the first ones of a large group. */
  indices: number[];
  size: number;
  acrossSplits: boolean;
  otherLabels: boolean;
}

export interface DatasetSummary {
  /** Names the open data set in calls; made anew at each opening. */
  id: string;
  /** The folder's name, for display. */
  name: string;
  /** The folder, for display only: no call takes it back. */
  path: string;
  format: FormatName;
  /** How a person said that it is to be read. */
  reading: ReadingOptions;
  /**
   * SHA-256 (hex) over sizes, class names of the files, splits, labels and pixels, and over the preparation
   * where there is one: same fingerprint, same data.
   */
  fingerprint: string;
  width: number;
  height: number;
  samples: number;
  /** Names of the classes as they are shown; a label is an index into this list. */
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
  /** Whether the decoded pixels were kept from an earlier opening. */
  fromCache: boolean;
  /** What was done to the pictures of the files; size, polarity and value range are those after it. */
  preparation: Preparation;
  inFiles: DatasetInFiles;
  /** Null where no picture has ink. */
  ink: InkPlacement | null;
  duplicates: Duplicates;
  /** Of opening it. */
  seconds: number;
}

/** What the decoded pixels that are kept take. */
export interface CacheUsage {
  entries: number;
  bytes: number;
}

/** At most this many other sizes are listed. */
export const otherSizesLimit = 20;

/** At most this many skipped files are listed by name; more are only counted. */
export const skippedListLimit = 200;

/** At most so many groups of duplicates, and so many pictures of each, are listed. */
export const duplicateListLimit = 200;
export const duplicateGroupLimit = 20;

/** Bounds that keep a hostile file from claiming the machine's memory. */
export const maximumClasses = 10_000;
export const maximumImageSide = 4096;
export const maximumPixelBytes = 2 ** 31 - 1;
