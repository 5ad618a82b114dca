import { expect, it } from 'vitest';
import {
  defaultHyperparameters,
  type Hyperparameters,
} from '../../../src-shared/hyperparameters.ts';
import type { RunSummary } from '../../../src-shared/run.ts';
import { expectPace } from './pace.ts';

const dataset = { width: 20, height: 20, classes: [...'0123456789'] };
const images = { train: 3000, validation: 300, test: 600 };
const h = { ...defaultHyperparameters, epochs: 10 };

/** A run that trained a thousand images a second. */
const trained = (
  changes: Partial<Hyperparameters>,
  name = 'past',
  past = { train: 2000, validation: 0, test: 0 },
  seconds = 2,
): RunSummary =>
  ({
    name,
    hyperparameters: { ...h, ...changes },
    dataset: { ...dataset, images: past },
    last: { imagesPerSecond: 1000, seconds },
  }) as RunSummary;
const of = (changes: Partial<Hyperparameters>, ...runs: RunSummary[]) =>
  expectPace({ ...h, ...changes }, dataset, images, runs);

it('goes by the images of a run like it, with a third of the work for those evaluated', () => {
  expect(of({}, trained({}))).toEqual({ epochSeconds: 3.3, seconds: 33, run: 'past' });
  const fixed = of({ stepsPerEpoch: 10, batchSize: 50 }, trained({}));
  expect(fixed?.epochSeconds).toBeCloseTo(0.8, 10);
});

it('takes the share of the evaluation from that run, where it evaluated', () => {
  // 2 of its 2.4 seconds it learned: 1,000 images took the rest.
  const run = trained({}, 'past', { train: 2000, validation: 400, test: 600 }, 2.4);
  expect(of({}, run)?.epochSeconds).toBeCloseTo(3 + 0.9 * 0.4, 10);
});

it('scales with the multiplications', () => {
  const twice = of({ hiddenLayers: [512] }, trained({ hiddenLayers: [256] }));
  expect(twice?.epochSeconds).toBeCloseTo(6.6, 10);
});

it('takes the run that is most like it, of equals the newest', () => {
  const runs = [
    trained({ hiddenLayers: [300] }, 'larger'),
    trained({}, 'newer'),
    trained({}, 'older'),
  ];
  expect(of({}, ...runs)?.run).toBe('newer');
  expect(of({ hiddenLayers: [290] }, ...runs)?.run).toBe('larger');
});

it.each<[string, Partial<Hyperparameters>]>([
  ['many more multiplications', { hiddenLayers: [2048] }],
  ['other batches', { batchSize: 256 }],
  ['convolutions', { hiddenLayers: ['conv5x5x8', 'maxpool4', 10] }],
  ['other augmentation', { rotation: 10 }],
])('says nothing by a run with %s', (_, changes) => {
  expect(of({}, trained(changes))).toBeNull();
});

it('says nothing without a finished epoch', () => {
  expect(of({})).toBeNull();
  expect(of({}, { ...trained({}), last: null })).toBeNull();
  // One image at a time, the optimiser decides.
  expect(of({ batchSize: 1 }, trained({ batchSize: 1, optimiser: 'sgd' }))).toBeNull();
  expect(of({ batchSize: 1 }, trained({ batchSize: 1 }))).not.toBeNull();
});

it('nearest neighbours say nothing about a network, nor a network about them', () => {
  const method = 'nearestNeighbours';
  expect(of({}, trained({ method }))).toBeNull();
  expect(of({ method }, trained({}))).toBeNull();
  expect(of({ method }, trained({ method }))).toBeNull();
});
