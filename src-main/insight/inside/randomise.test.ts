/**
 * Saliency must hang on what the network learnt: its maps must not survive when weights are drawn anew from the
 * output down (Adebayo et al., Sanity checks for saliency maps, 2018: "cascading randomization").
 */
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type SaliencyMethod, usualSaliency } from '../../../src-shared/inside.ts';
import { presetHyperparameters } from '../../../src-shared/presets.ts';
import { digits, trainedModel } from '../../testing/queried.ts';
import { queryNetwork } from '../backward/query-network.ts';
import { mapCorrelation } from './rank-correlation.ts';
import { trainedLayers, withRandomLayers } from './randomise.ts';
import { type Asked, classWeights, saliency } from './saliency.ts';
import type { Network } from '../../engine/network.ts';

const sample = resolve(import.meta.dirname, '../../../resources/sample');
const data = digits(sample, 3000);
const pixels = new Uint8Array(data.pixels);
const labels = new Uint16Array(data.labels);
const h = { ...presetHyperparameters('keras-mlp'), hiddenLayers: [64, 48], epochs: 4 };
const model = trainedModel(h, data);
const { inputSize } = model.network;
const images = Array.from({ length: 20 }, (_, n) => ({
  input: Float32Array.from(
    pixels.subarray(n * inputSize, (n + 1) * inputSize),
    (value) => value / 255,
  ),
  label: labels[n],
}));
const asked = (network: Network): Asked => ({
  network: queryNetwork(network, h.loss, { pictures: 10 }).network,
  range: [0, 1],
});

/** Mean over the images of the correlation with the trained network's map, signs included. */
function correlations(method: SaliencyMethod): number[] {
  const settings = { ...usualSaliency, method };
  const map = (of: Asked, { input, label }: (typeof images)[number]): Float32Array =>
    saliency(of, input, classWeights(10, label, null), settings);
  const trained = asked(model.network);
  const expected = images.map((image) => map(trained, image));
  return [0, 1, 2, 3].map((layers) => {
    const random = asked(withRandomLayers(model.network, model.info, { layers }));
    const each = images.map((image, n) => mapCorrelation(map(random, image), expected[n]));
    return each.reduce((sum, one) => sum + one, 0) / each.length;
  });
}

test('the network has something to lose, and only the layers that were asked for are drawn anew', () => {
  expect(trainedLayers(model.network)).toHaveLength(3);
  const one = withRandomLayers(model.network, model.info, { layers: 1 });
  const { tensors, parameters } = model.network;
  const last = tensors.findIndex(({ name }) => name.startsWith('layers.4.'));
  const { offset } = tensors[last];
  expect(one.parameters.subarray(0, offset)).toEqual(parameters.subarray(0, offset));
  expect(one.parameters.subarray(offset)).not.toEqual(parameters.subarray(offset));
});

describe.each(['gradientTimesInput', 'smoothGrad'] as const)('%s', (method) => {
  test('is another map with each layer that is drawn anew', () => {
    const [whole, output, two, all] = correlations(method);
    expect(whole).toBeCloseTo(1, 10);
    for (const randomised of [output, two, all]) expect(Math.abs(randomised)).toBeLessThan(0.5);
    expect(Math.abs(all)).toBeLessThan(0.3);
    expect(output).toBeLessThan(whole - 0.5);
  });
});
