/** Every long job is one kind of thing. */
import type { ErrorInfo } from './errors.ts';

/** `queue`: runs that wait for their turn. */
export type JobKind =
  | 'open'
  | 'train'
  | 'evaluate'
  | 'queue'
  | 'findRate'
  | 'judge'
  | 'checkLabels'
  | 'write'
  | 'inside'
  | 'map'
  | 'export'
  | 'report'
  | 'bundle'
  | 'import';
export type JobState = 'running' | 'paused' | 'done' | 'failed' | 'cancelled';

export interface Job {
  id: string;
  kind: JobKind;
  /** What it works on: the folder's or the run's name. */
  subject: string;
  /** The run that a `train` or `evaluate` job belongs to. */
  runId: string | null;
  state: JobState;
  /** 0 to 1, or null while it can't be told. */
  fraction: number | null;
  secondsLeft: number | null;
  canPause: boolean;
  /** Set when it failed, and when it paused by itself because it could not go on (a full disk). */
  error: ErrorInfo | null;
}

/** The runs that wait to be trained by this process. */
export interface QueueState {
  /** First in line first. */
  runIds: readonly string[];
  /** None is started until a person goes on. */
  paused: boolean;
  /** They were left over when the program ended, and nobody has said yet what is to become of them. */
  leftOver: boolean;
}

/** Where a running training stands; sent at most every 66 ms. */
export interface TrainingProgress {
  runId: string;
  /** The epoch under way, from 1. */
  epoch: number;
  epochs: number;
  /** Batches finished in this epoch. */
  batch: number;
  batches: number;
  /** Mean over the epoch so far. */
  trainLoss: number | null;
  trainAccuracy: number | null;
  imagesPerSecond: number | null;
  secondsLeft: number | null;
  learningRate: number | null;
  paused: boolean;
}
