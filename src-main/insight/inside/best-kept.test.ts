import { expect, test } from 'vitest';
import { noSample } from '../../../src-shared/inside.ts';
import { createRandom } from '../../engine/random.ts';
import { keepBest } from './best-kept.ts';

test('keeps the largest of each unit, the first of equals in front', () => {
  const random = createRandom(1, 'best-kept.test');
  const best = keepBest(3, 4);
  const offered: { value: number; sample: number }[] = [];
  for (let sample = 0; sample < 200; sample++) {
    // Few values, so that there are equals, all below zero.
    const value = -1 - random.below(30);
    offered.push({ value, sample });
    best.offer(1, value, sample, sample + 1000);
  }
  const expected = offered.toSorted((a, b) => b.value - a.value || a.sample - b.sample).slice(0, 4);
  expect([...best.samples.subarray(4, 8)]).toEqual(expected.map(({ sample }) => sample));
  expect([...best.values.subarray(4, 8)]).toEqual(expected.map(({ value }) => value));
  expect([...best.places.subarray(4, 8)]).toEqual(expected.map(({ sample }) => sample + 1000));
  for (const other of [0, 2])
    expect([...best.samples.subarray(other * 4, other * 4 + 4)]).toEqual(Array(4).fill(noSample));
});

test('with fewer than it can keep, the rest stays empty', () => {
  const best = keepBest(1, 3);
  best.offer(0, 2, 7, 0);
  best.offer(0, 5, 8, 0);
  expect([...best.samples]).toEqual([8, 7, noSample]);
});
