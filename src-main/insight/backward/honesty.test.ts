/**
 * Whether the pictures show what a network has learnt: read by a judge of another architecture and
 * seed that had no part in making them, on the bundled digits (4,000 images of MNIST, 20 x 20). The
 * same on all of MNIST: `honesty-real.test.ts`; further figures, and those of Chinese MNIST: `bench/MIND.md`.
 */
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  defaultQuerySettings,
  oneLabel,
  type QueryMethod,
} from '../../../src-shared/backward-query.ts';
import { presetHyperparameters } from '../../../src-shared/presets.ts';
import { digits, judged, trainedModel } from '../../testing/queried.ts';
import { type QueriedModel, withRandomWeights } from './queried-model.ts';
import { backwardQuery } from './query.ts';

const sample = resolve(import.meta.dirname, '../../../resources/sample');
const data = digits(sample, 4000);
const cnn = { ...presetHyperparameters('quick'), stepsPerEpoch: 0, epochs: 3 };
const judge = trainedModel(
  {
    ...cnn,
    hiddenLayers: ['conv3x3x8', 'maxpool2', 'conv3x3x16', 'maxpool2', 48],
    seed: 77,
    epochs: 4,
    shift: 0.05,
  },
  data,
);
const targets = data.classes.map((_, k) => oneLabel(k, data.classes.length));
const methods = ['prior', 'free'] as const;
const pictures = (model: QueriedModel, method: QueryMethod = 'prior') =>
  backwardQuery(model, { method, settings: defaultQuerySettings(method), targets });

describe.each([
  { name: 'the book', h: { ...presetHyperparameters('book'), epochs: 2 } },
  { name: 'a multi-layer perceptron', h: presetHyperparameters('keras-mlp') },
  {
    name: 'a convolutional network',
    h: { ...cnn, hiddenLayers: ['conv5x5x8', 'maxpool2', 'conv5x5x16', 'maxpool2', 64] },
  },
])('$name', ({ h }) => {
  const model = trainedModel(h, data);

  test.each(methods)('draws digits that the judge reads as they were asked for: %s', (method) => {
    const { right, median } = judged(judge, pictures(model, method));
    expect(right).toBe(10);
    expect(median).toBeGreaterThanOrEqual(0.9);
  });

  test.each(methods)('draws at most 3 of 10 with random weights: %s', (method) => {
    for (const seed of [1, 2]) {
      const random = withRandomWeights(model, seed);
      expect(judged(judge, pictures(random, method)).right).toBeLessThanOrEqual(3);
    }
  });
});

describe('a network that was taught 3 and 7 the wrong way round', () => {
  const swap = (label: number): number => (label === 3 ? 7 : label === 7 ? 3 : label);
  const taught = trainedModel(presetHyperparameters('keras-mlp'), digits(sample, 4000, swap));
  test.each(methods)('draws them so: %s', (method) => {
    const { labels } = judged(judge, pictures(taught, method));
    expect([labels[3], labels[7]]).toEqual([7, 3]);
  });
});
