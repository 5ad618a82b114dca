import { describe, expect, test } from 'vitest';
import { strokes } from '../../testing/strokes.ts';
import { strokeHyperparameters } from '../../testing/strokes.ts';
import { trainedModel } from '../../testing/queried.ts';
import { startedModel } from '../../testing/started.ts';
import { queryNetwork } from '../backward/query-network.ts';
import { networkModel } from '../model.ts';
import { predict } from '../predict.ts';
import type { Asked } from './saliency.ts';
import { turnAnswer } from './smallest-change.ts';
import { smallestChange } from './why.ts';

const asking = ({ network, info }: ReturnType<typeof startedModel>): Asked => ({
  network: queryNetwork(network, info.hyperparameters.loss, { pictures: 10 }).network,
  range: [0, 1],
});

describe('of a network without hidden layers', () => {
  const model = startedModel({ hiddenLayers: [] });
  const asked = asking(model);
  const { parameters } = model.network;
  const weights = (pixel: number, k: number): number => parameters[pixel * 3 + k];
  const input = new Float32Array(64).fill(0.5);
  const sums = Float32Array.from(asked.network.forward(input, 1).subarray(0, 3));
  const answer = sums.indexOf(Math.max(...sums));

  /** From a point to a plane. */
  const distance = (k: number): number => {
    let squares = 0;
    for (let i = 0; i < 64; i++) {
      const slope = weights(i, k) - weights(i, answer);
      squares += slope * slope;
    }
    return (sums[answer] - sums[k]) / Math.sqrt(squares);
  };
  const others = [0, 1, 2].filter((k) => k !== answer);
  const length = (turned: Float32Array): number =>
    Math.sqrt(turned.reduce((sum, value, i) => sum + (value - input[i]) * (value - input[i]), 0));

  test('it is the distance to the nearest boundary, which is a plane', () => {
    const { input: turned, steps } = turnAnswer(asked, input, answer, { target: null });
    if (!turned) throw new Error('not turned');
    expect(steps).toBe(1);
    const nearest = Math.min(...others.map(distance));
    expect(length(turned)).toBeGreaterThan(nearest);
    expect(length(turned)).toBeLessThan(nearest * 1.03);
    const after = asked.network.forward(turned, 1);
    expect(Math.max(after[0], after[1], after[2])).toBeGreaterThan(after[answer]);
  });

  test('to a class that is asked for it is at least as far', () => {
    const nearest = Math.min(...others.map(distance));
    for (const target of others) {
      const { input: turned } = turnAnswer(asked, input, answer, { target });
      if (!turned) throw new Error('not turned');
      const after = [...asked.network.forward(turned, 1).subarray(0, 3)];
      expect(after.indexOf(Math.max(...after))).toBe(target);
      expect(length(turned)).toBeGreaterThan(nearest);
    }
  });
});

test('an image stays one: no pixel goes beyond paper and ink', () => {
  const asked = asking(startedModel({ hiddenLayers: [] }));
  // Far on one side, so that bounds are met.
  const input = Float32Array.from({ length: 64 }, (_, i) => i % 2);
  const sums = [...asked.network.forward(input, 1).subarray(0, 3)];
  const answer = sums.indexOf(Math.max(...sums));
  const { input: turned } = turnAnswer(asked, input, answer, { target: null });
  if (!turned) throw new Error('not turned');
  expect(turned.every((value) => value >= 0 && value <= 1)).toBe(true);
});

test('says that there is none where no pixel moves the answer', () => {
  const model = startedModel({ hiddenLayers: [5] });
  model.network.parameters.fill(0);
  // The last bias alone.
  model.network.parameters[model.network.parameters.length - 1] = 1;
  const { input } = turnAnswer(asking(model), new Float32Array(64), 2, { target: null });
  expect(input).toBeNull();
});

describe('of a trained network', () => {
  const data = strokes(900);
  const hidden = strokeHyperparameters({ epochs: 15, hiddenLayers: [24] });
  const model = trainedModel(hidden, data);
  const asked = asking(model);
  const answerTo = (index: number) =>
    predict(
      networkModel(model.info, model.network),
      { width: 8, height: 8, pixels: new Uint8Array(data.pixels, index * 64, 64).slice() },
      { expected: null, asStored: true },
    );

  test('the changed picture, rounded to grey levels, is taken for something else', () => {
    for (const index of [3, 4, 5, 30]) {
      const before = answerTo(index);
      const { found } = smallestChange(model, asked, before, null);
      expect(found?.after.label).not.toBe(before.label);
      const norm = Math.sqrt(
        [...(found?.difference ?? [])].reduce((sum, part) => sum + part * part, 0),
      );
      expect(found?.norm).toBeCloseTo(norm, 6);
      expect(norm).toBeGreaterThan(0.05);
      // A whole stroke of 8 pixels that went and another that came would be 4.
      expect(norm).toBeLessThan(4);
      found?.after.pixels.forEach((value, i) =>
        expect(value - before.pixels[i]).toBeCloseTo((found?.difference[i] ?? 0) * 255, 3),
      );
    }
  });

  test('and for what was asked', () => {
    const before = answerTo(3);
    for (const target of [0, 1, 2]) {
      if (target === before.label) continue;
      const { found } = smallestChange(model, asked, before, target);
      expect(found?.after.label).toBe(target);
    }
  });
});
