import { describe, expect, it } from 'vitest';
import { cellDifference, matrixCells, nextCell, shade, shownClasses } from './matrix-cells.ts';

const counts = [
  [8, 2, 0],
  [1, 9, 0],
  [0, 0, 0],
];

describe('cells', () => {
  it('know their share of row and column, and are 0 of an empty one', () => {
    const cells = matrixCells(counts);
    expect(cells[0][1]).toMatchObject({ count: 2, rowShare: 0.2 });
    expect(cells[0][1].columnShare).toBeCloseTo(2 / 11, 12);
    expect(cells[2][2]).toMatchObject({ count: 0, rowShare: 0, columnShare: 0 });
  });

  it('are subtracted', () => {
    const other = [
      [9, 1, 0],
      [1, 9, 0],
      [0, 0, 0],
    ];
    const [[right, wrong]] = cellDifference(counts, other);
    expect([right.count, wrong.count]).toEqual([1, -1]);
    expect(right.rowShare).toBeCloseTo(0.1, 12);
  });

  it('shade mistakes more than what is right, and never beyond the full shade', () => {
    const [[right, wrong]] = matrixCells(counts);
    expect(shade(right, false)).toBeCloseTo(0.48, 12);
    expect(shade(wrong, false)).toBeCloseTo(0.6, 12);
    expect(shade({ ...wrong, rowShare: 0.9 }, false)).toBe(1);
    expect(shade({ ...wrong, rowShare: -0.9 }, true)).toBe(-1);
  });
});

it('shows the classes with the most mistakes where there are too many', () => {
  expect(shownClasses(counts, 3)).toEqual([0, 1, 2]);
  expect(shownClasses(counts, 2)).toEqual([0, 1]);
  const four = [
    [5, 0, 0, 0],
    [0, 1, 0, 4],
    [0, 0, 5, 0],
    [0, 2, 0, 3],
  ];
  expect(shownClasses(four, 2)).toEqual([1, 3]);
});

it('walks by arrow keys and stays within', () => {
  const press = (key: string, from: [number, number], ctrlKey = false) =>
    nextCell({ key, ctrlKey }, from, 4);
  expect(press('ArrowDown', [1, 2])).toEqual([2, 2]);
  expect(press('ArrowDown', [3, 2])).toEqual([3, 2]);
  expect(press('ArrowLeft', [1, 0])).toEqual([1, 0]);
  expect(press('ArrowRight', [1, 0])).toEqual([1, 1]);
  expect(press('ArrowUp', [1, 0])).toEqual([0, 0]);
  expect(press('Home', [2, 3])).toEqual([2, 0]);
  expect(press('End', [2, 1])).toEqual([2, 3]);
  expect(press('End', [0, 0], true)).toEqual([3, 3]);
  expect(press('Home', [3, 3], true)).toEqual([0, 0]);
  expect(press('a', [0, 0])).toBeNull();
});
