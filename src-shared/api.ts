/**
 * The one typed API between the window and the main process: every call and every event.
 * Main's handlers satisfy `Calls`; the preload exposes one function a call, and one to subscribe.
 * No call takes a path: folders and files are named by opaque tokens that main hands out after a
 * dialog, a drop or from the list of recent folders.
 */
import type { AugmentationSettings } from './augmentation.ts';
import type { DatasetJudge, Judgement, LabelCheckResult, SampleView } from './browse.ts';
import type {
  QueryEvidence,
  QueryFrame,
  QueryMethod,
  QueryResult,
  QuerySettings,
  QueryTarget,
  SecondOpinion,
} from './backward-query.ts';
import type { CommandId } from './commands.ts';
import type { Damage } from './damage.ts';
import type { CacheUsage, DatasetPreview, DatasetSummary, Polarity, SplitName } from './dataset.ts';
import type { Drawing } from './drawing.ts';
import type { ErrorInfo } from './errors.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import type { OverlayAction, OverlayState } from './overlay.ts';
import type {
  CurveQuestion,
  DamageCurve,
  ImageChoice,
  JudgedBy,
  LabEvaluation,
  SilencedAnswer,
  UnitName,
} from './lab.ts';
import type {
  DrawingAnswer,
  ModelChoice,
  PictureAnswer,
  PictureChoices,
  Prediction,
} from './prediction.ts';
import type { PresetName } from './presets.ts';
import type { SeeingChoices } from './seeing.ts';
import type { Job, QueueState, TrainingProgress } from './job.ts';
import type { Preparation } from './preparation.ts';
import type { RateSearch } from './rate-search.ts';
import type { NamesPreview, ReadingOptions, SheetPreview } from './reading-options.ts';
import type {
  EpochProfile,
  EpochRecord,
  RunDescent,
  RunDetails,
  RunFile,
  RunMarks,
  RunSummary,
} from './run.ts';
import type { Settings } from './settings.ts';
import type { SweepPlan, SweepSummary } from './sweep.ts';

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

/** A run's model and the images of an open data set that it is to be judged by. */
export interface LabSubject {
  runId: string;
  datasetId: string;
  choice: ImageChoice;
}
/** A run's model and one image of an open data set. */
export interface LabSample {
  runId: string;
  datasetId: string;
  index: number;
}

export interface DrawingQuestion {
  models: ModelChoice[];
  drawing: Drawing;
  /** What is to be done otherwise than each model's data set asks for. */
  choices: Partial<SeeingChoices>;
  /** Several characters, read from left to right. */
  split: boolean;
}

/** What was kept of one's own drawings. */
export interface HandwritingSummary {
  drawings: number;
  /** In the order in which the labels were first kept. */
  counts: { label: string; count: number }[];
}

export interface PreparationPreview {
  samples: { index: number; label: number }[];
  before: { width: number; height: number };
  after: { width: number; height: number };
  /** Packed atlases, one byte a pixel: all pictures before, then all after. */
  pixels: Uint8Array;
}

export interface MindQuery {
  /** Given by the window, to know the frames by and to cancel it. */
  id: string;
  runId: string;
  method: QueryMethod;
  settings: QuerySettings;
  targets: readonly QueryTarget[];
  /** Random weights instead of the network's own, drawn by this seed. */
  control: number | null;
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

  'training/start': (args: {
    datasetId: string;
    preset: PresetName | null;
    name: string | null;
    hyperparameters: Hyperparameters;
    /** The run whose weights it starts from; null to draw them. */
    startFrom: string | null;
  }) => RunSummary;
  /** Goes on from the checkpoint of an interrupted or stopped run; opens its data set if need be. */
  'training/resume': (args: { runId: string }) => RunSummary;
  /** Goes on with a run that is done, to so many epochs in all. */
  'training/lengthen': (args: { runId: string; epochs: number }) => RunSummary;
  /** A new run with the same hyper-parameters, or with another seed. */
  'training/again': (args: { runId: string; how: Exclude<RunDescent, 'branch'> }) => RunSummary;
  /** The learning-rate finder; null when it was cancelled. */
  'training/findRate': (args: {
    datasetId: string;
    hyperparameters: Hyperparameters;
  }) => RateSearch | null;
  'training/setLearningRate': (args: { runId: string; learningRate: number }) => null;
  'training/progress': (args: null) => TrainingProgress[];

  'queue/state': (args: null) => QueueState;
  /** To a place in line, from 0. */
  'queue/move': (args: { runId: string; place: number }) => null;
  /** Takes runs out of the queue; they stay in the history as stopped. */
  'queue/cancel': (args: { ids: string[] }) => null;
  'queue/pause': (args: null) => null;
  'queue/continue': (args: null) => null;

  'sweeps/list': (args: null) => SweepSummary[];
  'sweeps/start': (args: {
    datasetId: string;
    preset: PresetName | null;
    name: string | null;
    hyperparameters: Hyperparameters;
    plan: SweepPlan;
  }) => SweepSummary;
  'sweeps/rename': (args: { id: string; name: string }) => SweepSummary;
  'sweeps/stop': (args: { id: string }) => null;
  /** Queues again what was interrupted or stopped. */
  'sweeps/continue': (args: { id: string }) => null;
  /** Its runs stay. */
  'sweeps/delete': (args: { id: string }) => null;

  'jobs/list': (args: null) => Job[];
  'jobs/pause': (args: { id: string }) => null;
  'jobs/continue': (args: { id: string }) => null;
  /** Ends the job: a training keeps its finished epochs. */
  'jobs/cancel': (args: { id: string }) => null;

  /** A page of the history, newest first: from the newest on, or after the last run of the page before. */
  'runs/list': (args: {
    after: { createdAt: string; id: string } | null;
    limit: number;
  }) => RunSummary[];
  'runs/get': (args: { id: string }) => RunDetails;
  'runs/rename': (args: { id: string; name: string }) => RunSummary;
  'runs/mark': (args: { ids: string[]; marks: Partial<RunMarks> }) => RunSummary[];
  /** Until `runs/restore`, or `runs/purge` or the end of the program, which removes them for good. */
  'runs/delete': (args: { ids: string[] }) => null;
  'runs/restore': (args: { ids: string[] }) => null;
  'runs/purge': (args: { ids: string[] }) => null;
  /** What is saved of a run. */
  'runs/files': (args: { id: string }) => RunFile[];
  /** Removes the epochs that were kept besides the best and the last; answers what is left. */
  'runs/dropKept': (args: { id: string }) => RunFile[];

  /** Asks a network backwards; `mindFrame` tells where it stands. */
  'mind/query': (args: MindQuery) => QueryResult;
  /** Ends it: its pictures are what they are by then. */
  'mind/cancel': (args: { id: string }) => null;
  /** What the model of another run says of pictures, `[any, height, width]`. */
  'mind/opinion': (args: {
    runId: string;
    pixels: Uint8Array;
    width: number;
    height: number;
    polarity: Polarity;
  }) => SecondOpinion;
  /** Null while the run's data set is not open. */
  'mind/evidence': (args: { runId: string }) => QueryEvidence | null;
  /** Asks where to save a PNG, beginning with a name; false when the person cancels it. */
  'mind/save': (args: { name: string; png: Uint8Array }) => boolean;

  /** Opens the file dialog for images; none when the person cancels it. */
  'models/chooseImages': (args: null) => ChosenPath[];
  'models/predictFile': (args: {
    runId: string;
    token: string;
    choices: PictureChoices;
  }) => PictureAnswer;
  /** A picture that was pasted: the bytes of its file. */
  'models/predictBytes': (args: {
    runId: string;
    bytes: Uint8Array;
    name: string;
    choices: PictureChoices;
  }) => PictureAnswer;
  /** An answer a model, in their order. */
  'models/predictDrawing': (args: DrawingQuestion) => DrawingAnswer[];
  'handwriting/summary': (args: null) => HandwritingSummary;
  'handwriting/keep': (args: { label: string; drawing: Drawing }) => HandwritingSummary;
  /** The drawing that was kept last is given up. */
  'handwriting/takeBack': (args: null) => HandwritingSummary;
  /** Opens what was kept as a data set, drawn as that model sees it. */
  'handwriting/open': (args: { runId: string }) => DatasetSummary;
  'models/predictSample': (args: { runId: string; datasetId: string; index: number }) => Prediction;

  /** Opens the data set that the run was trained on, and makes it the current one. */
  'lab/openData': (args: { runId: string }) => DatasetSummary;
  'lab/images': (args: { runId: string; datasetId: string }) => JudgedBy;
  /** A job, unless the answer is known. */
  'lab/evaluate': (args: LabSubject) => LabEvaluation;
  /** As `lab/evaluate`. */
  'lab/curve': (args: LabSubject & { question: CurveQuestion }) => DamageCurve;
  /** As `lab/evaluate`: the accuracy that is left. */
  'lab/silencedAccuracy': (args: LabSubject & { silenced: UnitName[] }) => number;
  'lab/damaged': (args: LabSample & { damages: Damage[] }) => Prediction;
  'lab/silenced': (args: LabSample & { silenced: UnitName[] }) => SilencedAnswer;
}

export interface Events {
  /** Jobs that are new or changed; a job that ended is sent once more in its last state. */
  jobs: Job[];
  progress: TrainingProgress;
  /** One epoch ended and is on disk. */
  epoch: { runId: string; record: EpochRecord; profile: EpochProfile | null };
  /** A run is new or changed (its history is fetched with `runs/get`). */
  run: RunSummary;
  /** Many at once. */
  runs: RunSummary[];
  queue: QueueState;
  /** A sweep is new or changed. */
  sweep: SweepSummary;
  sweepDeleted: string;
  runsDeleted: string[];
  dataset: DatasetSummary;
  /** The edits of the open data set changed. */
  overlay: OverlayState;
  /** Some images of a set that is still being read by this job. */
  datasetPreview: DatasetPreview & { jobId: string };
  recent: RecentDataset[];
  settings: Settings;
  /** At most every 66 ms. */
  mindFrame: { id: string; frame: QueryFrame };
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
  'datasets/previewNames': true,
  'datasets/previewSheet': true,
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
  'datasets/prepare': true,
  'datasets/previewPreparation': true,
  'datasets/setLabelNames': true,
  'datasets/pictures': true,
  'training/start': true,
  'training/resume': true,
  'training/lengthen': true,
  'training/again': true,
  'training/findRate': true,
  'training/setLearningRate': true,
  'training/progress': true,
  'queue/state': true,
  'queue/move': true,
  'queue/cancel': true,
  'queue/pause': true,
  'queue/continue': true,
  'sweeps/list': true,
  'sweeps/start': true,
  'sweeps/rename': true,
  'sweeps/stop': true,
  'sweeps/continue': true,
  'sweeps/delete': true,
  'jobs/list': true,
  'jobs/pause': true,
  'jobs/continue': true,
  'jobs/cancel': true,
  'runs/list': true,
  'runs/get': true,
  'runs/rename': true,
  'runs/mark': true,
  'runs/delete': true,
  'runs/restore': true,
  'runs/purge': true,
  'runs/files': true,
  'runs/dropKept': true,
  'mind/query': true,
  'mind/cancel': true,
  'mind/opinion': true,
  'mind/evidence': true,
  'mind/save': true,
  'models/chooseImages': true,
  'models/predictFile': true,
  'models/predictBytes': true,
  'models/predictDrawing': true,
  'models/predictSample': true,
  'lab/openData': true,
  'lab/images': true,
  'lab/evaluate': true,
  'lab/curve': true,
  'lab/silencedAccuracy': true,
  'lab/damaged': true,
  'lab/silenced': true,
  'handwriting/summary': true,
  'handwriting/keep': true,
  'handwriting/takeBack': true,
  'handwriting/open': true,
};
const events: Record<EventName, true> = {
  jobs: true,
  progress: true,
  epoch: true,
  run: true,
  runs: true,
  queue: true,
  sweep: true,
  sweepDeleted: true,
  runsDeleted: true,
  dataset: true,
  overlay: true,
  datasetPreview: true,
  recent: true,
  settings: true,
  mindFrame: true,
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
