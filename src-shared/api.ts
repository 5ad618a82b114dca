/**
 * The one typed API between the window and the main process: every call and every event. The calls stand by area in
 * `api/`; each has its schema in main.
 * Main's handlers satisfy `Calls`; the preload exposes one function a call, and one to subscribe.
 * No call takes a path: folders and files are named by opaque tokens that main hands out after a
 * dialog, a drop or from the list of recent folders.
 */
import { appCalls, type AppCalls } from './api/app.ts';
import { datasetCalls, type DatasetCalls, type RecentDataset } from './api/datasets.ts';
import { trainingCalls, type TrainingCalls } from './api/training.ts';
import { runCalls, type RunCalls } from './api/runs.ts';
import { mindCalls, type MindCalls } from './api/mind.ts';
import { modelCalls, type ModelCalls } from './api/models.ts';
import { insideCalls, type InsideCalls } from './api/inside.ts';
import { labCalls, type LabCalls } from './api/lab.ts';
import { mapCalls, type MapCalls } from './api/map.ts';
import { shareCalls, type ShareCalls } from './api/share.ts';
import type { QueryFrame } from './backward-query.ts';
import type { ChosenPath } from './chosen-path.ts';
import type { CommandId } from './commands.ts';
import type { DatasetPreview, DatasetSummary } from './dataset.ts';
import type { ErrorInfo } from './errors.ts';
import type { MapFrame } from './map.ts';
import type { Job, QueueState, TrainingProgress } from './job.ts';
import type { OverlayState } from './overlay.ts';
import type { EpochProfile, EpochRecord, RunSummary } from './run.ts';
import type { Settings } from './settings.ts';
import type { SweepSummary } from './sweep.ts';

export interface Calls
  extends
    AppCalls,
    DatasetCalls,
    TrainingCalls,
    RunCalls,
    MindCalls,
    ModelCalls,
    LabCalls,
    InsideCalls,
    MapCalls,
    ShareCalls {}

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
  /** Its files had changed since they were kept: what is open now was read from them again. */
  datasetReadAgain: { datasetId: string };
  /** The edits of the open data set changed. */
  overlay: OverlayState;
  /** Some images of a set that is still being read by this job. */
  datasetPreview: DatasetPreview & { jobId: string };
  recent: RecentDataset[];
  settings: Settings;
  /** At most every 66 ms. */
  mindFrame: { id: string; frame: QueryFrame };
  /** As `mindFrame`. */
  mapFrame: { id: string; frame: MapFrame };
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

/** The names as values, for the preload's loop. Records, so that one that is left out does not compile. */
const calls: Record<CallName, true> = {
  ...appCalls,
  ...datasetCalls,
  ...trainingCalls,
  ...runCalls,
  ...mindCalls,
  ...modelCalls,
  ...labCalls,
  ...insideCalls,
  ...mapCalls,
  ...shareCalls,
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
  datasetReadAgain: true,
  overlay: true,
  datasetPreview: true,
  recent: true,
  settings: true,
  mindFrame: true,
  mapFrame: true,
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
