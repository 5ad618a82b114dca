import { describe, expect, test } from 'vitest';
import { bestImages } from '../../../src-shared/inside.ts';
import { layouts, startedModel } from '../../testing/started.ts';
import { strokes } from '../../testing/strokes.ts';
import { createSteering, followSteering } from '../lab/steering.ts';
import { networkModel } from '../model.ts';
import { predict } from '../predict.ts';
import { silence } from '../lab/units.ts';
import { frontOf } from './network-parts.ts';
import { stagesOf } from './stages.ts';
import { ablateLayer, surveyLayer } from './survey.ts';
import { someOf } from './inputs.ts';

const image = { width: 8, height: 8 };
const all = strokes(120);
const data = { ...all, ...image, polarity: 'light' as const };
const pixels = new Uint8Array(all.pixels);
const course = () => followSteering(createSteering().memory);
const pixelsOf = (index: number): Uint8Array => pixels.subarray(index * 64, index * 64 + 64);
const inputOf = (index: number): Float32Array =>
  Float32Array.from(pixelsOf(index), (value) => value / 255);

describe.each(layouts)('a survey of %j', (change) => {
  const model = startedModel(change);
  const stages = stagesOf(model.network.spec, image).filter(
    ({ kind }) => kind === 'dense' || kind === 'convolution',
  );

  test.each(stages)('$name finds what looking at every number finds', async (stage) => {
    const survey = await surveyLayer(model, stage, data, all.train, course());
    const front = frontOf(model.network, stage.end, { batchSize: 1 });
    const { channels: units } = stage;
    const maps = [...all.train].map((index) => ({
      index,
      numbers: Float32Array.from(front.forward(inputOf(index), 1)),
    }));
    for (let unit = 0; unit < units; unit++) {
      const own = maps.map(({ index, numbers }) => {
        const values = [...numbers].filter((_, i) => i % units === unit);
        const value = Math.max(...values);
        return { index, values, value, place: values.indexOf(value) };
      });
      const best = own.toSorted((a, b) => b.value - a.value || a.index - b.index);
      const kept = Array.from({ length: bestImages }, (_, n) => unit * bestImages + n);
      expect(kept.map((at) => survey.samples[at])).toEqual(
        best.slice(0, bestImages).map(({ index }) => index),
      );
      expect(kept.map((at) => survey.values[at])).toEqual(
        best.slice(0, bestImages).map(({ value }) => expect.closeTo(value, 5)),
      );
      expect(kept.map((at) => survey.places[at])).toEqual(
        best.slice(0, bestImages).map(({ place }) => place),
      );
      const numbers = own.flatMap(({ values }) => values);
      const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
      expect(survey.means[unit]).toBeCloseTo(mean, 5);
      const active = numbers.filter((value) => value > 0).length / numbers.length;
      expect(survey.active[unit]).toBeCloseTo(active, 6);
    }
    expect(survey).toMatchObject({ images: all.train.length, ofImages: all.train.length });
  });

  test.each(stages.filter(({ isOutput }) => !isOutput))(
    'silencing each unit of $name lets the answers fall as asked one by one',
    async (stage) => {
      const { falls, images } = await ablateLayer(model, stage, data, all.train, course());
      const looked = [...someOf(all.train, images)];
      const { info, network } = model;
      const whole = network.parameters.slice();
      const ask = (index: number) =>
        predict(
          networkModel(info, network),
          { ...image, pixels: pixelsOf(index) },
          {
            expected: null,
            asStored: true,
          },
        );
      const before = looked.map(ask);
      for (let unit = 0; unit < stage.channels; unit++) {
        silence(network, [{ layer: stage.layer, unit }]);
        const fall = looked.reduce(
          (sum, index, n) =>
            sum + before[n].outputs[before[n].label] - ask(index).outputs[before[n].label],
          0,
        );
        network.parameters.set(whole);
        expect(falls[unit]).toBeCloseTo(fall / looked.length, 4);
      }
    },
  );
});

test('of the last hidden layer the contribution is outgoing weight x mean activation', async () => {
  const { info, network } = startedModel({ hiddenLayers: [9, 7] });
  const [, hidden, output] = stagesOf(network.spec, image);
  const few = all.train.subarray(0, 50);
  const { contributions, contributionImages, means } = await surveyLayer(
    { info, network },
    hidden,
    data,
    few,
    course(),
  );
  expect(contributionImages).toBe(50);
  const { offset = 0 } =
    network.tensors.find(({ name }) => name === `layers.${output.layer}.weights`) ?? {};
  for (let k = 0; k < 3; k++)
    for (let unit = 0; unit < 7; unit++)
      expect(contributions?.[k * 7 + unit]).toBeCloseTo(
        network.parameters[offset + unit * 3 + k] * means[unit],
        5,
      );
});

test('images of the other polarity are turned', async () => {
  const model = startedModel({ hiddenLayers: [5] });
  const [stage] = stagesOf(model.network.spec, image);
  const dark = new SharedArrayBuffer(all.pixels.byteLength);
  new Uint8Array(dark).set(pixels.map((value) => 255 - value));
  const turned = { ...data, pixels: dark, polarity: 'dark' as const };
  expect(await surveyLayer(model, stage, turned, all.train, course())).toEqual(
    await surveyLayer(model, stage, data, all.train, course()),
  );
});

test('ends when it is cancelled, and refuses another size', async () => {
  const model = startedModel({ hiddenLayers: [5] });
  const [stage] = stagesOf(model.network.spec, image);
  const steering = createSteering();
  steering.cancel();
  const ended = followSteering(steering.memory);
  await expect(surveyLayer(model, stage, data, all.train, ended)).rejects.toThrow('lab.cancelled');
  await expect(ablateLayer(model, stage, data, all.train, ended)).rejects.toThrow('lab.cancelled');
  const wide = { ...data, width: 16, height: 4 };
  await expect(surveyLayer(model, stage, wide, all.train, course())).rejects.toThrow(
    'model.otherSize',
  );
});

test('some of many images are the same ones each time, spread over all', () => {
  const many = Uint32Array.from({ length: 1000 }, (_, i) => i * 2);
  const some = someOf(many, 100);
  expect(some).toEqual(someOf(many, 100));
  expect(new Set(some).size).toBe(100);
  expect([...some].every((index, n) => index % 2 === 0 && (n === 0 || index > some[n - 1]))).toBe(
    true,
  );
  expect(some[99] - some[0]).toBeGreaterThan(1500);
  expect(someOf(many, 1000)).toBe(many);
});
