/** What a session drives from epoch to epoch and keeps in files, whatever it is that learns. */
import type { EpochProfile, EpochRecord } from '../../src-shared/run.ts';
import type { ModelSpec } from '../engine/model-spec.ts';
import type { Tensor, TensorFile } from '../models/safetensors.ts';
import type { Stopwatch } from './stopwatch.ts';

/** Called after every batch, of evaluation too; false ends the training. */
export type AfterBatch = (position: Position) => boolean;
export interface Position {
  /** From 1. */
  epoch: number;
  /** Batches finished in this epoch, and how many there are. */
  batch: number;
  batches: number;
  /** Means over the epoch so far; null where nothing is trained. */
  trainLoss: number | null;
  trainAccuracy: number | null;
  /** Images this epoch so far: training images, or judged ones where nothing is trained. */
  images: number;
}

export interface Trainer {
  readonly spec: ModelSpec;
  readonly stepsPerEpoch: number;
  readonly imagesPerEpoch: number;
  /** Finished epochs. */
  epoch: number;
  /** The rate in force, and how a person sets another; null where there is none. */
  readonly learningRate: { readonly now: number; set(rate: number): void } | null;
  /** Whether early stopping has ended the training. */
  readonly stopsEarly: boolean;
  /** The record of the epoch that is the model so far. */
  best: EpochRecord | null;
  /** Where the time of the last finished epoch went; null where nobody measures it. */
  profile: EpochProfile | null;
  /**
   * Goes through one epoch. Null when `afterBatch` ended it: the epoch is then unfinished, and what
   * came of it is not to be kept.
   * @throws UserError `training.nonFinite`
   */
  runEpoch(afterBatch: AfterBatch): EpochRecord | null;
  /** What asking needs, as it stands now. */
  model(): Map<string, Tensor>;
  /** What going on bit for bit needs besides the epoch and the best record. */
  state(): TrainerState;
  /** Takes the weights of a model of the same specification. @throws UserError `model.broken` */
  startFrom(file: TensorFile, path: string): void;
  /** @throws UserError `model.broken` */
  restore(numbers: unknown, file: TensorFile, path: string): void;
}

export interface TrainerState {
  tensors: ReadonlyMap<string, Tensor>;
  /** Plain JSON. */
  numbers: Readonly<Record<string, unknown>>;
}

export interface TrainerOptions {
  /** Milliseconds, standing still while the run is paused. */
  clock?: () => number;
  /** That compute, the caller's among them. */
  threads?: number;
  /** Finds out where the time goes. */
  stopwatch?: Stopwatch | null;
}
