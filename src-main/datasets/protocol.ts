/** What the dataset worker and its client say to each other. */
import type { SamplesPage } from '../../src-shared/api.ts';
import type { ErrorInfo } from '../../src-shared/errors.ts';
import type { OpenedDataset } from './open.ts';
import type { SampleSelection } from './samples.ts';

/** The worker's `workerData`: it opens this folder at once, and serves it until it is ended. */
export interface DatasetTask {
  path: string;
}

/** The names of the files stay in the worker: there can be hundreds of thousands. */
export type SharedDataset = Omit<OpenedDataset, 'files'>;

export interface SamplesRequest {
  id: number;
  selection: SampleSelection;
}

export type DatasetMessage =
  | { kind: 'progress'; fraction: number; done: number; total: number }
  | { kind: 'opened'; dataset: SharedDataset }
  | { kind: 'failed'; error: ErrorInfo }
  | { kind: 'samples'; id: number; page: SamplesPage };
