import { expect, it } from 'vitest';
import { bandPath, heightOf, levelsOf, linePath, placeOf } from './level-chart.ts';

const area = { left: 10, right: 110, top: 0, bottom: 50 };
const line = (key: string, points: { x: number; y: number | null; deviation?: number }[]) => ({
  key,
  label: key,
  style: 0,
  points,
});

it('gathers the levels of all lines', () => {
  const lines = [
    line('a', [
      { x: 0, y: 1 },
      { x: 20, y: 0.5 },
    ]),
    line('b', [{ x: 5, y: 1 }]),
  ];
  expect(levelsOf(lines)).toEqual([0, 5, 20]);
  expect(levelsOf([])).toEqual([]);
});

it('places levels by size, or equally far apart in their order', () => {
  expect([0, 5, 20].map(placeOf([0, 5, 20], area, false))).toEqual([10, 35, 110]);
  expect([32, 8, 1].map(placeOf([32, 8, 1], area, true))).toEqual([10, 60, 110]);
  expect(placeOf([7], area, false)(7)).toBe(10);
  expect([0, 0.5, 1, 1.2].map(heightOf(area))).toEqual([50, 25, 0, 0]);
});

it('draws lines with gaps, and bands only where there is one', () => {
  const x = placeOf([0, 1, 2, 3], area, true);
  const y = heightOf(area);
  const points = [
    { x: 0, y: 1 },
    { x: 1, y: null },
    { x: 2, y: 0.5, deviation: 0.1 },
    { x: 3, y: 0 },
  ];
  expect(linePath(points, x, y)).toBe('M10 0M76.67 25L110 50');
  expect(bandPath(points, x, y)).toBe('M10 0L76.67 20L110 50L110 50L76.67 30L10 0Z');
  expect(bandPath([{ x: 0, y: 1 }], x, y)).toBeNull();
});
