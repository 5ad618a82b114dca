import { describe, expect, test } from 'vitest';
import {
  defaultHyperparameters,
  type Hyperparameters,
} from '../../../src-shared/hyperparameters.ts';
import { presetHyperparameters } from '../../../src-shared/presets.ts';
import { argmax } from '../accuracy.ts';
import { initialise } from '../initialisers.ts';
import { losses } from '../losses.ts';
import { createNetwork, type Network } from '../network.ts';
import { networkSpecOf } from '../network-spec.ts';
import { createOptimiser } from '../optimisers.ts';
import { createRandom } from '../random.ts';
import {
  addPenaltyGradient,
  clipGradients,
  createNormLimit,
  weightPenalty,
} from '../regularisation.ts';
import { targetValues } from '../targets.ts';
import type { Precision } from '../vector.ts';
import { convolutionCases } from './convolution.ts';
import { gradientCases, smoothedCase } from './gradients.ts';
import { hingeCases, linearSvc } from './hinge.ts';
import { optimiserCases } from './optimisers.ts';
import { bookLosses, gradientLosses, images, kerasLosses, labels } from './training.ts';

const batch = 3;
const classes = 3;
const numbersOf = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => (n % 3 === 1 ? 0 : ((31 * n + 7) % 53) / 53));
const inputs = numbersOf(batch * 5);
const targets = Float64Array.from({ length: batch * classes }, (_, n) =>
  n % 3 === Math.floor(n / 3) % 3 ? 0.99 : 0.01,
);
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));

type Changes = Partial<typeof defaultHyperparameters>;

function networkWith(changes: Changes): { network: Network; h: typeof defaultHyperparameters } {
  const h = { ...defaultHyperparameters, ...changes };
  const network = createNetwork(networkSpecOf(h, { height: 1, width: 5 }, classes), {
    batchSize: batch,
    precision: 'float64',
  });
  fillParameters(network);
  return { network, h };
}

function fillParameters({ parameters }: Network): void {
  parameters.forEach((_, n) => {
    parameters[n] = ((7919 * n + 13) % 1009) / 1009 - 0.5;
  });
}

function backward(network: Network, h: typeof defaultHyperparameters, wanted = targets): void {
  const dOutputs = new Float64Array(batch * classes);
  losses[h.loss].backward(dOutputs, network.forward(inputs, batch), wanted, batch, classes);
  network.backward(dOutputs, batch);
  addPenaltyGradient(network, h);
}

describe('outputs, loss and gradients', () => {
  test.each(gradientCases)(
    '$hiddenLayers $activation, $loss on $outputActivation, bias $bias, L2 $l2, L1 $l1',
    ({ outputs, totalLoss, gradients, ...changes }) => {
      const { network, h } = networkWith(changes);
      const computed = network.forward(inputs, batch);
      expect([...computed]).toEqual(close(outputs));
      const loss = losses[h.loss].forward(computed, targets, batch, classes);
      expect(loss + weightPenalty(network, h)).toBeCloseTo(totalLoss, 12);
      backward(network, h);
      expect([...network.gradients]).toEqual(close(gradients));
    },
  );

  test('label smoothing', () => {
    const { labelSmoothing, totalLoss, gradients } = smoothedCase;
    const { hiddenLayers, activation, loss, l2 } = gradientCases[0];
    const { network, h } = networkWith({ hiddenLayers, activation, loss, l2, labelSmoothing });
    const [wrong, right] = targetValues(h, classes);
    const smoothed = targets.map((target) => (target > 0.5 ? right : wrong));
    const outputs = network.forward(inputs, batch);
    expect(losses[h.loss].forward(outputs, smoothed, batch, classes)).toBeCloseTo(totalLoss, 12);
    backward(network, h, smoothed);
    expect([...network.gradients]).toEqual(close(gradients));
  });
});

describe('hinge losses', () => {
  const signs = targets.map((target) => (target > 0.5 ? 1 : -1));

  test.each(hingeCases)('$loss: loss and gradients', ({ loss, totalLoss, gradients }) => {
    const { network, h } = networkWith({ hiddenLayers: [4], activation: 'tanh', loss, l2: 0.01 });
    network.parameters.forEach((value, n) => {
      network.parameters[n] = 3 * value;
    });
    const value = losses[loss].forward(network.forward(inputs, batch), signs, batch, classes);
    expect(value + weightPenalty(network, h)).toBeCloseTo(totalLoss, 12);
    backward(network, h, signs);
    expect([...network.gradients]).toEqual(close(gradients));
  });

  test("LinearSVC's solution is where nothing is left to learn, with L2 = 1 / (C samples)", () => {
    const samples = 24;
    const l2 = 1 / (linearSvc.C * samples);
    const h = { ...defaultHyperparameters, hiddenLayers: [], bias: false, l2 };
    const network = createNetwork(networkSpecOf(h, { height: 1, width: 5 }, classes), {
      batchSize: samples,
      precision: 'float64',
    });
    network.parameters.set(linearSvc.weights);
    const xs = Float64Array.from({ length: samples * 5 }, (_, n) => ((37 * n + 11) % 101) / 101);
    const wanted = Float64Array.from({ length: samples * classes }, (_, n) => {
      const at = Math.floor(n / classes) * 5;
      return argmax(xs, at, classes) === n % classes ? 1 : -1;
    });
    const outputs = network.forward(xs, samples);
    const { forward, backward: lossBackward } = losses.squaredHinge;
    const total = forward(outputs, wanted, samples, classes) + weightPenalty(network, h);
    expect(total * linearSvc.C * samples).toBeCloseTo(linearSvc.objective, 10);
    const dOutputs = new Float64Array(samples * classes);
    lossBackward(dOutputs, outputs, wanted, samples, classes);
    network.backward(dOutputs, samples);
    addPenaltyGradient(network, h);
    // liblinear stops here; at the start, with all weights 0, the largest is 0.4.
    expect(Math.max(...network.gradients.map(Math.abs))).toBeLessThan(1e-8);
  });
});

test.each(convolutionCases)(
  '$hiddenLayers $activation, bias $bias',
  ({ outputs, totalLoss, gradients, image, ...changes }) => {
    const h = { ...defaultHyperparameters, ...changes, loss: 'softmaxCrossEntropy' } as const;
    const network = createNetwork(networkSpecOf(h, image, classes), {
      batchSize: batch,
      precision: 'float64',
    });
    fillParameters(network);
    const images = numbersOf(batch * image.height * image.width);
    let drawn = 0;
    const random = {
      ...createRandom(1, 'unused'),
      uniform: () => ((17 * drawn++ + 5) % 29) / 29,
    };
    const computed = network.forward(images, batch, random);
    expect([...computed]).toEqual(close(outputs));
    const loss = losses[h.loss];
    expect(loss.forward(computed, targets, batch, classes)).toBeCloseTo(totalLoss, 12);
    const dOutputs = new Float64Array(batch * classes);
    loss.backward(dOutputs, computed, targets, batch, classes);
    network.backward(dOutputs, batch);
    expect([...network.gradients]).toEqual(close(gradients));
  },
);

test.each(optimiserCases)(
  '$optimiser: three steps, clip $clipNorm, max-norm $maxNorm',
  ({ parameters, ...changes }) => {
    const { network, h } = networkWith({
      hiddenLayers: [4],
      activation: 'sigmoid',
      loss: 'softmaxCrossEntropy',
      l2: 0.01,
      ...changes,
    });
    const optimiser = createOptimiser(h.optimiser, h, network);
    const limitNorms = createNormLimit(network, h.maxNorm);
    for (let step = 0; step < 3; step++) {
      backward(network, h);
      clipGradients(network, h.clipNorm);
      optimiser.step(h.learningRate);
      limitNorms();
    }
    expect([...network.parameters]).toEqual(close(parameters));
  },
);

describe('the first 20 losses', () => {
  const shades: Record<string, number> = { '#': 255, '+': 128, '.': 0 };
  const pixels = images.flat().flatMap((row) => Array.from(row, (shade) => shades[shade]));

  function lossesOf(
    preset: 'book' | 'keras-mlp',
    change: Partial<Hyperparameters>,
    precision: Precision,
  ): number[] {
    const h = { ...presetHyperparameters(preset), hiddenLayers: [12], seed: 1, ...change };
    const size = Math.min(h.batchSize, 16);
    const [first, range] = h.inputRange === '0..1' ? [0, 1] : [0.01, 0.99];
    const [low, high] = preset === 'book' ? [0.01, 0.99] : [0, 1];
    const vector = precision === 'float32' ? Float32Array : Float64Array;
    const all = vector.from(pixels.map((x) => (x / 255) * range + first));
    const wanted = vector.from(
      labels.flatMap((l) => [...Array(10).keys()].map((k) => (k === l ? high : low))),
    );

    const network = createNetwork(networkSpecOf(h, { height: 1, width: 64 }, 10), {
      batchSize: size,
      precision,
    });
    initialise(network, h);
    const optimiser = createOptimiser(h.optimiser, h, network);
    const dOutputs = new vector(size * 10);
    return Array.from({ length: 20 }, (_, step) => {
      const at = (step * size) % 16;
      const ts = wanted.subarray(at * 10, (at + size) * 10);
      const outputs = network.forward(all.subarray(at * 64, (at + size) * 64), size);
      const loss = losses[h.loss].forward(outputs, ts, size, 10);
      losses[h.loss].backward(dOutputs, outputs, ts, size, 10);
      network.backward(dOutputs, size);
      optimiser.step(h.learningRate);
      return loss;
    });
  }

  test.each([
    { preset: 'book', change: {}, expected: bookLosses },
    { preset: 'book', change: { hiddenErrors: 'gradient' }, expected: gradientLosses },
    { preset: 'keras-mlp', change: {}, expected: kerasLosses },
  ] as const)('$preset $change', ({ preset, change, expected }) => {
    expect(lossesOf(preset, change, 'float64')).toEqual(
      expected.map((loss) => expect.closeTo(loss, 11)),
    );
    // 32 bits keep 7 digits of each number.
    expect(lossesOf(preset, change, 'float32')).toEqual(
      expected.map((loss) => expect.closeTo(loss, 5)),
    );
  });
});
