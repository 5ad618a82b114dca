/** What a training thread is given, and what it says. */
import type { ErrorInfo } from '../../src-shared/errors.ts';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { TrainingProgress } from '../../src-shared/job.ts';
import type { Preprocessing } from '../../src-shared/preprocess.ts';
import type { EpochProfile, EpochRecord, RunEventKind } from '../../src-shared/run.ts';
import type { StartWeights } from './checkpoints.ts';
import type { ControlMemory } from './control.ts';

export interface TrainingData {
  /** `[sample, row, column]`, one byte a pixel, shared by all threads. */
  pixels: SharedArrayBuffer;
  /** Uint16, `[sample]`. */
  labels: SharedArrayBuffer;
  classes: string[];
  fingerprint: string;
  preprocessing: Preprocessing;
  /** Sample indices of each split, ascending. */
  train: Uint32Array;
  validation: Uint32Array;
  test: Uint32Array;
}

export interface TrainingTask {
  runId: string;
  /** Where the checkpoint and the model are written. */
  folder: string;
  hyperparameters: Hyperparameters;
  data: TrainingData;
  control: ControlMemory;
  /** That compute, the training's own among them. No bit hangs on it. */
  threads: number;
  /** A window waits for the processors too, and is to come first. */
  givesWay: boolean;
  /** Go on from the checkpoint in `folder`, if there is one. */
  resume: boolean;
  /** One's own drawings, kept in `folder`, are learnt from, too (see `added-drawings.ts`). */
  addsDrawings?: boolean;
  /** Besides the best and the last epoch, every so many are kept; 0 for none. */
  keepEvery?: number;
  /** What a new run starts from, instead of drawing its weights. */
  startFrom?: StartWeights | null;
}

export type TrainingMessage =
  | { kind: 'progress'; progress: TrainingProgress }
  /** The epoch's checkpoint is on disk. */
  | { kind: 'epoch'; record: EpochRecord; profile: EpochProfile | null }
  | {
      kind: 'event';
      event: { kind: RunEventKind; epoch: number; batch: number; value: number | null };
    }
  /** It paused by itself, because of this. */
  | { kind: 'blocked'; error: ErrorInfo }
  /** What was in the way is gone. */
  | { kind: 'unblocked' }
  | { kind: 'end'; outcome: 'done' | 'stopped' }
  | { kind: 'failed'; error: ErrorInfo };
