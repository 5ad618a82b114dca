import type { FormatName, ImageSizeCount } from '../../../src-shared/dataset.ts';
import type { Listing } from '../listing.ts';
import type { Reading } from '../reading.ts';

/** One layout of files on disk. */
export interface DatasetFormat {
  name: FormatName;
  /**
   * Whether this folder looks like it, judged by content where names can mislead. Must be quick. `root`: the data
   * set's folder, links resolved.
   */
  detect(listing: Listing, root: string): Promise<boolean> | boolean;
  /** @throws UserError when the files cannot be used; files that can be left out go to `reading.skipped` */
  read(listing: Listing, reading: Reading): Promise<RawDataset>;
}

/** Decoded samples, in an order that depends on the files only. */
export interface RawDataset {
  width: number;
  height: number;
  /** Class names; a label is an index into this list. */
  classes: string[];
  /** Uint8 `[sample, row, column]`, 0 to 255. */
  pixels: SharedArrayBuffer;
  /** Uint16 `[sample]`. */
  labels: SharedArrayBuffer;
  /** Uint8 `[sample]`, an index into `splitNames`. */
  splits: SharedArrayBuffer;
  /** The file of each sample, relative to the data set's folder; null where one file holds many samples. */
  files: string[] | null;
  /** Of files of numbers: their smallest and largest value, before they became 0 to 255. */
  values?: [number, number];
  /** The sizes of the images that were brought to this one, most common first; left out where all had it. */
  otherSizes?: ImageSizeCount[];
}
