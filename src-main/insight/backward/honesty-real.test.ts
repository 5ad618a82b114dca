/**
 * As `honesty.test.ts`, on all of MNIST where it is at hand beside the checkout: short trainings, about half a minute of
 * one processor. Those of the presets' own length, and of Chinese MNIST, take minutes: `bench/mind.ts`.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

const mnist = resolve(import.meta.dirname, '../../../../shared/data/mnist');
const present = existsSync(join(mnist, 'train-images-idx3-ubyte.gz'));
if (!present) console.info(`skipped: there is no MNIST at ${mnist}`);

const quick = { ...presetHyperparameters('quick'), stepsPerEpoch: 0 };
const targets = Array.from({ length: 10 }, (_, k) => oneLabel(k, 10));
const ask = (model: QueriedModel, method: QueryMethod) =>
  backwardQuery(model, { method, settings: defaultQuerySettings(method), targets });

describe.skipIf(!present)('on all of MNIST', { timeout: 300_000 }, () => {
  const all = 60_000;
  const data = present ? digits(mnist, all) : null;
  const judge =
    data &&
    trainedModel(
      {
        ...quick,
        hiddenLayers: ['conv3x3x8', 'maxpool2', 'conv3x3x16', 'maxpool2', 48],
        seed: 77,
        epochs: 1,
      },
      data,
    );
  const read = (model: QueriedModel, method: QueryMethod) => {
    if (!judge) throw new Error('there is no judge');
    return judged(judge, ask(model, method));
  };

  describe.each([
    { name: 'the book', h: { ...presetHyperparameters('book'), epochs: 1 }, free: 9 },
    {
      name: 'a multi-layer perceptron',
      h: { ...presetHyperparameters('keras-mlp'), epochs: 2 },
      free: 9,
    },
    {
      name: 'a convolutional network',
      h: {
        ...quick,
        epochs: 1,
        hiddenLayers: ['conv5x5x8', 'maxpool2', 'conv5x5x16', 'maxpool2', 64],
      },
      free: 10,
    },
  ])('$name', ({ h, free }) => {
    test('is read as asked, and untrained is not', () => {
      if (!data) throw new Error('there is no data');
      const model = trainedModel(h, data);
      for (const [method, least] of [
        ['prior', 10],
        ['free', free],
      ] as const) {
        const { right, median } = read(model, method);
        expect(right, method).toBeGreaterThanOrEqual(least);
        expect(median, method).toBeGreaterThanOrEqual(0.9);
        for (const seed of [1, 2]) {
          const random = read(withRandomWeights(model, seed), method);
          expect(random.right, `${method}, random ${seed}`).toBeLessThanOrEqual(3);
        }
      }
    });
  });

  test('two labels swapped are drawn swapped', () => {
    const swap = (label: number): number => (label === 3 ? 7 : label === 7 ? 3 : label);
    const taught = trainedModel(
      { ...presetHyperparameters('keras-mlp'), epochs: 2 },
      digits(mnist, all, swap),
    );
    for (const method of ['prior', 'free'] as const) {
      const { labels } = read(taught, method);
      expect([labels[3], labels[7]], method).toEqual([7, 3]);
    }
  });
});
