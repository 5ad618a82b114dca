import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HiddenLayer } from '../../src-shared/hidden-layers.ts';
import { errorText } from '../../src-shared/messages/index.ts';
import { evaluationBatch } from '../../src-shared/network-size.ts';
import { asFilesAre, likeMnist } from '../../src-shared/preparation.ts';
import { preparationOf } from '../../src-shared/preprocess.ts';
import { thrownBy } from '../datasets/test-files.ts';
import { initialise } from '../engine/initialisers.ts';
import { createNetwork, measureNetwork, type NetworkSpec } from '../engine/network.ts';
import { networkSpecOf } from '../engine/network-spec.ts';
import { createRandom } from '../engine/random.ts';
import { strokeHyperparameters, temporaryFolder } from '../testing/strokes.ts';
import { type ModelInfo, networkOf, readModelFile, tensorsOf, writeModel } from './model-file.ts';
import type { Tensor } from './safetensors.ts';

const image = { height: 8, width: 8 };
const labels = ['a', 'b', 'c'];

const infoWith = (spec: NetworkSpec): ModelInfo => ({
  runId: 'test',
  spec,
  hyperparameters: strokeHyperparameters(),
  labels,
  preprocessing: { ...image, polarity: 'light', inputRange: '0..1' },
  fingerprint: '',
  record: {
    epoch: 1,
    trainLoss: 1,
    trainAccuracy: 1,
    validationLoss: null,
    validationAccuracy: null,
    testLoss: null,
    testAccuracy: null,
    learningRate: 1,
    imagesPerSecond: 1,
    seconds: 1,
  },
});

const specWith = (...hiddenLayers: HiddenLayer[]): NetworkSpec =>
  networkSpecOf({ ...strokeHyperparameters(), hiddenLayers }, image, labels.length);

function saved(spec: NetworkSpec, tensors: ReadonlyMap<string, Tensor>): string {
  const path = join(temporaryFolder(), 'model.safetensors');
  writeModel(path, infoWith(spec), tensors);
  return path;
}

function load(path: string) {
  const { info, file } = readModelFile(path);
  return { info, network: networkOf(info, file, path) };
}

test.each<HiddenLayer[][]>([
  [[5, 'dropout0.5']],
  [['conv3x3x4', 'maxpool2', 'conv3x2x5/valid', 'dropout0.25', 6]],
  [['conv3x3x4', 'batchnorm', 6, 'batchnorm']],
  [['conv3x3x6/stride2', 'meanpool2', 3]],
  [['pad1', 'conv3x3x6/valid', 'meanpool2/trained', 'conv2x2x16/valid/lenet']],
])('%j comes back from its file, bit for bit', (layers) => {
  const spec = specWith(...layers);
  const network = createNetwork(spec, { batchSize: 2 });
  initialise(network, strokeHyperparameters({ startBias: 0.1 }));
  const { info, network: again } = load(saved(spec, tensorsOf(network, network.parameters)));
  // As text, which is how a checkpoint's is compared.
  expect(JSON.stringify(info.spec)).toBe(JSON.stringify(spec));
  expect(again.parameters).toEqual(network.parameters);
  const random = createRandom(1, 'model-file.test');
  const input = Float32Array.from({ length: 2 * 64 }, random.uniform);
  const outputs = network.forward(input, 2).slice(0, 6);
  expect(again.forward(input, 2).slice(0, 6)).toEqual(outputs);
});

test('a large network is asked about fewer images at once', () => {
  const spec = specWith('conv1x1x512', 'conv1x1x64');
  const network = createNetwork(spec, { batchSize: 1 });
  const { batchSize } = load(saved(spec, tensorsOf(network, network.parameters))).network;
  const { numbers } = measureNetwork(spec);
  expect(batchSize).toBe(evaluationBatch(numbers));
  expect(batchSize).toBeLessThan(256);
  expect(batchSize * numbers * 4).toBeLessThan(100e6);
});

describe('a file that makes no network is refused before any memory is taken', () => {
  const inputShape = { ...image, channels: 1 };
  const convolution = {
    kind: 'convolution',
    height: 3,
    width: 3,
    channels: 2,
    padding: 'same',
    stride: 1,
    table: 'full',
    bias: true,
  };
  const refuse = async (spec: unknown, says: RegExp): Promise<void> => {
    const path = saved(spec as NetworkSpec, new Map());
    const error = await thrownBy(() => load(path), 'model.broken');
    expect(errorText(error)).toMatch(says);
    expect(errorText(error)).toContain(path);
    expect(errorText(error, 'zh')).not.toMatch(/[{}]|\b(it|its|is)\b/);
  };
  const layers = (...list: unknown[]) => ({ inputSize: 64, inputShape, layers: list });

  test.each([
    [{ ...convolution, channels: 513 }, /channels/],
    [{ ...convolution, height: 4000 }, /height/],
    [{ ...convolution, stride: 0 }, /stride/],
    [{ ...convolution, stride: 1.5 }, /stride/],
    [{ ...convolution, padding: 'full' }, /padding/],
    [{ ...convolution, bias: undefined }, /bias/],
    [{ kind: 'maxPooling', size: 0 }, /size/],
    [{ kind: 'meanPooling', size: 1e9 }, /size/],
    [{ kind: 'magic' }, /kind/],
    [{ ...convolution, padding: 'valid', height: 9 }, /layers do not fit/],
    [{ ...convolution, table: 'lenet' }, /layers do not fit/],
    [{ kind: 'trainedPooling', size: 9, bias: true }, /layers do not fit/],
    // Each fits, all together do not.
    [{ kind: 'padding', size: 2000 }, /too large/],
  ])('%j', async (layer, says) => {
    await refuse(layers(layer), says);
  });

  test('too many numbers, though few parameters', async () => {
    const wide = { ...convolution, height: 1, width: 1, channels: 512 };
    await refuse(layers({ kind: 'padding', size: 60 }, wide), /too large/);
  });

  test('an input that is not its shape', async () => {
    await refuse(
      { inputSize: 64, inputShape: { height: 8, width: 9, channels: 1 }, layers: [convolution] },
      /layers do not fit/,
    );
  });
});

test('a preparation comes back from its file; one that is broken is refused', () => {
  const spec = specWith(5);
  const network = createNetwork(spec, { batchSize: 1 });
  const path = join(temporaryFolder(), 'model.safetensors');
  const write = (preparation: unknown): ModelInfo => {
    const info = infoWith(spec);
    const preprocessing = { ...info.preprocessing, preparation } as ModelInfo['preprocessing'];
    writeModel(path, { ...info, preprocessing }, tensorsOf(network, network.parameters));
    return readModelFile(path).info;
  };
  expect(write(likeMnist).preprocessing.preparation).toEqual(likeMnist);
  // As models were before there were preparations.
  expect(preparationOf(write(undefined).preprocessing)).toEqual(asFilesAre);
  expect(() => write({ ...likeMnist, box: 1e6 })).toThrow('model.broken');
  expect(() => write({ ...likeMnist, blur: 1 })).toThrow('model.broken');
});
