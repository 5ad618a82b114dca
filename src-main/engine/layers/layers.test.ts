/** Each kind of layer, and networks of them, against central differences in 64 bits. */
import { describe, expect, test } from 'vitest';
import { readHiddenLayer, type HiddenLayer } from '../../../src-shared/hidden-layers.ts';
import {
  type ActivationName,
  defaultHyperparameters,
  type LossName,
} from '../../../src-shared/hyperparameters.ts';
import { checkGradients } from '../gradient-check.ts';
import { losses } from '../losses.ts';
import { createNetwork, describeNetwork, type Network, type NetworkSpec } from '../network.ts';
import { networkSpecOf } from '../network-spec.ts';
import { createRandom } from '../random.ts';
import { type Shape, sizeOf } from '../shape.ts';
import type { Vector } from '../vector.ts';
import type { LayerSpec } from './index.ts';

const batch = 3;

interface Setting {
  network: Network;
  input: Vector;
  targets: Vector;
}

/**
 * Random parameters and images, a third of the pixels exactly 0, such that no step of the check
 * crosses a place where the network has no derivative: where a ReLU's input is 0, and where two
 * numbers of a max-pooling's window are equal.
 */
function settingFor(spec: NetworkSpec, margin = 1e-3): Setting {
  for (let seed = 1; seed < 2000; seed++) {
    const random = createRandom(seed, 'layers.test');
    const network = createNetwork(spec, {
      batchSize: batch,
      precision: 'float64',
      inputGradient: true,
    });
    network.parameters.forEach((_, i) => {
      network.parameters[i] = random.normal() * 0.6;
    });
    // Zeros side by side would be equal in a window.
    const zeros = spec.layers[0].kind === 'maxPooling' ? 0 : 1 / 3;
    const input = Float64Array.from({ length: batch * spec.inputSize }, () =>
      random.uniform() < zeros ? 0 : random.normal(),
    );
    const targets = Float64Array.from({ length: batch * network.outputSize }, random.uniform);
    if (distanceFromEdges(network, input) > margin) return { network, input, targets };
  }
  throw new Error('no seed keeps its distance');
}

/** Found by running the network up to each layer that has such edges. */
function distanceFromEdges({ spec, parameters }: Network, input: Vector): number {
  const distances = spec.layers.map((layer, index) => {
    const isRelu = layer.kind === 'activation' && layer.activation === 'relu';
    if (!isRelu && layer.kind !== 'maxPooling') return Infinity;
    const { values, shape } = before(spec, index, parameters, input);
    if (isRelu) return Math.min(...values.map(Math.abs));
    return layer.kind === 'maxPooling' ? gapOf(values, shape, layer.size) : Infinity;
  });
  return Math.min(...distances);
}

/** What enters layer `index`. */
function before(spec: NetworkSpec, index: number, parameters: Vector, input: Vector) {
  const shape = spec.inputShape ?? { height: 1, width: 1, channels: spec.inputSize };
  if (index === 0) return { values: input, shape };
  const part = createNetwork(
    { ...spec, layers: spec.layers.slice(0, index) },
    { batchSize: batch, precision: 'float64' },
  );
  part.parameters.set(parameters.subarray(0, part.parameters.length));
  return { values: part.forward(input, batch), shape: part.outputShape };
}

/** The least distance between the largest and the second number of a window. */
function gapOf(values: Vector, { height, width, channels }: Shape, size: number): number {
  let gap = Infinity;
  for (let b = 0; b < batch; b++)
    for (let y = 0; y + size <= height; y += size)
      for (let x = 0; x + size <= width; x += size)
        for (let c = 0; c < channels; c++) {
          const window = Array.from({ length: size * size }, (_, n) => {
            const row = b * height + y + Math.floor(n / size);
            return values[(row * width + x + (n % size)) * channels + c];
          }).sort((a, b) => b - a);
          gap = Math.min(gap, window[0] - window[1]);
        }
  return gap;
}

function expectRightGradients({ network, input, targets }: Setting, lossName: LossName): void {
  const loss = losses[lossName];
  const { outputSize } = network;
  if (network.parameters.length > 0) {
    const check = checkGradients(network, loss, input, targets, batch, { l1: 0.01, l2: 0.1 });
    expect(check.relativeDifference, check.worst.tensor).toBeLessThan(1e-7);
    expect(check.checked).toBe(network.parameters.length);
  }
  const dOutput = new Float64Array(batch * outputSize);
  loss.backward(dOutput, network.forward(input, batch), targets, batch, outputSize);
  network.gradients.fill(0);
  network.backwardInput(dOutput, batch);
  const analytic = network.inputGradient?.slice() ?? [];
  expect(analytic.some((d) => d !== 0)).toBe(true);
  expect(network.gradients.every((d) => d === 0)).toBe(true);
  network.inputGradient?.fill(0);
  network.backward(dOutput, batch);
  expect(network.inputGradient).toEqual(analytic);
  const numeric = input.map((x, i) => {
    const lossAt = (value: number): number => {
      input[i] = value;
      return loss.forward(network.forward(input, batch), targets, batch, outputSize);
    };
    const slope = (lossAt(x + 1e-5) - lossAt(x - 1e-5)) / 2e-5;
    input[i] = x;
    return slope;
  });
  expect([...analytic]).toEqual([...numeric].map((value) => expect.closeTo(value, 7)));
}

const convolution = { kind: 'convolution', channels: 3, bias: true, table: 'full' } as const;
const alone: { layer: LayerSpec; image: [number, number, number] }[] = [
  ...(['same', 'valid'] as const).flatMap((padding) =>
    [
      { height: 3, width: 3, stride: 1 },
      { height: 2, width: 4, stride: 1 },
      { height: 3, width: 2, stride: 2 },
      { height: 4, width: 3, stride: 3 },
    ].flatMap((kernel) =>
      [[5, 7, 2] as const, [4, 6, 1] as const].map(([height, width, channels]) => ({
        layer: { ...convolution, ...kernel, padding },
        image: [height, width, channels] as [number, number, number],
      })),
    ),
  ),
  {
    layer: {
      kind: 'convolution',
      height: 2,
      width: 3,
      channels: 16,
      padding: 'valid',
      stride: 1,
      table: 'lenet',
      bias: true,
    },
    image: [3, 4, 6],
  },
  { layer: { kind: 'maxPooling', size: 2 }, image: [5, 6, 3] },
  { layer: { kind: 'maxPooling', size: 3 }, image: [3, 7, 2] },
  { layer: { kind: 'meanPooling', size: 2 }, image: [5, 6, 3] },
  { layer: { kind: 'trainedPooling', size: 2, bias: true }, image: [5, 6, 3] },
  { layer: { kind: 'trainedPooling', size: 3, bias: false }, image: [6, 4, 2] },
  { layer: { kind: 'padding', size: 2 }, image: [2, 3, 3] },
];

describe('a layer alone', () => {
  test.each(alone)('$layer on $image', ({ layer, image: [height, width, channels] }) => {
    const inputShape = { height, width, channels };
    const spec = { inputSize: sizeOf(inputShape), inputShape, layers: [layer] };
    expectRightGradients(settingFor(spec), 'squaredError');
  });
});

const specWith = (
  hiddenLayers: readonly HiddenLayer[],
  activation: ActivationName,
  [height, width]: readonly [number, number],
): NetworkSpec =>
  networkSpecOf(
    { ...defaultHyperparameters, hiddenLayers, activation, loss: 'softmaxCrossEntropy' },
    { height, width },
    3,
  );

describe('in a network', () => {
  test.each([
    { hiddenLayers: ['conv3x3x3', 'maxpool2', 'conv3x2x4', 'maxpool2', 5], image: [6, 5] },
    { hiddenLayers: ['conv3x3x3/valid/stride2', 'dropout0.5', 'meanpool2', 4], image: [9, 8] },
    { hiddenLayers: ['pad1', 'conv2x2x2', 'conv3x3x2/stride2', 'dropout0.25'], image: [5, 5] },
    {
      hiddenLayers: [
        'pad1',
        'conv3x3x6/valid',
        'meanpool2/trained',
        'conv2x2x16/valid/lenet',
        'meanpool2/trained',
        4,
      ],
      image: [6, 6],
    },
  ] as const)('$hiddenLayers on $image', ({ hiddenLayers, image }) => {
    expectRightGradients(settingFor(specWith(hiddenLayers, 'tanh', image)), 'softmaxCrossEntropy');
  });

  test('with ReLUs', () => {
    const spec = specWith(['conv3x3x2', 'maxpool2', 'conv2x2x2', 3], 'relu', [4, 4]);
    expectRightGradients(settingFor(spec), 'softmaxCrossEntropy');
  });
});

describe("LeNet's table", () => {
  const inputShape = { height: 1, width: 1, channels: 6 };
  const layer = {
    kind: 'convolution',
    height: 1,
    width: 1,
    channels: 16,
    padding: 'valid',
    stride: 1,
    table: 'lenet',
    bias: false,
  } as const;
  const network = createNetwork(
    { inputSize: 6, inputShape, layers: [layer] },
    { batchSize: 1, precision: 'float64' },
  );

  test('joins each channel to the ones that the paper says', () => {
    network.parameters.fill(1);
    const seenBy = Array.from({ length: 6 }, (_, channel) => {
      const input = new Float64Array(6);
      input[channel] = 1;
      return [...network.forward(input, 1)].join('');
    });
    // Table I of the paper, its rows: 1 where it has an X.
    expect(seenBy).toEqual([
      '1000111001111011',
      '1100011100111101',
      '1110001110010111',
      '0111001111001011',
      '0011100111101101',
      '0001110011110111',
    ]);
  });

  test('says how many inputs each weight is one of', () => {
    const [{ fanIn, fanOut, unitOf, shape }] = network.tensors;
    expect(shape).toEqual([1, 1, 60]);
    expect(fanOut).toBe(10);
    const threes = Array<number>(18).fill(3);
    const fours = Array<number>(36).fill(4);
    expect(fanIn).toEqual([...threes, ...fours, 6, 6, 6, 6, 6, 6]);
    expect(unitOf?.slice(0, 4)).toEqual([0, 0, 0, 1]);
  });
});

describe('the summary', () => {
  const words = ['pad2', 'conv5x5x6/valid', 'meanpool2/trained', 'conv5x5x16/valid/lenet', 84];
  test('has the layers in the words that they are written in', () => {
    const line = describeNetwork(specWith([...words, 'dropout0.5'], 'scaledTanh', [28, 28]));
    expect(line).toBe(`28x28-${words.join('-')}-dropout0.5-3 scaledTanh, 136,423 parameters`);
    const steps = ['conv3x1x8/stride1', 'conv3x3x4/valid/stride2', 'maxpool2', 'meanpool3'];
    expect(describeNetwork(specWith(steps, 'relu', [28, 28]))).toContain(
      '28x28-conv3x1x8-conv3x3x4/valid/stride2-maxpool2-meanpool3-3 relu',
    );
    expect(words.every((word) => readHiddenLayer(word) !== null)).toBe(true);
  });

  test("of TensorFlow's tutorial", () => {
    const layers = ['conv5x5x32', 'maxpool2', 'conv5x5x64', 'maxpool2', 1024, 'dropout0.5'];
    const spec = networkSpecOf(
      { ...defaultHyperparameters, hiddenLayers: layers, loss: 'softmaxCrossEntropy' },
      { height: 28, width: 28 },
      10,
    );
    expect(describeNetwork(spec)).toBe(
      '28x28-conv5x5x32-maxpool2-conv5x5x64-maxpool2-1024-dropout0.5-10 relu, 3,274,634 parameters',
    );
  });
});
