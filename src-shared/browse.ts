/** How a person looks through a data set: which images, in which order. */
import type { SplitName } from './dataset.ts';

/** By what was done to the images; `kept` are those that are not excluded. */
export const editFilters = ['marked', 'excluded', 'relabelled', 'kept'] as const;
export type EditFilter = (typeof editFilters)[number];

/**
 * `distance`: from the mean image of its class. `loss`, `confidence`: of the model that judged the data
 * set last. `list`: the order of the list that is looked at.
 */
export const sampleOrders = [
  'file',
  'class',
  'ink',
  'distance',
  'loss',
  'confidence',
  'list',
] as const;
export type SampleOrder = (typeof sampleOrders)[number];

/** Lists of images that stand beside the data set: what a label check found, and images given by number. */
export const sampleLists = ['suspicious', 'given'] as const;
export type SampleList = (typeof sampleLists)[number];

/** The images that are looked at. Labels are those that count now, edits included. */
export interface SampleView {
  split: SplitName | null;
  label: number | null;
  edited: EditFilter | null;
  list: SampleList | null;
  /** Only so many of each class, drawn by chance. */
  drawn: { perClass: number; seed: number } | null;
  order: SampleOrder;
  descending: boolean;
}

export const wholeView: SampleView = {
  split: null,
  label: null,
  edited: null,
  list: null,
  drawn: null,
  order: 'file',
  descending: false,
};

/** What a model said of one image. */
export interface Judgement {
  /** The label that it was judged by. */
  label: number;
  /** The class that the model takes it for. */
  predicted: number;
  /** The output for the label, and for the predicted class: probabilities where the model gives them. */
  ofLabel: number;
  ofPredicted: number;
  /** Null where the model has none. */
  loss: number | null;
}

/** What a model said of several images. All `[samples.length]`. */
export interface Judged {
  samples: Uint32Array;
  labels: Uint16Array;
  predicted: Uint16Array;
  ofLabel: Float32Array;
  ofPredicted: Float32Array;
  /** NaN where the model has none. */
  loss: Float32Array;
}

/** The model that judged all images of the open data set. */
export interface DatasetJudge {
  runId: string;
  runName: string;
  epoch: number;
  hasLoss: boolean;
  /** `OverlayState.hash` of the edits that it saw. */
  overlayHash: string | null;
}

/**
 * How labels were checked. `folds`: a quick network was trained `folds` times, each time without a part
 * of the images, and asked about that part. `heldOut`: a run's model was asked about the images that it was
 * not trained on.
 */
export type LabelCheck =
  { method: 'folds'; folds: number; epochs: number } | { method: 'heldOut'; runId: string };

/** What a label check found. The images are the list `suspicious`, most doubtful first. */
export interface LabelCheckResult {
  check: LabelCheck;
  runName: string | null;
  /** Images that were judged, and those that the network takes for another class than the label. */
  judged: number;
  suspicious: number;
  /** `OverlayState.hash` of the edits that the check saw. */
  overlayHash: string | null;
  /** As `Date.now()`. */
  madeAt: number;
}
