import { expect, it } from 'vitest';
import type { Drawing, Shape } from '../../../src-shared/charts/drawing.ts';
import { classDrawing } from './class-picture.ts';
import { cellDifference, cellText, matrixCells } from './matrix-cells.ts';
import { matrixCsv, matrixDrawing } from './matrix-picture.ts';

const counts = [
  [8, 2, 0],
  [0, 9, 1],
  [0, 0, 10],
];
const classes = ['a', 'b', '一'];
const matrix = {
  ...{ title: 'Matrix', corner: 'rows, columns', classes, shown: [0, 1, 2] },
  ...{ cells: matrixCells(counts), isDifference: false },
};
const count = ({ count }: { count: number }): string => String(count);
const textsOf = ({ shapes }: Drawing): string[] =>
  shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const areasOf = ({ shapes }: Drawing) =>
  shapes.filter((shape): shape is Extract<Shape, { kind: 'area' }> => shape.kind === 'area');

it('a matrix has a shade where there are images, right ones of one ink and mistakes of another', () => {
  const drawing = matrixDrawing(matrix, count);
  expect(textsOf(drawing)).toEqual([
    ...['Matrix', 'rows, columns', 'a', 'a', 'b', 'b', '一', '一'],
    ...['8', '2', '0', '0', '9', '1', '0', '0', '10'],
  ]);
  const areas = areasOf(drawing);
  expect(areas.map(({ ink }) => ink.at(-1))).toEqual(['1', '2', '1', '2', '1']);
  // Twice as many mistakes of a row are twice as strong.
  expect(areas[1].opacity).toBeCloseTo(2 * (areas[3].opacity ?? 0), 9);
  for (const [x, y] of areas.flatMap(({ points }) => points)) {
    expect(x).toBeLessThan(drawing.width);
    expect(y).toBeLessThan(drawing.height);
  }
});

it('in a difference, fewer right answers have the ink of mistakes', () => {
  const other = [
    [6, 2, 2],
    [0, 10, 0],
    [0, 0, 10],
  ];
  const cells = cellDifference(counts, other);
  const drawing = matrixDrawing({ ...matrix, cells, isDifference: true }, (cell) =>
    cellText(cell, 'counts', true, String),
  );
  expect(textsOf(drawing).slice(8)).toEqual(['-2', '·', '+2', '·', '+1', '-1', '·', '·', '·']);
  const inks = areasOf(drawing).map(({ ink }) => ink);
  expect(inks).toEqual(['series-2', 'series-2', 'series-1', 'series-1']);
});

it('only the classes that are shown are drawn; the numbers are of all', () => {
  expect(textsOf(matrixDrawing({ ...matrix, shown: [0, 2] }, count)).slice(2)).toEqual([
    ...['a', 'a', '一', '一'],
    ...['8', '0', '0', '10'],
  ]);
  const rows = (mode: 'counts' | 'rows' | 'columns') =>
    matrixCsv({ ...matrix, shown: [0] }, mode)
      .trim()
      .split('\r\n');
  expect(rows('counts')).toEqual(['"rows, columns",a,b,一', 'a,8,2,0', 'b,0,9,1', '一,0,0,10']);
  expect(rows('rows')[1]).toBe('a,0.8,0.2,0');
  expect(rows('columns')[1]).toBe(`a,1,${2 / 11},0`);
});

it('bars of classes begin where they are told to; the second set is an outline', () => {
  const sets = [
    { name: 'test', values: [0.5, 1, null] },
    { name: 'training', values: [0.75, 1, 1] },
  ];
  const picture = { title: 'Recall', note: 'n', classes, sets, least: 0.5 };
  const drawing = classDrawing(picture, (value) => (value === null ? '–' : String(value)));
  expect(textsOf(drawing)).toEqual([
    ...['Recall', 'n', 'test', 'training'],
    ...['a', '0.5', '0.75', 'b', '1', '1', '一', '–', '1'],
  ]);
  const widths = areasOf(drawing)
    .slice(sets.length)
    .map(({ points, ink }) => [ink, points[1][0] - points[0][0]] as const);
  expect(widths.map(([ink]) => ink.at(-1))).toEqual(['2', '1', '2', '2']);
  const [[, half], [, whole]] = widths;
  expect(whole).toBeCloseTo(2 * half, 9);
  const outlines = drawing.shapes.filter(({ kind }) => kind === 'line');
  // One in the legend, and one a class.
  expect(outlines).toHaveLength(4);
});
