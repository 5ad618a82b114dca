import { expect, it } from 'vitest';
import { rowWindow } from './row-window.ts';

it('has every row of a short table', () => {
  expect(rowWindow(0, 300, 30, 12)).toEqual({ from: 0, to: 12, above: 0, below: 0 });
});

it('has few rows of a long one, and its full height', () => {
  const shown = rowWindow(30_000, 300, 30, 5000);
  expect(shown.to - shown.from).toBeLessThan(40);
  expect(shown.from).toBeLessThanOrEqual(1000);
  expect(shown.to).toBeGreaterThanOrEqual(1010);
  expect(shown.above + shown.below + (shown.to - shown.from) * 30).toBe(5000 * 30);
});

it('never has thousands of rows, however high its place is', () => {
  const shown = rowWindow(0, 1e6, 30, 5000);
  expect(shown.to - shown.from).toBeLessThanOrEqual(200);
  expect(shown.above + shown.below + (shown.to - shown.from) * 30).toBe(5000 * 30);
});

it('survives a table that shrank above its scroll position', () => {
  expect(rowWindow(9000, 300, 30, 5)).toEqual({ from: 5, to: 5, above: 150, below: 0 });
});
