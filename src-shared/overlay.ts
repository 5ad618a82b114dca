/**
 * A person's edits of a data set, laid over its files: other labels, images left out, marks. The files
 * themselves are never changed.
 */
import type { SplitName } from './dataset.ts';

/** What was done to one image. */
export interface SampleEdit {
  index: number;
  /** The label that a person gave it; null where that of the files holds. */
  label: number | null;
  /** Left out of training, validation and test. */
  excluded: boolean;
  /** A bookmark: it changes nothing else. */
  marked: boolean;
}

/** What is laid over the open data set now. */
export interface OverlayState {
  datasetId: string;
  /** Grows with every change, so that what was fetched before is known to be old. */
  revision: number;
  /** Of the edits that change a training (labels and exclusions); null when there are none. */
  hash: string | null;
  relabelled: number;
  excluded: number;
  marked: number;
  /** Images per split and class as a training meets them: excluded ones are left out. */
  counts: Record<SplitName, number[]>;
  canUndo: boolean;
  canRedo: boolean;
}

/** What a run says of the edits that it was trained with. */
export interface RunOverlay {
  /** SHA-256 (hex): the same hash over the same data set, the same edits. */
  hash: string;
  relabelled: number;
  excluded: number;
}

/**
 * Something that a person does to images. `suggested`: each gets the label that was suggested for it.
 * `on`: null changes the state of all, to on unless all of them are.
 */
export type OverlayAction =
  | { kind: 'relabel'; label: number }
  | { kind: 'suggested' }
  | { kind: 'exclude'; on: boolean | null }
  | { kind: 'mark'; on: boolean | null }
  /** As in the files again, marks included. */
  | { kind: 'reset' };

/** Bits of a sample's flags in shared memory. */
export const overlayFlags = { excluded: 1, marked: 2, relabelled: 4 } as const;
