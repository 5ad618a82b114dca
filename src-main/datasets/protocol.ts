/** What the dataset worker and its client say to each other. */
import type { DatasetPreview } from '../../src-shared/dataset.ts';
import type {
  AugmentedPage,
  Pictures,
  PreparationPreview,
  SamplesPage,
} from '../../src-shared/api/datasets.ts';
import type { Judged } from '../../src-shared/browse.ts';
import type { ErrorInfo } from '../../src-shared/errors.ts';
import type { Preparation } from '../../src-shared/preparation.ts';
import type { ReadingOptions } from '../../src-shared/reading-options.ts';
import type { AugmentedSelection } from './augmented.ts';
import type { SharedOverlay, ViewQuery } from './browse.ts';
import type { CachePlace } from './cache.ts';
import type { OpenedDataset } from './open.ts';
import type { SampleSelection } from './samples.ts';

/** The first message to the worker: it opens this folder, and serves it until it is ended. */
export interface DatasetTask {
  path: string;
  cache: CachePlace | null;
  preparation: Preparation;
  how: ReadingOptions;
  /** As `CachedOpenOptions`. */
  atOnce: boolean;
}

/** The names of the files stay in the worker: there can be hundreds of thousands. */
export type SharedDataset = Omit<OpenedDataset, 'files' | 'examples'>;

/** What it answers once it is open. */
export interface DatasetAnswers {
  samples(selection: SampleSelection): SamplesPage;
  augmented(selection: AugmentedSelection): AugmentedPage;
  counts(query: ViewQuery): { total: number; perClass: number[] };
  /** Sample indices of a stretch of the view, in its order. */
  indices(query: ViewQuery & { offset: number; limit: number }): Uint32Array<ArrayBuffer>;
  means(range: { from: number; count: number }): Uint8Array<ArrayBuffer>;
  useOverlay(overlay: SharedOverlay): null;
  setJudged(what: { kind: 'model' | 'suspicious'; judged: Judged | null }): null;
  setGiven(samples: Uint32Array): null;
  pictures(indices: readonly number[]): Pictures;
  previewPreparation(preparation: Preparation): PreparationPreview;
}

/** Name and argument fit each other: `DatasetClient` sees to it. */
export interface DatasetRequest {
  id: number;
  name: keyof DatasetAnswers;
  argument: unknown;
}

export type DatasetMessage =
  /** Its program is loaded; it has no task yet. */
  | { kind: 'waiting' }
  | { kind: 'progress'; fraction: number; done: number; total: number }
  | { kind: 'preview'; preview: DatasetPreview }
  | { kind: 'opened'; dataset: SharedDataset }
  /** Whether the files are those that the data set was made from; until then it may not be used but to be looked at. */
  | { kind: 'checked'; isTrue: boolean }
  /** The cache is written, or need not be. */
  | { kind: 'kept' }
  | { kind: 'failed'; error: ErrorInfo }
  | { kind: 'answer'; id: number; answer: ReturnType<DatasetAnswers[keyof DatasetAnswers]> }
  | { kind: 'refused'; id: number; error: ErrorInfo };
