import { describe, expect, it } from 'vitest';
import type { HiddenLayer } from './hidden-layers.ts';
import {
  batchNumbers,
  countNumbers,
  countParameters,
  describeLayers,
  evaluationBatch,
  layerProblem,
  layerSizes,
  multiplicationShares,
  networkLine,
  shapeText,
  sizeProblem,
} from './network-size.ts';

const mnist = { height: 28, width: 28 };
const of = (...hiddenLayers: HiddenLayer[]) => ({ hiddenLayers, bias: true });
const lenet = of(
  'pad2',
  'conv5x5x6/valid',
  'meanpool2/trained',
  'conv5x5x16/valid/lenet',
  'meanpool2/trained',
  'conv5x5x120/valid',
  84,
);

describe('the layers', () => {
  it("of LeNet-5 have exactly the paper's parameters", () => {
    const rows = describeLayers(lenet, mnist, 10);
    expect(rows.map(({ parameters }) => parameters)).toEqual([
      0, 156, 12, 1516, 32, 48_120, 10_164, 850,
    ]);
    expect(
      rows.map(({ output: { height, width, channels } }) => [height, width, channels]),
    ).toEqual([
      [32, 32, 1],
      [28, 28, 6],
      [14, 14, 6],
      [10, 10, 16],
      [5, 5, 16],
      [1, 1, 120],
      [1, 1, 84],
      [1, 1, 10],
    ]);
  });

  it('of the TensorFlow tutorial count as published', () => {
    const h = of('conv5x5x32', 'maxpool2', 'conv5x5x64', 'maxpool2', 1024, 'dropout0.5');
    expect(countParameters(h, mnist, 10)).toBe(3_274_634);
    expect(layerSizes(h, mnist, 10)).toEqual([784, 25_088, 6272, 12_544, 3136, 1024, 10]);
  });

  it('of batch normalisation are a gain and a shift of each channel', () => {
    const rows = describeLayers(of('conv3x3x8', 'batchnorm', 16, 'batchnorm'), mnist, 10);
    expect(rows.map(({ parameters }) => parameters)).toEqual([80, 16, 100_368, 32, 170]);
    expect(rows[1].output).toEqual({ height: 28, width: 28, channels: 8 });
    expect(layerSizes(of(16, 'batchnorm'), mnist, 10)).toEqual([784, 16, 10]);
    expect(layerProblem(of(16, 'batchnorm', 8), mnist)).toBeNull();
    expect(networkLine(of(16, 'batchnorm'), mnist, 10)).toBe('784-16-batchnorm-10');
  });

  it('take steps of a stride, with and without padding', () => {
    const outputs = (layer: string) =>
      describeLayers(of(layer), { height: 7, width: 8 }, 2)[0].output;
    expect(outputs('conv3x3x4/stride2')).toEqual({ height: 4, width: 4, channels: 4 });
    expect(outputs('conv3x3x4/valid/stride2')).toEqual({ height: 3, width: 3, channels: 4 });
  });
});

describe('in words', () => {
  it('a shape leaves out what is one', () => {
    expect(shapeText({ height: 28, width: 20, channels: 6 })).toBe('28 x 20 x 6');
    expect(shapeText({ height: 28, width: 20, channels: 1 }, ' × ')).toBe('28 × 20');
    expect(shapeText({ height: 1, width: 1, channels: 84 })).toBe('84');
  });

  it('a network is its sizes, or its layers where images go through it', () => {
    expect(networkLine(of(300, 'dropout0.5', 100), mnist, 10)).toBe('784-300-dropout0.5-100-10');
    expect(networkLine(of(), mnist, 10)).toBe('784-10');
    expect(networkLine(of('conv5x5x32', 'maxpool2', 64), mnist, 10)).toBe(
      '28x28-conv5x5x32-maxpool2-64-10',
    );
  });
});

it('the multiplications are shared out over the layers', () => {
  // 784 x 300, 300 x 100, 100 x 10.
  expect(multiplicationShares(describeLayers(of(300, 100), mnist, 10))).toEqual([
    235_200 / 266_200,
    30_000 / 266_200,
    1000 / 266_200,
  ]);
  expect(multiplicationShares([])).toEqual([]);
});

describe('what does not fit', () => {
  it.each([
    [['conv5x5x8/valid'], { height: 4, width: 9 }, 'layer.tooSmall'],
    [['maxpool4', 'maxpool8'], mnist, 'layer.tooSmall'],
    [[30, 'conv3x3x8'], mnist, 'layer.afterDense'],
    [['conv5x5x16/valid/lenet'], mnist, 'layer.notLenet'],
    [['conv3x3x8', 'dropout0.5', 30, 'dropout0.5'], mnist, undefined],
    [lenet.hiddenLayers, mnist, undefined],
  ] as const)('%j', (layers, image, code) => {
    expect(layerProblem({ hiddenLayers: layers, bias: true }, image)?.code).toBe(code);
  });
});

describe('what is kept of an image', () => {
  it('are outputs, and the sums before an activation', () => {
    // conv and its ReLU, pooling, dense and its ReLU, dropout, output.
    const h = of('conv3x3x2', 'maxpool2', 7, 'dropout0.5');
    expect(countNumbers(h, { height: 4, width: 4 }, 3)).toBe(2 * 32 + 8 + 2 * 7 + 7 + 3);
    expect(countNumbers(lenet, mnist, 10)).toBe(
      1024 + 2 * 4704 + 2 * 1176 + 2 * 1600 + 2 * 400 + 2 * 120 + 2 * 84 + 10,
    );
  });

  it('makes the batches of an evaluation, under 100 MB, never empty', () => {
    expect(evaluationBatch(400)).toBe(256);
    expect(evaluationBatch(62_500)).toBe(256);
    expect(evaluationBatch(160_000)).toBe(100);
    expect(evaluationBatch(4_000_000)).toBe(4);
    expect(evaluationBatch(1e9)).toBe(1);
  });

  it('is needed for the larger of both batches, and for the gradients of one', () => {
    expect(batchNumbers(100, 32)).toBe(100 * (256 + 32));
    expect(batchNumbers(100, 1000)).toBe(100 * 2000);
  });
});

describe('what is too large', () => {
  it.each([
    [[4096, 4096, 4096, 4096], 1, 'training.tooManyParameters'],
    [Array<string>(4).fill('conv1x1x512'), 1, undefined],
    [Array<string>(6).fill('conv1x1x512'), 1, 'training.tooManyNumbers'],
    [['conv5x5x32', 'maxpool2', 'conv5x5x64', 'maxpool2', 1024], 1000, undefined],
    [['conv5x5x32', 'maxpool2', 'conv5x5x64', 'maxpool2', 1024], 65_536, 'training.batchTooLarge'],
    [[300], 65_536, undefined],
  ])('%j in batches of %d', (hiddenLayers, batchSize, code) => {
    expect(sizeProblem({ hiddenLayers, bias: true, batchSize }, mnist, 10)?.code).toBe(code);
  });
});
