/** What follows the loss's gradient in training. */
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { Network } from './network.ts';
import type { Optimiser } from './optimisers.ts';
import { addPenaltyGradient, clipGradients, createNormLimit } from './regularisation.ts';
import type { Vector } from './vector.ts';

type Settings = Pick<Hyperparameters, 'l1' | 'l2' | 'clipNorm' | 'maxNorm'>;

/** Learns from the derivative of the loss by the outputs, `[batch, outputSize]`, of the last `forward`. */
export type TakeStep = (dOutput: Vector, batch: number, learningRate: number) => void;

/** @param between is called after the gradients and before the step, where they are two. */
export function createStep(
  network: Network,
  optimiser: Optimiser,
  settings: Settings,
  between: () => void = () => undefined,
): TakeStep {
  const { l1, l2, clipNorm, maxNorm } = settings;
  const { learn } = optimiser;
  // Who clips or limits has to see all gradients, or all weights, at once.
  if (learn && l1 === 0 && clipNorm === 0 && maxNorm === 0)
    return (dOutput, batch, learningRate) => learn(dOutput, batch, learningRate, l2);
  const limitNorms = createNormLimit(network, maxNorm);
  return (dOutput, batch, learningRate) => {
    network.backward(dOutput, batch);
    between();
    addPenaltyGradient(network, settings);
    clipGradients(network, clipNorm);
    optimiser.step(learningRate);
    limitNorms();
  };
}
