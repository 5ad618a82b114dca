/** What follows from a run's record. */
import { epochSize } from '../../../src-shared/epoch-size.ts';
import {
  applies,
  hyperparameterNames,
  plannedEpochs,
  type HyperparameterName,
} from '../../../src-shared/hyperparameters.ts';
import type { TrainingProgress } from '../../../src-shared/job.ts';
import { presetHyperparameters } from '../../../src-shared/presets.ts';
import { isUnderWay, type RunDetails, type RunSummary } from '../../../src-shared/run.ts';

/**
 * A run that ended early goes on from its checkpoint until all its epochs are done. One whose loss grew
 * without bound would only do so again: the same bits come again.
 */
export const canResume = (run: RunSummary): boolean =>
  !isUnderWay(run) &&
  run.state !== 'done' &&
  run.error?.code !== 'training.nonFinite' &&
  run.epochs < plannedEpochs(run.hyperparameters);

export { accuracyOf } from '../../../src-shared/run.ts';

/** Hyper-parameters that differ from the run's preset (the usual values where it names none). */
export function changedFromPreset(run: RunSummary): HyperparameterName[] {
  const base = presetHyperparameters(run.preset ?? 'default');
  const own = run.hyperparameters;
  return hyperparameterNames.filter(
    (name) => applies(name, own) && JSON.stringify(own[name]) !== JSON.stringify(base[name]),
  );
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
