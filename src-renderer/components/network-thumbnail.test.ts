import { expect, test } from 'vitest';
import { columnHeights } from './network-thumbnail.ts';

test('the largest layer is the tallest column, and none vanishes', () => {
  const [input, hidden, output] = columnHeights([784, 128, 1], 20);
  expect(input).toBe(20);
  expect(hidden).toBeGreaterThan(10);
  expect(hidden).toBeLessThan(input);
  expect(output).toBe(4);
});
