import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { bestImages } from '../../../src-shared/inside.ts';
import { presetHyperparameters } from '../../../src-shared/presets.ts';
import { digits, trainedModel } from '../../testing/queried.ts';
import { strokeHyperparameters, strokes } from '../../testing/strokes.ts';
import { createSteering, followSteering } from '../lab/steering.ts';
import { maximiseUnits } from './maximise.ts';
import { stagesOf } from './stages.ts';
import { surveyLayer } from './survey.ts';
import { unitPictures } from './unit-numbers.ts';

const data = strokes(600);
const image = { width: 8, height: 8 };
const course = () => followSteering(createSteering().memory);
const model = trainedModel(strokeHyperparameters({ epochs: 10, hiddenLayers: [16, 8] }), data);
const [first, second] = stagesOf(model.network.spec, image);
const units = Array.from({ length: 8 }, (_, unit) => unit);

test('excites units of two layers more than the images that excite them most', async () => {
  const sample = resolve(import.meta.dirname, '../../../resources/sample');
  const images = digits(sample, 2000);
  const h = { ...presetHyperparameters('keras-mlp'), hiddenLayers: [32, 24], epochs: 3 };
  const own = trainedModel(h, images);
  const { width, height } = images.preprocessing;
  const shown = { ...images, width, height, polarity: 'light' as const };
  for (const stage of stagesOf(own.network.spec, { width, height })) {
    const { values } = await maximiseUnits(own, stage, units, course());
    const survey = await surveyLayer(own, stage, shown, images.train, course());
    const most = units.map((unit) => survey.values[unit * bestImages]);
    // A unit that no image reaches has nothing to be compared with.
    const alive = units.filter((unit) => most[unit] > 0);
    expect(alive.length).toBeGreaterThanOrEqual(6);
    expect(alive.filter((unit) => values[unit] > most[unit])).toEqual(alive);
  }
});

test('has ink where the weights of a unit are largest, and none where they are least', async () => {
  const { pixels } = await maximiseUnits(model, first, [3], course());
  const weights = unitPictures(model.network, first, image, [3])?.values ?? new Float32Array();
  const order = Array.from(weights.keys()).sort((a, b) => weights[a] - weights[b]);
  const mean = (places: number[]): number =>
    places.reduce((sum, i) => sum + pixels[i], 0) / places.length;
  expect(mean(order.slice(-12))).toBeGreaterThan(mean(order.slice(0, 12)) + 80);
});

test('a unit comes out the same alone as among others, and channels have pictures, too', async () => {
  const all = await maximiseUnits(model, second, units, course(), { steps: 20 });
  const alone = await maximiseUnits(model, second, [5], course(), { steps: 20 });
  expect(alone.pixels).toEqual(all.pixels.slice(5 * 64, 6 * 64));
  expect(alone.values[0]).toBeCloseTo(all.values[5], 5);
  const conv = trainedModel(
    strokeHyperparameters({ epochs: 4, hiddenLayers: ['conv3x3x4', 'maxpool2', 'conv3x3x6', 9] }),
    data,
  );
  const stage = stagesOf(conv.network.spec, image)[2];
  const made = await maximiseUnits(conv, stage, [0, 1, 2, 3, 4, 5], course());
  const survey = await surveyLayer(
    conv,
    stage,
    { ...data, ...image, polarity: 'light' },
    data.train,
    course(),
  );
  const better = [0, 1, 2, 3, 4, 5].filter((unit) => made.values[unit] > survey.means[unit]);
  expect(better.length).toBeGreaterThanOrEqual(5);
});

test('ends when it is cancelled', async () => {
  const steering = createSteering();
  steering.cancel();
  const ended = followSteering(steering.memory);
  await expect(maximiseUnits(model, first, [0], ended)).rejects.toThrow('lab.cancelled');
});
