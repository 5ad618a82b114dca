/** What follows from a run's record. */
import { epochSize } from './epoch-size.ts';
import {
  applies,
  hyperparameterNames,
  plannedEpochs,
  type HyperparameterName,
  type Hyperparameters,
} from './hyperparameters.ts';
import type { TrainingProgress } from './job.ts';
import { presetHyperparameters, type PresetName } from './presets.ts';
import { type EpochRecord, isUnderWay, type RunDetails, type RunSummary } from './run.ts';

/**
 * A run that ended early goes on from its checkpoint until all its epochs are done. One whose loss grew
 * without bound would only do so again: the same bits come again.
 */
export const canResume = (run: RunSummary): boolean =>
  !isUnderWay(run) &&
  run.state !== 'done' &&
  // A bundle holds a model, and no checkpoint to go on from.
  run.origin !== 'imported' &&
  run.error?.code !== 'training.nonFinite' &&
  run.epochs < plannedEpochs(run.hyperparameters);

export { accuracyOf } from './run.ts';

type Value = Hyperparameters[HyperparameterName];
const isSame = (a: Value, b: Value): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join());
/** Made once each: thousands of runs are held against them. */
const presets = new Map<PresetName, Hyperparameters>();
function presetOf(name: PresetName): Hyperparameters {
  const known = presets.get(name) ?? presetHyperparameters(name);
  presets.set(name, known);
  return known;
}

/** Hyper-parameters that differ from the run's preset (the usual values where it names none). */
export function changedFromPreset(run: RunSummary): HyperparameterName[] {
  const base = presetOf(run.preset ?? 'default');
  const own = run.hyperparameters;
  return hyperparameterNames.filter((name) => !isSame(own[name], base[name]) && applies(name, own));
}

/** Where in the run a batch of an epoch lies, as a fraction of an epoch: 2.5 is half way through the third. */
export const positionOf = (epoch: number, batch: number, batches: number): number =>
  epoch - 1 + Math.min(1, batch / Math.max(1, batches));

/** Batches of one epoch. */
export const batchesOf = (run: RunSummary): number =>
  epochSize(run.hyperparameters, run.dataset.images.train).steps;

export interface RateChange {
  at: number;
  rate: number;
}

/** The learning rates that a person set while it trained. */
export const rateChangesOf = (run: RunDetails): RateChange[] =>
  run.events.flatMap(({ kind, epoch, batch, value }) =>
    kind === 'learningRate' && value !== null
      ? [{ at: positionOf(epoch, batch, batchesOf(run)), rate: value }]
      : [],
  );

/** Where the epoch under way stands; null when it has just ended, as its record says more. */
export function pendingPoint(
  progress: TrainingProgress | null,
  finished: number,
  value: number | null,
): { x: number; y: number } | null {
  if (!progress || value === null || progress.epoch <= finished) return null;
  return { x: positionOf(progress.epoch, progress.batch, progress.batches), y: value };
}

/** Whether two runs came to the same: every loss and accuracy that both have epochs for. */
export const sameFigures = (a: readonly EpochRecord[], b: readonly EpochRecord[]): boolean =>
  a.length > 0 &&
  a
    .slice(0, b.length)
    .every((record, i) =>
      (['trainLoss', 'trainAccuracy', 'validationLoss', 'testLoss'] as const).every(
        (figure) => record[figure] === b[i][figure],
      ),
    );
