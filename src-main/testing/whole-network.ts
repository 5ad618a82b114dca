/** Trains whole networks, as the presets have them, on images that are drawn. */
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { inputTable } from '../../src-shared/preprocess.ts';
import { initialise } from '../engine/initialisers.ts';
import { createKernels } from '../engine/kernels/choose.ts';
import type { Kernels } from '../engine/kernels/kernels.ts';
import { losses as lossFunctions } from '../engine/losses.ts';
import { createNetwork } from '../engine/network.ts';
import { networkSpecOf } from '../engine/network-spec.ts';
import { createOptimiser } from '../engine/optimisers.ts';
import { createRandom } from '../engine/random.ts';
import type { WholeNetworkCase } from '../engine/reference/whole-networks.ts';
import { addPenaltyGradient } from '../engine/regularisation.ts';
import { createStep } from '../engine/step.ts';
import { targetValues } from '../engine/targets.ts';
import { createVector, type Precision } from '../engine/vector.ts';

/** Training steps. */
export const steps = 20;

/** The losses before each step, and the gradient of the first one. */
export function trainWhole(
  of: WholeNetworkCase,
  precision: Precision,
  kernels: Kernels = createKernels(precision),
) {
  const { name, side, classes, batch } = of;
  const h = { ...defaultHyperparameters, ...of.hyperparameters };
  const network = createNetwork(networkSpecOf(h, { height: side, width: side }, classes), {
    batchSize: batch,
    precision,
    kernels,
  });
  initialise(network, h);
  // What 32 bits hold, in both precisions.
  for (let i = 0; i < network.parameters.length; i++)
    network.parameters[i] = Math.fround(network.parameters[i]);

  // A fifth of the pixels has ink; a batch takes the next images, from the first after the last.
  const count = Math.max(8, 2 * batch);
  const random = createRandom(1, 'whole-networks', name);
  const table = inputTable(h.inputRange);
  const images = createVector(count * side * side, precision).map(
    () => table[random.uniform() < 0.8 ? 0 : random.below(256)],
  );
  const [wrong, right] = targetValues(h, classes);
  const targets = createVector(count * classes, precision).map((_, i) => {
    const sample = Math.floor(i / classes);
    return i % classes === (3 * sample + 1) % classes ? right : wrong;
  });

  const optimiser = createOptimiser(h.optimiser, h, network);
  const loss = lossFunctions[h.loss];
  const dOutputs = createVector(batch * classes, precision);
  const takeStep = createStep(network, optimiser, h);
  let gradients: number[] = [];
  const found = Array.from({ length: steps }, (_, step) => {
    const at = (step * batch) % count;
    const wanted = targets.subarray(at * classes, (at + batch) * classes);
    const drawn = network.changesInTraining ? createRandom(h.seed, 'dropout', 1, step) : null;
    const outputs = network.forward(images.subarray(at * side * side), batch, drawn);
    const value = loss.forward(outputs, wanted, batch, classes);
    loss.backward(dOutputs, outputs, wanted, batch, classes);
    if (step === 0) {
      // A step may be in one with its gradients, which nobody sees then.
      network.backward(dOutputs, batch);
      addPenaltyGradient(network, h);
      gradients = [...network.gradients];
      network.gradients.fill(0);
    }
    takeStep(dOutputs, batch, h.learningRate);
    return value;
  });
  return { network, gradients, losses: found };
}
