/** Opening, preparing, browsing, editing and writing data sets. */
import type { AugmentationSettings } from '../augmentation.ts';
import type { DatasetJudge, Judgement, LabelCheckResult, SampleView } from '../browse.ts';
import type { ChosenPath } from '../chosen-path.ts';
import type { CacheUsage, DatasetSummary, SplitName } from '../dataset.ts';
import type { OverlayAction, OverlayState } from '../overlay.ts';
import type { Preparation } from '../preparation.ts';
import type { NamesPreview, ReadingOptions, SheetPreview } from '../reading-options.ts';

export interface RecentDataset {
  /** A token for `datasets/open`. */
  token: string;
  name: string;
  path: string;
  /** False when the folder is gone. */
  exists: boolean;
}

/** What is left out of the view is as in the whole data set. */
export interface SamplesQuery extends Partial<SampleView> {
  datasetId: string;
  /** Of the edits: what was fetched before a change is asked for again under another. */
  revision?: number;
  offset: number;
  limit: number;
}

export interface ViewQuery {
  datasetId: string;
  view: SampleView;
  revision: number;
}

export interface SampleInfo {
  index: number;
  /** As it counts now, and as the files give it. */
  label: number;
  fileLabel: number;
  split: SplitName;
  file: string | null;
  excluded: boolean;
  marked: boolean;
  /** By the model that judged the data set, and by the last label check; null where it was not. */
  judged: Judgement | null;
  suspected: Judgement | null;
}

export interface SamplesPage {
  total: number;
  samples: SampleInfo[];
  /** Packed atlas, one byte a pixel: `[samples.length, height, width]`. */
  pixels: Uint8Array;
}

/** What a data set can be written as: a folder of PNG files for each class, or gzipped IDX files. */
export const writeFormats = ['folders', 'idx'] as const;
export type WriteFormat = (typeof writeFormats)[number];

export interface WrittenDataset {
  path: string;
  images: number;
  files: number;
}

export interface AugmentedQuery {
  datasetId: string;
  settings: AugmentationSettings;
  /** Another number shows other images. */
  round: number;
}

/** A few training images, each as it is and as training will see it. */
export interface AugmentedPage {
  samples: { index: number; label: number }[];
  /** Pictures of each sample; the first is the image as it is. */
  columns: number;
  width: number;
  height: number;
  /** Packed atlas, one byte a pixel: `[samples.length, columns, height, width]`. */
  pixels: Uint8Array;
}

export interface Pictures {
  /** `label` as the files give it. */
  samples: { index: number; label: number; split: SplitName; file: string | null }[];
  /** Packed atlas, one byte a pixel: `[samples.length, height, width]`. */
  pixels: Uint8Array;
}

export interface PreparationPreview {
  samples: { index: number; label: number }[];
  before: { width: number; height: number };
  after: { width: number; height: number };
  /** Packed atlases, one byte a pixel: all pictures before, then all after. */
  pixels: Uint8Array;
}

export interface DatasetCalls {
  /** Opens the folder dialog; null when the person cancels it. */
  'datasets/choose': (args: null) => ChosenPath | null;
  /**
   * Opens a data set (a job tells the progress) and makes it the current one. `how` it is to be read; without it, as
   * the last time.
   */
  'datasets/open': (
    args: { token: string; how?: ReadingOptions } | { sample: true },
  ) => DatasetSummary;
  /** What a pattern captures; without one, the suggested one. */
  'datasets/previewNames': (args: { token: string; pattern: string | null }) => NamesPreview;
  /** The picture that would be cut, and how; null when the folder has none. */
  'datasets/previewSheet': (args: { token: string }) => SheetPreview | null;
  /** Reads the open data set again and prepares its pictures so; remembered for the folder. */
  'datasets/prepare': (args: { datasetId: string; preparation: Preparation }) => DatasetSummary;
  'datasets/previewPreparation': (args: {
    datasetId: string;
    preparation: Preparation;
  }) => PreparationPreview;
  /** Shows the classes of the open data set under other names; null: those of the files. */
  'datasets/setLabelNames': (args: { datasetId: string; names: string[] | null }) => DatasetSummary;
  /** Some images by their indices, those that there are. */
  'datasets/pictures': (args: { datasetId: string; indices: number[] }) => Pictures;
  'datasets/current': (args: null) => DatasetSummary | null;
  'datasets/recent': (args: null) => RecentDataset[];
  'datasets/forgetRecent': (args: { token: string }) => RecentDataset[];
  'datasets/samples': (args: SamplesQuery) => SamplesPage;
  'datasets/augmented': (args: AugmentedQuery) => AugmentedPage;
  /** Images of the view, and how many of them each class has. */
  'datasets/viewCounts': (args: ViewQuery) => { total: number; perClass: number[] };
  /** Sample indices of a stretch of the view, in its order. */
  'datasets/indices': (args: ViewQuery & { offset: number; limit: number }) => Uint32Array;
  /** Mean images of some classes, edits included: `[count, height, width]`. */
  'datasets/means': (args: { datasetId: string; from: number; count: number }) => Uint8Array;
  /** Makes these images the list `given`. */
  'datasets/setGiven': (args: { datasetId: string; indices: Uint32Array }) => null;
  /** The edits laid over the open data set; an event tells each change. */
  'datasets/overlay': (args: { datasetId: string }) => OverlayState;
  'datasets/edit': (args: {
    datasetId: string;
    indices: Uint32Array;
    action: OverlayAction;
  }) => OverlayState;
  'datasets/undoEdit': (args: { datasetId: string }) => OverlayState;
  'datasets/redoEdit': (args: { datasetId: string }) => OverlayState;
  /** Asks where to, and writes the edits as JSON; null when the person cancels the dialog. */
  'datasets/exportEdits': (args: { datasetId: string }) => ChosenPath | null;
  /** Asks for such a file, and puts its edits in the place of those there are. */
  'datasets/importEdits': (args: { datasetId: string }) => OverlayState | null;
  /** Has a run's model judge all images, as a job; orders and pages then know what it said. */
  'datasets/judge': (args: { datasetId: string; runId: string }) => DatasetJudge;
  'datasets/judgedBy': (args: { datasetId: string }) => DatasetJudge | null;
  /** Looks for wrong labels, as a job; what it finds is the list `suspicious`. */
  'datasets/checkLabels': (args: {
    datasetId: string;
    check: { method: 'folds' } | { method: 'heldOut'; runId: string };
  }) => LabelCheckResult;
  'datasets/labelCheck': (args: { datasetId: string }) => LabelCheckResult | null;
  /** Asks for a new or empty folder and writes the data set into it, edits applied, as a job. */
  'datasets/write': (args: { datasetId: string; format: WriteFormat }) => WrittenDataset | null;
  'datasets/cacheUsage': (args: null) => CacheUsage;
  'datasets/clearCache': (args: null) => CacheUsage;
  'datasets/setCacheLimit': (args: { megabytes: number }) => CacheUsage;
}

export const datasetCalls: Record<keyof DatasetCalls, true> = {
  'datasets/choose': true,
  'datasets/open': true,
  'datasets/previewNames': true,
  'datasets/previewSheet': true,
  'datasets/prepare': true,
  'datasets/previewPreparation': true,
  'datasets/setLabelNames': true,
  'datasets/pictures': true,
  'datasets/current': true,
  'datasets/recent': true,
  'datasets/forgetRecent': true,
  'datasets/samples': true,
  'datasets/augmented': true,
  'datasets/viewCounts': true,
  'datasets/indices': true,
  'datasets/means': true,
  'datasets/setGiven': true,
  'datasets/overlay': true,
  'datasets/edit': true,
  'datasets/undoEdit': true,
  'datasets/redoEdit': true,
  'datasets/exportEdits': true,
  'datasets/importEdits': true,
  'datasets/judge': true,
  'datasets/judgedBy': true,
  'datasets/checkLabels': true,
  'datasets/labelCheck': true,
  'datasets/write': true,
  'datasets/cacheUsage': true,
  'datasets/clearCache': true,
  'datasets/setCacheLimit': true,
};
