/** What the whole program says about a training run. */
import type { FormatName, SplitName } from './dataset.ts';
import type { ErrorInfo } from './errors.ts';
import { type Hyperparameters, plannedEpochs } from './hyperparameters.ts';
import type { RunOverlay } from './overlay.ts';
import type { Preparation } from './preparation.ts';
import type { ReadingOptions } from './reading-options.ts';
import type { PresetName } from './presets.ts';

/**
 * `queued`: it waits for its turn. `interrupted`: the program ended while the run was training; it can
 * go on from its checkpoint. `stopped`: a person ended it early, or the median rule of its sweep.
 * `failed`: it could not go on (see `error`).
 */
export const runStates = ['queued', 'running', 'done', 'stopped', 'failed', 'interrupted'] as const;
export type RunState = (typeof runStates)[number];
/** How a run can end. */
export type EndState = Exclude<RunState, 'queued' | 'running'>;
export const isUnderWay = ({ state }: { state: RunState }): boolean =>
  state === 'queued' || state === 'running';

/** Whether early stopping ended the run: it is done, with fewer epochs than were planned. */
export const endedEarly = (
  run: Pick<RunSummary, 'state' | 'epochs' | 'hyperparameters'>,
): boolean => run.state === 'done' && run.epochs < plannedEpochs(run.hyperparameters);

/**
 * One finished epoch. Accuracies are fractions of 1; null where the split has no images, and where
 * the method has no such figure: nearest neighbours learn nothing, so there is neither loss nor rate,
 * and their training images are not judged by themselves.
 */
export interface EpochRecord {
  /** From 1. */
  epoch: number;
  /** Mean over the epoch's batches, measured while the weights were changing; L1 and L2 penalties left out. */
  trainLoss: number | null;
  trainAccuracy: number | null;
  validationLoss: number | null;
  validationAccuracy: number | null;
  testLoss: number | null;
  testAccuracy: number | null;
  /** Of the epoch's last batch, or set by a person after it: a schedule may change it every batch. */
  learningRate: number | null;
  /** Training images a second, evaluation left out; without training, judged images a second. */
  imagesPerSecond: number;
  /** Wall time of the epoch, evaluation included, pauses left out. */
  seconds: number;
}

/** What an epoch's time goes into, in the order of the work. */
export const epochPhases = ['data', 'forward', 'backward', 'optimiser', 'evaluation'] as const;
export type EpochPhase = (typeof epochPhases)[number];
/**
 * Wall time in ms that an epoch spent in each phase, pauses left out; `EpochRecord.seconds` is the
 * sum. The phases of training are estimated from a part of the batches. Where gradients and step are
 * computed in one, all of it is `backward`.
 */
export type EpochProfile = Readonly<Record<EpochPhase, number>>;

export const runEventKinds = [
  'pause',
  'blocked',
  'continue',
  'learningRate',
  'stop',
  'interrupted',
  'resume',
  'earlyStop',
  'medianStop',
  'longer',
] as const;
export type RunEventKind = (typeof runEventKinds)[number];

/**
 * What happened to a run while it was training, done by a person or, `blocked` (its files could not be
 * written), `earlyStop` and `medianStop` (the rule of a sweep), by itself; `interrupted`: its program
 * ended. Part of its record.
 */
export interface RunEvent {
  kind: RunEventKind;
  /** ISO 8601. */
  at: string;
  /** The epoch under way, from 1, and the batches finished in it. */
  epoch: number;
  batch: number;
  /**
   * Of `learningRate` the new rate; of `earlyStop` the epochs that it waited in vain; of `longer` the
   * epochs that are planned from then on.
   */
  value: number | null;
}

/** The data set as the run saw it. */
export interface RunDataset {
  name: string;
  path: string;
  format: FormatName;
  fingerprint: string;
  classes: string[];
  width: number;
  height: number;
  /** Images per split after validation and test images were drawn. */
  images: Record<SplitName, number>;
  /** The edits that it was trained with; left out where there were none. */
  overlay?: RunOverlay;
  /** One's own drawings that it learnt from, too, and those left out as their label is not of this set. */
  handwriting?: { drawings: number; leftOut: number };
  /** How a person said that its files are to be read; left out where they say it themselves. */
  reading?: ReadingOptions;
  /** What was done to the pictures of the files; left out where nothing was. */
  preparation?: Preparation;
}

/**
 * How a run came from another one: all again, with a new seed, by the edits of the data set that were there by then, or
 * from its weights on.
 */
export const runDescents = ['again', 'newSeed', 'edited', 'branch'] as const;
export type RunDescent = (typeof runDescents)[number];
export interface RunParent {
  runId: string;
  how: RunDescent;
  /** Of a branch: the kept epoch whose weights it starts from; left out for the other run's model. */
  epoch?: number;
  /** Of one that is made again: the other run is a branch, and this one starts where that one did. */
  branched?: true;
  /** What is not as it was for the other run, so that the same bits can not be expected. */
  differs: readonly RunDifference[];
}
/**
 * `machine`: other processors compute otherwise. `rate`: there a person changed the learning rate while
 * it trained, which nobody does here.
 */
export type RunDifference = 'data' | 'version' | 'machine' | 'rate';

/** The weights that a branch starts from: of a kept epoch of a run, or (null) its model's. */
export interface RunWeights {
  runId: string;
  epoch: number | null;
}

/** What a person notes about a run; none of it has to do with its training. */
export interface RunMarks {
  note: string;
  /** In the order in which they were given. */
  tags: readonly string[];
  starred: boolean;
  /** Kept, and out of the way. */
  archived: boolean;
  /** Its line in charts: an index of `line-styles.ts`; null for one that is chosen by the chart. */
  colour: number | null;
}

/** The longest row of last epochs that a mean can be taken over. */
export const longestTail = 20;

/** A row of the history. */
export interface RunSummary extends RunMarks {
  id: string;
  name: string;
  state: RunState;
  error: ErrorInfo | null;
  /** `imported`: it was trained by another Inkling. */
  origin: 'app' | 'cli' | 'imported';
  /** ISO 8601. */
  createdAt: string;
  endedAt: string | null;
  preset: PresetName | null;
  hyperparameters: Hyperparameters;
  dataset: RunDataset;
  /** One line, such as `400-128-10 relu, 52,650 parameters`. */
  architecture: string;
  parameters: number;
  /** Finished epochs. */
  epochs: number;
  /** The epoch whose weights are the run's model: best on validation images when `keepBest`, else the last. */
  bestEpoch: number | null;
  /** The records of the best and the last epoch. */
  best: EpochRecord | null;
  last: EpochRecord | null;
  /** Sum over the epochs. */
  seconds: number;
  /** The accuracy that it is judged by (see `accuracyOf`) in its last epochs, `longestTail` at most. */
  tail: readonly number[];
  sweepId: string | null;
  parent: RunParent | null;
  /** A model is saved, so the network can be asked. */
  hasModel: boolean;
}

export interface RunDetails extends RunSummary {
  history: EpochRecord[];
  events: RunEvent[];
  /** Versions, platform and threads. */
  environment: Readonly<Record<string, string>>;
  /** Besides the best and the last epoch, every so many are kept; 0 for none. */
  keepEvery: number;
}

/** A file that is saved with a run. */
export interface RunFile {
  name: string;
  bytes: number;
}

/** The accuracy that a run is judged by: on test images where there are any, else validation, else training. */
export const accuracyOf = (record: EpochRecord | null): number | null =>
  record && (record.testAccuracy ?? record.validationAccuracy ?? record.trainAccuracy);
