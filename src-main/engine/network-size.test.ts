/** What the window reckons before a training, against the network that the engine builds. */
import { describe, expect, test } from 'vitest';
import type { HiddenLayer } from '../../src-shared/hidden-layers.ts';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import {
  countNumbers,
  countParameters,
  describeLayers,
  layerProblem,
  layerSizes,
} from '../../src-shared/network-size.ts';
import { presetHyperparameters, presetNames } from '../../src-shared/presets.ts';
import { createNetwork, measureNetwork } from './network.ts';
import { networkSpecOf } from './network-spec.ts';
import { sizeOf } from './shape.ts';

type Choices = Pick<Hyperparameters, 'hiddenLayers' | 'bias'>;

/** The shape behind each hidden layer with what belongs to it, and behind the last one. */
function shapesOf(h: Choices, image: { height: number; width: number }, classes: number) {
  const steps = [...h.hiddenLayers.keys(), h.hiddenLayers.length];
  const all = { ...defaultHyperparameters, loss: 'softmaxCrossEntropy', ...h } as const;
  const { inputSize, inputShape, layers } = networkSpecOf(all, image, classes);
  return steps.map((index) => {
    const cut = { ...all, hiddenLayers: h.hiddenLayers.slice(0, index + 1) };
    const behind = networkSpecOf(cut, image, classes).layers.length;
    const end = index === h.hiddenLayers.length ? layers.length : behind - 1;
    const spec = { inputSize, ...(inputShape && { inputShape }), layers: layers.slice(0, end) };
    return createNetwork(spec, { batchSize: 1 }).outputShape;
  });
}

function expectAgreement(h: Choices, image: { height: number; width: number }): void {
  const classes = 10;
  const all = { ...defaultHyperparameters, loss: 'softmaxCrossEntropy', ...h } as const;
  const spec = networkSpecOf(all, image, classes);
  const network = createNetwork(spec, { batchSize: 1 });
  expect(layerProblem(h, image)).toBeNull();
  expect(countParameters(h, image, classes)).toBe(network.parameters.length);
  expect(measureNetwork(spec)).toEqual({
    parameters: network.parameters.length,
    numbers: countNumbers(h, image, classes),
  });
  const shapes = shapesOf(h, image, classes);
  const described = describeLayers(h, image, classes).map(({ output }) => output);
  expect(described.map(sizeOf)).toEqual(shapes.map(sizeOf));
  // Where no layer needs the rows and columns, the engine takes an image as a list.
  if (spec.inputShape) expect(described).toEqual(shapes);
  expect(layerSizes(h, image, classes).at(-1)).toBe(sizeOf(network.outputShape));
}

describe.each([true, false])('with bias %s', (bias) => {
  test.each(presetNames)('the preset %s', (name) => {
    const { hiddenLayers } = presetHyperparameters(name);
    expectAgreement({ hiddenLayers, bias }, { height: 28, width: 28 });
  });

  test.each<[HiddenLayer[], number, number]>([
    [[], 5, 3],
    [[7, 'dropout0.5', 3], 5, 3],
    [['dropout0.3'], 5, 3],
    [['pad3'], 4, 6],
    [['conv3x2x5', 'meanpool3', 'conv2x3x4/valid/stride2'], 17, 19],
    [['conv4x4x2/stride3', 'dropout0.1'], 11, 7],
    [['conv15x15x2', 'conv5x1x3/valid', 'maxpool2'], 9, 9],
    [['meanpool2/trained', 'meanpool3/trained', 4], 13, 14],
    [['conv1x1x6', 'conv3x4x16/lenet', 'conv2x2x16/valid/stride2', 'maxpool2'], 10, 9],
  ])('%j on %d x %d', (hiddenLayers, height, width) => {
    expectAgreement({ hiddenLayers, bias }, { height, width });
  });
});

test("LeNet-5 has the paper's parameters, tensor by tensor", () => {
  const h = presetHyperparameters('lenet-5');
  const spec = networkSpecOf(h, { height: 28, width: 28 }, 10);
  const { tensors } = createNetwork(spec, { batchSize: 1 });
  const counts = new Map<string, number>();
  for (const { name, length } of tensors) {
    const layer = name.slice(0, name.lastIndexOf('.'));
    counts.set(layer, (counts.get(layer) ?? 0) + length);
  }
  expect([...counts.values()]).toEqual([156, 12, 1516, 32, 48_120, 10_164, 850]);
});
