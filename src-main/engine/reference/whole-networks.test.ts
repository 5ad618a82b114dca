/** Whole networks, as the presets have them, against numpy: 20 training steps, and all gradients. */
import { describe, expect, test } from 'vitest';
import { defaultHyperparameters } from '../../../src-shared/hyperparameters.ts';
import { inputTable } from '../../../src-shared/preprocess.ts';
import { initialise } from '../initialisers.ts';
import { losses as lossFunctions } from '../losses.ts';
import { createNetwork, type Network } from '../network.ts';
import { networkSpecOf } from '../network-spec.ts';
import { createOptimiser } from '../optimisers.ts';
import { createRandom } from '../random.ts';
import { addPenaltyGradient } from '../regularisation.ts';
import { createStep } from '../step.ts';
import { targetValues } from '../targets.ts';
import { createVector, type Precision } from '../vector.ts';
import { type WholeNetworkCase, wholeNetworkCases } from './whole-networks.ts';

const steps = 20;

/** The losses before each step, and the gradient of the first one. */
function train(of: WholeNetworkCase, precision: Precision) {
  const { name, side, classes, batch } = of;
  const h = { ...defaultHyperparameters, ...of.hyperparameters };
  const network = createNetwork(networkSpecOf(h, { height: side, width: side }, classes), {
    batchSize: batch,
    precision,
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

/** 100 places of a tensor, scattered, or as many as it has. */
const places = (length: number): number[] =>
  Array.from(
    { length: Math.min(length, 100) },
    (_, i) => (Math.imul(2654435761, i + 1) >>> 0) % length,
  );

/** Euclidean. */
const norm = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/**
 * How far the gradient is from the reference: over each tensor, the largest of what the chosen
 * entries, the sum and the squares are off by, each as a share of the size that such numbers have.
 */
function gradientError(
  network: Network,
  gradients: readonly number[],
  expected: WholeNetworkCase['tensors'],
): Record<string, number> {
  return Object.fromEntries(
    network.tensors.map(({ name, offset, length }) => {
      const own = gradients.slice(offset, offset + length);
      const { sum, squares, entries } = expected[name];
      const differences = places(length).map((place, i) => own[place] - entries[i]);
      // The root mean square of an entry, 0 only where all are.
      const size = Math.sqrt(squares / length);
      const ownSum = own.reduce((total, value) => total + value, 0);
      return [
        name,
        Math.max(
          norm(differences) / (size * Math.sqrt(entries.length)),
          Math.abs(ownSum - sum) / (size * length),
          Math.abs(norm(own) ** 2 - squares) / squares,
        ),
      ];
    }),
  );
}

const largest = (errors: Readonly<Record<string, number>>): number =>
  Math.max(...Object.values(errors));
const lossError = (found: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((value, step) => Math.abs(found[step] - value) / value));

/**
 * What 32 bits may be off by. Each layer that sums n products rounds them by about sqrt(n) u, u =
 * 2^-24 (errors of either sign: Higham & Mary, A new approach to probabilistic rounding error
 * analysis, 2019), on the way forward and on the way back, on top of those before it.
 */
function rounding({ tensors }: Network): number {
  const sums = tensors.filter(({ role }) => role === 'weights');
  const longest = Math.max(...sums.map(({ fanIn }) => Math.max(...[fanIn].flat())));
  return 2 * sums.length * Math.sqrt(longest) * 2 ** -24;
}

describe.each(wholeNetworkCases)('$name', (of) => {
  test('64 bits', () => {
    const { network, gradients, losses } = train(of, 'float64');
    expect(Object.keys(of.tensors)).toEqual(network.tensors.map(({ name }) => name));
    expect(of.losses).toHaveLength(steps);
    expect(largest(gradientError(network, gradients, of.tensors))).toBeLessThan(1e-9);
    expect(lossError(losses, of.losses)).toBeLessThan(1e-9);
  });

  test('32 bits, on the kernels of this machine', () => {
    const { network, gradients, losses } = train(of, 'float32');
    console.log(
      of.name,
      rounding(network),
      largest(gradientError(network, gradients, of.tensors)),
      lossError(losses.slice(0, 1), of.losses.slice(0, 1)),
      lossError(losses, of.losses),
    );
    expect(largest(gradientError(network, gradients, of.tensors))).toBeLessThan(rounding(network));
    expect(lossError(losses, of.losses)).toBeLessThan(steps * rounding(network));
  });
});
