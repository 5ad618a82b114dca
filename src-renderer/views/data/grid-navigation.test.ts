import { expect, test } from 'vitest';
import { cellAfter, type Grid } from './grid-navigation.ts';

/** Rows of 4, 4 and 2 cells. */
const grid: Grid = { rows: 3, lengthOf: (row) => [4, 4, 2][row], page: 2, flows: true };
const separate: Grid = { ...grid, flows: false };
const press = (key: string, row: number, column: number, of = grid, ctrlKey = false) =>
  cellAfter({ key, ctrlKey }, { row, column }, of);

test('arrows go to the neighbour', () => {
  expect(press('ArrowRight', 0, 0)).toEqual({ row: 0, column: 1 });
  expect(press('ArrowDown', 0, 1)).toEqual({ row: 1, column: 1 });
  expect(press('ArrowUp', 1, 1)).toEqual({ row: 0, column: 1 });
});

test('a shorter row is entered at its end', () => {
  expect(press('ArrowDown', 1, 3)).toEqual({ row: 2, column: 1 });
});

test('the end of a row leads on only where the rows flow', () => {
  expect(press('ArrowRight', 0, 3)).toEqual({ row: 1, column: 0 });
  expect(press('ArrowLeft', 1, 0)).toEqual({ row: 0, column: 3 });
  expect(press('ArrowRight', 0, 3, separate)).toEqual({ row: 0, column: 3 });
  expect(press('ArrowLeft', 1, 0, separate)).toEqual({ row: 1, column: 0 });
});

test('nothing leads out of the grid', () => {
  expect(press('ArrowLeft', 0, 0)).toEqual({ row: 0, column: 0 });
  expect(press('ArrowRight', 2, 1)).toEqual({ row: 2, column: 1 });
  expect(press('ArrowUp', 0, 2)).toEqual({ row: 0, column: 2 });
  expect(press('PageDown', 1, 0)).toEqual({ row: 2, column: 0 });
});

test('Home and End stay in the row, with Ctrl they go to the ends of the grid', () => {
  expect(press('End', 1, 0)).toEqual({ row: 1, column: 3 });
  expect(press('Home', 1, 3)).toEqual({ row: 1, column: 0 });
  expect(press('End', 0, 0, grid, true)).toEqual({ row: 2, column: 1 });
  expect(press('Home', 2, 1, grid, true)).toEqual({ row: 0, column: 0 });
});

test('other keys, and an empty grid, mean nothing', () => {
  expect(press('a', 0, 0)).toBeNull();
  expect(press('ArrowDown', 0, 0, { ...grid, rows: 0 })).toBeNull();
});
