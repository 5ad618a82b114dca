import { describe, expect, test } from 'vitest';
import {
  defaultQuerySettings,
  oneLabel,
  type QueryMethod,
  type QuerySettings,
  type QueryTarget,
  wayBetween,
} from '../../../src-shared/backward-query.ts';
import { trainedModel } from '../../testing/queried.ts';
import { strokeClasses, strokeHyperparameters, strokes } from '../../testing/strokes.ts';
import { backwardQuery } from './query.ts';

const data = strokes(900);
const model = trainedModel(strokeHyperparameters({ epochs: 20, hiddenLayers: [24] }), data);
const all = strokeClasses.map((_, k) => oneLabel(k, 3));
const ask = (
  method: QueryMethod,
  change: Partial<QuerySettings> = {},
  targets: readonly QueryTarget[] = all,
  asked = model,
) =>
  backwardQuery(asked, {
    method,
    targets,
    settings: { ...defaultQuerySettings(method), jitter: 0, ...change },
  });
const size = 64;
const picture = (pixels: Uint8Array, n: number): number[] => [
  ...pixels.subarray(n * size, (n + 1) * size),
];

describe.each(['prior', 'free'] as const)('the method %s', (method) => {
  test('gives pictures that the network takes for what was asked', () => {
    const result = ask(method);
    expect(result.pictures.map(({ label }) => label)).toEqual([0, 1, 2]);
    expect(result.outputsAreProbabilities).toBe(true);
    expect(result).toMatchObject({ method, width: 8, height: 8, signal: null, cancelled: false });
    expect(Math.max(...result.pixels)).toBe(255);
  });

  test('is the same bits for the same seed, and others for another', () => {
    const change = { jitter: 1, steps: 30 };
    expect(ask(method, change).pixels).toEqual(ask(method, change).pixels);
    expect(ask(method, { ...change, seed: 2 }).pixels).not.toEqual(ask(method, change).pixels);
  });

  test('gives a picture alone as among others', () => {
    const together = ask(method, { steps: 60, jitter: 1 });
    const alone = ask(method, { steps: 60, jitter: 1 }, [all[1]]);
    expect(picture(alone.pixels, 0)).toEqual(picture(together.pixels, 1));
  });

  test('starts elsewhere for another variation', () => {
    const targets = [0, 1, 2].map((variation) => oneLabel(2, 3, { variation }));
    const { pixels, pictures } = ask(method, {}, targets);
    expect(pictures.map(({ label }) => label)).toEqual([2, 2, 2]);
    expect(picture(pixels, 0)).not.toEqual(picture(pixels, 1));
    expect(picture(pixels, 1)).not.toEqual(picture(pixels, 2));
  });

  test('tells each step, makes frames on demand and ends when told to', () => {
    const steps: number[] = [];
    const result = backwardQuery(
      model,
      { method, targets: all, settings: { ...defaultQuerySettings(method), steps: 50 } },
      {
        goOn(step, frame) {
          steps.push(step);
          if (step === 5) expect(frame().pixels).toHaveLength(3 * size);
          return step < 7;
        },
      },
    );
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(result.cancelled).toBe(true);
    expect(result.pixels).toHaveLength(3 * size);
  });
});

test('half of one label and half of another is between them', () => {
  const { pictures } = ask('prior', {}, wayBetween(0, 1, 3, 3));
  expect(pictures[0].outputs[0]).toBeGreaterThan(0.9);
  expect(pictures[2].outputs[1]).toBeGreaterThan(0.9);
  expect(pictures[1].outputs[0]).toBeGreaterThan(0.2);
  expect(pictures[1].outputs[1]).toBeGreaterThan(0.2);
});

test('a weaker target is reached less surely', () => {
  const [sure, unsure] = ask('prior', {}, [
    oneLabel(0, 3),
    oneLabel(0, 3, { strength: 0.5 }),
  ]).pictures;
  expect(unsure.outputs[0]).toBeLessThan(sure.outputs[0] - 0.1);
});

describe('the method book', () => {
  test('gives the signal besides the picture', () => {
    const { signal, pixels, pictures } = ask('book');
    expect(signal).toHaveLength(3 * size);
    expect(pictures).toHaveLength(3);
    expect(Math.min(...pixels)).toBeLessThan(5);
  });
});

test('without a prior says so', () => {
  expect(() => ask('prior', {}, all, { ...model, prior: null })).toThrow('query.noPrior');
});

test.each(['sigmoidCrossEntropy', 'squaredHinge'] as const)(
  'a network trained with %s gives what was asked, too',
  (loss) => {
    const own = trainedModel(strokeHyperparameters({ epochs: 20, loss, hiddenLayers: [24] }), data);
    expect(ask('prior', {}, all, own).pictures.map(({ label }) => label)).toEqual([0, 1, 2]);
  },
);

test('with binary inputs the pictures are ink or none', () => {
  const binary = trainedModel(strokeHyperparameters({ epochs: 10, inputRange: 'binary' }), data);
  const { pixels } = ask('prior', {}, all, binary);
  expect([...new Set(pixels)].toSorted((a, b) => a - b)).toEqual([0, 255]);
});
