/**
 * The learning-rate finder: a short training on fresh start weights whose learning rate rises
 * exponentially from batch to batch. It leaves nothing behind: no run, no file.
 */
import { UserError } from '../../src-shared/errors.ts';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { type RateSearch, readRateSearch } from '../../src-shared/rate-search.ts';
import type { TrainingData } from './task.ts';
import { createTrainer } from './trainer.ts';

const lowestRate = 1e-6;
const highestRate = 10;
/** A loss so many times the first one has run away. */
const runaway = 4;
/** About so many images in all: small batches, whose losses are noisier, take more steps. */
const images = 16_384;
const fewestSteps = 150;
const mostSteps = 3000;

export const finderSteps = (batchSize: number): number =>
  Math.min(mostSteps, Math.max(fewestSteps, Math.round(images / batchSize)));

/**
 * @param onStep hears the share that is done after every batch; false ends the search
 * @returns null when `onStep` ended it
 */
export function findRate(
  h: Hyperparameters,
  data: TrainingData,
  { threads = 1, onStep }: { threads?: number; onStep: (share: number) => boolean },
): RateSearch | null {
  const steps = finderSteps(h.batchSize);
  const ramp: Hyperparameters = {
    ...h,
    epochs: 1,
    stepsPerEpoch: steps,
    schedule: 'constant',
    warmUpEpochs: 0,
    earlyStopping: 0,
    learningRate: lowestRate,
  };
  const none = new Uint32Array(0);
  const trainer = createTrainer(ramp, { ...data, validation: none, test: none }, { threads });
  const ratio = Math.exp(Math.log(highestRate / lowestRate) / (steps - 1));
  const measured: { rate: number; loss: number }[] = [];
  let sum = 0;
  let seen = 0;
  let diverged = false;
  let cancelled = false;
  try {
    trainer.runEpoch((at) => {
      if (at.batch <= measured.length) return true;
      const total = (at.trainLoss ?? 0) * at.images;
      const loss = (total - sum) / (at.images - seen);
      [sum, seen] = [total, at.images];
      measured.push({ rate: trainer.learningRate.now, loss });
      trainer.learningRate.set(trainer.learningRate.now * ratio);
      diverged = !(loss <= runaway * measured[0].loss);
      cancelled = !onStep(at.batch / steps);
      return !diverged && !cancelled;
    });
  } catch (thrown) {
    if (!(thrown instanceof UserError) || thrown.info.code !== 'training.nonFinite') throw thrown;
    diverged = true;
  }
  return cancelled ? null : readRateSearch(measured, steps, diverged);
}
