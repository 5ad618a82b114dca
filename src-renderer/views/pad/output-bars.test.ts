import { expect, test } from 'vitest';
import { outputBars } from './output-bars.ts';

test('probabilities are shown on a scale from 0 to 1', () => {
  expect(outputBars([0.25, 0.75], 'class').bars).toEqual([
    { label: 0, value: 0.25, from: 0, to: 0.25 },
    { label: 1, value: 0.75, from: 0, to: 0.75 },
  ]);
});

test('a weak answer looks weak', () => {
  expect(outputBars([-0.25, 0.25], 'class').bars[1].to).toBeCloseTo(0.4);
});

test('negative outputs go the other way from zero', () => {
  expect(outputBars([-1, 3], 'class')).toEqual({
    zero: 0.25,
    bars: [
      { label: 0, value: -1, from: 0, to: 0.25 },
      { label: 1, value: 3, from: 0.25, to: 1 },
    ],
  });
});

test('by value the largest comes first, equals in the order of the classes', () => {
  expect(outputBars([0.1, 0.4, 0.1, 0.4], 'value').bars.map(({ label }) => label)).toEqual([
    1, 3, 0, 2,
  ]);
});

test('outputs that are all zero make no bar', () => {
  expect(outputBars([0, 0], 'class').bars.every(({ from, to }) => from === to)).toBe(true);
});
