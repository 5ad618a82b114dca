import { expect, test } from 'vitest';
import { countOf, gridRows, splitCount } from './grid-rows.ts';

const dataset = { counts: { train: [5, 20], validation: [0, 0], test: [2, 3] } };

test('counts a class in one split or in all', () => {
  expect(countOf(dataset, 1, 'test')).toBe(3);
  expect(countOf(dataset, 1, null)).toBe(23);
  expect(splitCount(dataset, 'train')).toBe(25);
});

test('shows the first images of each class, a row each', () => {
  const { rows, rowAt } = gridRows({ total: 25, perClass: [5, 20] }, true, 8);
  expect(rows).toBe(2);
  expect(rowAt(0)).toEqual({ label: 0, offset: 0, count: 5 });
  expect(rowAt(1)).toEqual({ label: 1, offset: 0, count: 8 });
});

test('wraps all images of a view', () => {
  const { rows, rowAt } = gridRows({ total: 23, perClass: [0, 23] }, false, 10);
  expect(rows).toBe(3);
  expect(rowAt(2)).toEqual({ label: null, offset: 20, count: 3 });
});

test('has no row where the view has no image', () => {
  expect(gridRows({ total: 0, perClass: [0, 0] }, false, 10).rows).toBe(0);
});
