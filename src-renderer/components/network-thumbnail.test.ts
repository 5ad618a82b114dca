import { expect, test } from 'vitest';
import { columnHeights, shownSizes } from './network-thumbnail.ts';

test('the largest layer is the tallest column, and none vanishes', () => {
  const [input, hidden, output] = columnHeights([784, 128, 1], 20);
  expect(input).toBe(20);
  expect(hidden).toBeGreaterThan(10);
  expect(hidden).toBeLessThan(input);
  expect(output).toBe(4);
});

test('a deep network is shown by some of its layers, from the first to the last', () => {
  expect(shownSizes([784, 300, 10])).toEqual([784, 300, 10]);
  const many = Array.from({ length: 26 }, (_, i) => i);
  expect(shownSizes(many)).toEqual([0, 3, 6, 9, 13, 16, 19, 22, 25]);
});
