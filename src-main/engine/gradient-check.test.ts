import { describe, expect, test } from 'vitest';
import { outputActivationNames } from '../../src-shared/hyperparameters.ts';
import type { LossName } from '../../src-shared/hyperparameters.ts';
import { activations, type AnyActivationName } from './activations.ts';
import { checkGradients } from './gradient-check.ts';
import type { LayerSpec } from './layers/index.ts';
import { losses, type Loss } from './losses.ts';
import { createNetwork, type Network, type NetworkSpec } from './network.ts';
import { createRandom } from './random.ts';
import { createVector, type Precision, type Vector } from './vector.ts';

const inputSize = 7;
const classes = 3;
const batch = 4;

interface Head {
  loss: LossName;
  outputActivation: AnyActivationName;
}
const heads: Head[] = [
  ...outputActivationNames.flatMap((outputActivation): Head[] => [
    { loss: 'squaredError', outputActivation },
    { loss: 'meanSquaredError', outputActivation },
  ]),
  { loss: 'sigmoidCrossEntropy', outputActivation: 'linear' },
  { loss: 'softmaxCrossEntropy', outputActivation: 'linear' },
  { loss: 'hinge', outputActivation: 'linear' },
  { loss: 'squaredHinge', outputActivation: 'linear' },
];
// What the straight-through ReLU passes back is no gradient.
const hiddenActivations = (Object.keys(activations) as AnyActivationName[]).filter(
  (name) => name !== 'straightThroughRelu',
);
const combinations = hiddenActivations.flatMap((activation) =>
  heads.flatMap((head) =>
    [true, false].flatMap((bias) =>
      [
        { l1: 0, l2: 0 },
        { l1: 0.05, l2: 0.1 },
      ].map((penalty) => ({ activation, ...head, bias, ...penalty })),
    ),
  ),
);

/**
 * 7-9-5-3: odd widths, so that the loops by four have a rest; two hidden layers, so that gradients
 * pass through one.
 */
function specWith(
  activation: AnyActivationName,
  outputActivation: AnyActivationName,
  bias: boolean,
) {
  const layer = (units: number, after: AnyActivationName): LayerSpec[] => [
    { kind: 'dense', units, bias },
    { kind: 'activation', activation: after },
  ];
  return {
    inputSize,
    layers: [...layer(9, activation), ...layer(5, activation), ...layer(classes, outputActivation)],
  };
}

interface Setting {
  network: Network;
  input: Vector;
  targets: Vector;
}

/**
 * Random parameters and inputs (about half of them exactly 0, as ink is) such that no input of an
 * activation is within `margin` of 0. At 0 a ReLU has no derivative, and a central difference
 * across it measures neither side's; nor has a hinge loss at its margin of 1.
 */
function settingFor(
  spec: NetworkSpec,
  precision: Precision,
  margin: number,
  loss: LossName = 'squaredError',
): Setting {
  const hinges = loss === 'hinge' || loss === 'squaredHinge';
  for (let seed = 1; seed < 1000; seed++) {
    const random = createRandom(seed, 'gradient-check.test');
    const network = createNetwork(spec, { batchSize: batch, precision });
    network.parameters.forEach((_, i) => {
      const value = random.normal() * 0.6;
      // |w|, which L1 adds, has no derivative at 0 either.
      network.parameters[i] = Math.abs(value) > margin ? value : value + Math.sign(value) * margin;
    });
    const input = createVector(batch * inputSize, precision).map(() =>
      random.uniform() < 0.5 ? 0 : random.uniform(),
    );
    const targets = createVector(batch * classes, precision).map(() =>
      hinges ? (random.uniform() < 0.5 ? -1 : 1) : random.uniform(),
    );
    const outputs = network.forward(input, batch);
    const nearest = Math.min(...targets.map((target, i) => Math.abs(1 - target * outputs[i])));
    // An output moves by more than epsilon where what the weight is multiplied by is above 1.
    if (hinges && nearest <= 4 * margin) continue;
    if (smallestActivationInput(network, input) > margin) return { network, input, targets };
  }
  throw new Error('no seed keeps its distance from 0');
}

/**
 * The least absolute value that enters an activation layer, found by running the network up to each
 * of them.
 */
function smallestActivationInput({ spec, precision, parameters }: Network, input: Vector): number {
  const least = spec.layers.map((layer, index) => {
    if (layer.kind !== 'activation') return Infinity;
    const part = createNetwork(
      { inputSize, layers: spec.layers.slice(0, index) },
      { batchSize: batch, precision },
    );
    part.parameters.set(parameters.subarray(0, part.parameters.length));
    return Math.min(...part.forward(input, batch).map(Math.abs));
  });
  return Math.min(...least);
}

const name = '$activation, $loss on $outputActivation, bias $bias, L1 $l1, L2 $l2';

test.each(combinations)(
  `64 bits: ${name}`,
  ({ activation, outputActivation, loss, bias, l1, l2 }) => {
    const spec = specWith(activation, outputActivation, bias);
    const { network, input, targets } = settingFor(spec, 'float64', 1e-3, loss);
    const check = checkGradients(network, losses[loss], input, targets, batch, { l1, l2 });
    expect(check.relativeDifference).toBeLessThan(1e-7);
    expect(check.checked).toBe(network.parameters.length);
  },
);

// Measured over these combinations with epsilon 1e-2: median 8e-6, at most 1.3e-4. With 1e-4:
// median 3e-4, at most 4e-3.
test.each(combinations)(
  `32 bits: ${name}`,
  ({ activation, outputActivation, loss, bias, l1, l2 }) => {
    const spec = specWith(activation, outputActivation, bias);
    const { network, input, targets } = settingFor(spec, 'float32', 2e-2, loss);
    const options = { l1, l2, epsilon: 1e-2 };
    const check = checkGradients(network, losses[loss], input, targets, batch, options);
    expect(check.relativeDifference).toBeLessThan(3e-4);
  },
);

describe('what the check tells', () => {
  const spec = specWith('tanh', 'linear', true);
  const { squaredError } = losses;

  test('a loss whose gradient is wrong for one class is found, and where', () => {
    const { network, input, targets } = settingFor(spec, 'float64', 0);
    const wrong: Loss = {
      ...squaredError,
      backward(dOutputs, outputs, ts, size, width) {
        squaredError.backward(dOutputs, outputs, ts, size, width);
        for (let b = 0; b < size; b++) dOutputs[b * width + 1] *= 1.5;
      },
    };
    const check = checkGradients(network, wrong, input, targets, batch);
    expect(check.relativeDifference).toBeGreaterThan(1e-3);
    expect(check.worst.tensor).toMatch(/^layers\.[024]\./);
    expect(check.worst.analytic).not.toBeCloseTo(check.worst.numeric, 3);
  });

  test('a loss that is not a number is never a pass', () => {
    const { network, input, targets } = settingFor(spec, 'float64', 0);
    network.parameters.fill(NaN, 0, 9);
    input.fill(1);
    const check = checkGradients(network, squaredError, input, targets, batch);
    expect(check.relativeDifference).toBeNaN();
    expect(check.worst.numeric).toBeNaN();
  });

  test('a sample takes that many parameters, the same ones for the same seed', () => {
    const { network, input, targets } = settingFor(spec, 'float64', 0);
    const run = (seed: number) =>
      checkGradients(network, squaredError, input, targets, batch, { sample: { count: 20, seed } });
    expect(run(1).checked).toBe(20);
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  test('parameters stay as they were, and gradients are clear', () => {
    const { network, input, targets } = settingFor(spec, 'float64', 0);
    const before = network.parameters.slice();
    checkGradients(network, squaredError, input, targets, batch, { l2: 0.1 });
    expect(network.parameters).toEqual(before);
    expect(network.gradients.every((g) => g === 0)).toBe(true);
  });
});
