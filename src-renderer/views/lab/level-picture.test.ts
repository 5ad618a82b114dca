import { expect, it } from 'vitest';
import { levelPicture } from './level-picture.ts';

const line = {
  ...{ key: 'a', label: 'a', style: 0 },
  points: [
    { x: 8, y: 0.9, deviation: 0.1 },
    { x: 2, y: null },
    { x: 1, y: 0.2 },
  ],
};
const chart = { title: 't', levelTitle: 'Bits', lines: [line], reference: null };

it('leaves out what has no value; levels stand by their size', () => {
  const { series, xTicks } = levelPicture({ ...chart, levels: [1, 2, 8], isEven: false }, String);
  expect(series[0].points).toEqual([
    { x: 8, y: 0.9, deviation: 0.1 },
    { x: 1, y: 0.2 },
  ]);
  expect(xTicks).toBeUndefined();
});

it('or equally far apart in their order, with the line to hold the others against', () => {
  const reference = { from: 0, to: 1, label: 'ideal' };
  const picture = levelPicture({ ...chart, levels: [8, 2, 1], isEven: true, reference }, String);
  expect(picture.xTicks?.map(({ label }) => label)).toEqual(['8', '2', '1']);
  expect(picture.series.map(({ points }) => points.map(({ x }) => x))).toEqual([
    [0, 2],
    [0, 2],
  ]);
});
