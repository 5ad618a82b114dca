/**
 * The one typed API between the window and the main process: every call and every event.
 * Main's handlers satisfy `Calls`; the preload exposes one function a call, and one to subscribe.
 * No call takes a path: folders and files are named by opaque tokens that main hands out after a
 * dialog, a drop or from the list of recent folders.
 */
import type { AugmentationSettings } from './augmentation.ts';
import type { CommandId } from './commands.ts';
import type { CacheUsage, DatasetPreview, DatasetSummary, SplitName } from './dataset.ts';
import type { ErrorInfo } from './errors.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import type { Job, TrainingProgress } from './job.ts';
import type { Preparation } from './preparation.ts';
import type { Prediction } from './prediction.ts';
import type { PresetName } from './presets.ts';
import type { EpochProfile, EpochRecord, RunDetails, RunSummary } from './run.ts';
import type { Settings } from './settings.ts';
import type { SplitOptions } from './split-options.ts';

/** A folder or file that the person chose; `token` is all the window can send back. */
export interface ChosenPath {
  token: string;
  name: string;
}

export interface RecentDataset {
  /** A token for `datasets/open`. */
  token: string;
  name: string;
  path: string;
  /** False when the folder is gone. */
  exists: boolean;
}

export interface SamplesQuery {
  datasetId: string;
  split: SplitName | null;
  label: number | null;
  offset: number;
  limit: number;
}

export interface SamplesPage {
  total: number;
  samples: { index: number; label: number; split: SplitName; file: string | null }[];
  /** Packed atlas, one byte a pixel: `[samples.length, height, width]`. */
  pixels: Uint8Array;
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

export interface PreparationPreview {
  samples: { index: number; label: number }[];
  before: { width: number; height: number };
  after: { width: number; height: number };
  /** Packed atlases, one byte a pixel: all pictures before, then all after. */
  pixels: Uint8Array;
}

export interface AppInfo {
  version: string;
  /** Versions worth telling in a report: electron, chrome, node, v8. */
  versions: Record<string, string>;
  platform: string;
  dataFolder: string;
}

export interface Calls {
  'app/info': (args: null) => AppInfo;
  /** What was noticed before the window was there: a history set aside, an interrupted run ended. */
  'app/notices': (args: null) => ErrorInfo[];
  'app/showDataFolder': (args: null) => null;

  'settings/get': (args: null) => Settings;
  'settings/set': (args: Partial<Settings>) => Settings;

  /** Opens the folder dialog; null when the person cancels it. */
  'datasets/choose': (args: null) => ChosenPath | null;
  /** Opens a data set (a job tells the progress) and makes it the current one. */
  'datasets/open': (args: { token: string } | { sample: true }) => DatasetSummary;
  /** Reads the open data set again and prepares its pictures so; remembered for the folder. */
  'datasets/prepare': (args: { datasetId: string; preparation: Preparation }) => DatasetSummary;
  'datasets/previewPreparation': (args: {
    datasetId: string;
    preparation: Preparation;
  }) => PreparationPreview;
  /** Shows the classes of the open data set under other names; null: those of the files. */
  'datasets/setLabelNames': (args: { datasetId: string; names: string[] | null }) => DatasetSummary;
  /** Images that training, validation and test would have. */
  'datasets/splitSizes': (args: {
    datasetId: string;
    options: SplitOptions;
  }) => Record<SplitName, number>;
  'datasets/current': (args: null) => DatasetSummary | null;
  'datasets/recent': (args: null) => RecentDataset[];
  'datasets/forgetRecent': (args: { token: string }) => RecentDataset[];
  'datasets/samples': (args: SamplesQuery) => SamplesPage;
  'datasets/augmented': (args: AugmentedQuery) => AugmentedPage;
  'datasets/cacheUsage': (args: null) => CacheUsage;
  'datasets/clearCache': (args: null) => CacheUsage;
  'datasets/setCacheLimit': (args: { megabytes: number }) => CacheUsage;

  'training/start': (args: {
    datasetId: string;
    preset: PresetName | null;
    name: string | null;
    hyperparameters: Hyperparameters;
  }) => RunSummary;
  /** Goes on from the checkpoint of an interrupted or stopped run; opens its data set if need be. */
  'training/resume': (args: { runId: string }) => RunSummary;
  'training/setLearningRate': (args: { runId: string; learningRate: number }) => null;
  'training/progress': (args: null) => TrainingProgress[];

  'jobs/list': (args: null) => Job[];
  'jobs/pause': (args: { id: string }) => null;
  'jobs/continue': (args: { id: string }) => null;
  /** Ends the job: a training keeps its finished epochs. */
  'jobs/cancel': (args: { id: string }) => null;

  'runs/list': (args: null) => RunSummary[];
  'runs/get': (args: { id: string }) => RunDetails;
  'runs/rename': (args: { id: string; name: string }) => RunSummary;
  'runs/delete': (args: { ids: string[] }) => null;

  /** Opens the file dialog for one image; null when the person cancels it. */
  'models/chooseImage': (args: null) => ChosenPath | null;
  'models/predictFile': (args: { runId: string; token: string }) => Prediction;
  'models/predictSample': (args: { runId: string; datasetId: string; index: number }) => Prediction;
}

export interface Events {
  /** Jobs that are new or changed; a job that ended is sent once more in its last state. */
  jobs: Job[];
  progress: TrainingProgress;
  /** One epoch ended and is on disk. */
  epoch: { runId: string; record: EpochRecord; profile: EpochProfile | null };
  /** A run is new or changed (its history is fetched with `runs/get`). */
  run: RunSummary;
  runsDeleted: string[];
  dataset: DatasetSummary;
  /** Some images of a set that is still being read by this job. */
  datasetPreview: DatasetPreview & { jobId: string };
  recent: RecentDataset[];
  settings: Settings;
  /** A menu entry or its shortcut was used. */
  command: CommandId;
  notice: ErrorInfo;
}

export type CallName = keyof Calls;
export type EventName = keyof Events;
export type CallArguments<N extends CallName> = Parameters<Calls[N]>[0];
export type CallResult<N extends CallName> = ReturnType<Calls[N]>;

/** Errors cross the border as data. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: ErrorInfo };

/** The names as values, for the preload's loop. A record, so that one that is left out does not compile. */
const calls: Record<CallName, true> = {
  'app/info': true,
  'app/notices': true,
  'app/showDataFolder': true,
  'settings/get': true,
  'settings/set': true,
  'datasets/choose': true,
  'datasets/open': true,
  'datasets/current': true,
  'datasets/recent': true,
  'datasets/forgetRecent': true,
  'datasets/samples': true,
  'datasets/augmented': true,
  'datasets/cacheUsage': true,
  'datasets/clearCache': true,
  'datasets/setCacheLimit': true,
  'datasets/prepare': true,
  'datasets/previewPreparation': true,
  'datasets/setLabelNames': true,
  'datasets/splitSizes': true,
  'training/start': true,
  'training/resume': true,
  'training/setLearningRate': true,
  'training/progress': true,
  'jobs/list': true,
  'jobs/pause': true,
  'jobs/continue': true,
  'jobs/cancel': true,
  'runs/list': true,
  'runs/get': true,
  'runs/rename': true,
  'runs/delete': true,
  'models/chooseImage': true,
  'models/predictFile': true,
  'models/predictSample': true,
};
const events: Record<EventName, true> = {
  jobs: true,
  progress: true,
  epoch: true,
  run: true,
  runsDeleted: true,
  dataset: true,
  datasetPreview: true,
  recent: true,
  settings: true,
  command: true,
  notice: true,
};
export const callNames = Object.keys(calls) as CallName[];
export const eventNames = Object.keys(events) as EventName[];

/** What the preload puts on `window.inkling`. */
export interface Bridge {
  calls: { [N in CallName]: (args: CallArguments<N>) => Promise<Reply<CallResult<N>>> };
  /** Subscribes; returns its unsubscribe. */
  on: { [N in EventName]: (listener: (payload: Events[N]) => void) => () => void };
  /** A file or folder that was dropped on the window: its path goes to main, a token comes back. */
  dropped: (file: File) => Promise<ChosenPath | null>;
}
