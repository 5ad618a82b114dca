import { describe, expect, it } from 'vitest';
import { meanLine, smoothed } from './smoothing.ts';
import {
  allX,
  axisOf,
  extentOf,
  nearest,
  pointAt,
  shareAt,
  valueAtShare,
  xAxisOf,
  type XySeries,
} from './xy.ts';

const series = (points: XySeries['points'], more: Partial<XySeries> = {}): XySeries => ({
  key: 'a',
  label: 'a',
  style: 0,
  points,
  drawnAs: 'line',
  ...more,
});
const line = (...ys: number[]) => ys.map((y, i) => ({ x: i + 1, y }));

describe('the axes', () => {
  it('hold all points with their deviations, and only what a logarithm can show', () => {
    const one = series(
      [
        { x: 0.1, y: 5, deviation: 2 },
        { x: 10, y: 0 },
      ],
      { raw: [{ x: 1, y: 9 }] },
    );
    expect(extentOf([one], 'y', 'linear')).toEqual({ low: 0, high: 9 });
    expect(extentOf([one], 'y', 'log')).toEqual({ low: 3, high: 9 });
    expect(extentOf([one], 'x', 'log')).toEqual({ low: 0.1, high: 10 });
    expect(extentOf([], 'x', 'log')).toBeNull();
  });

  it('place a value and find it again', () => {
    for (const scale of ['linear', 'log'] as const) {
      const axis = axisOf({ low: 0.001, high: 1 }, scale, 5);
      for (const value of [0.001, 0.03, 1]) {
        const share = shareAt(value, axis, scale);
        expect(valueAtShare(share ?? NaN, axis, scale)).toBeCloseTo(value, 10);
      }
    }
    expect(shareAt(0, axisOf({ low: 1, high: 2 }, 'log', 5), 'log')).toBeNull();
  });

  it('have room around a single value', () => {
    for (const scale of ['linear', 'log'] as const) {
      const { minimum, maximum } = axisOf({ low: 0.9, high: 0.9 }, scale, 4);
      expect(minimum).toBeLessThan(0.9);
      expect(maximum).toBeGreaterThan(0.9);
    }
  });
});

it('reads the last point at or before a place', () => {
  expect(pointAt(line(5, 6, 7), 2.5)).toEqual({ x: 2, y: 6 });
  expect(pointAt(line(5, 6, 7), 0.5)).toBeNull();
  expect(allX([series(line(1, 2)), series(line(1, 2, 3))])).toEqual([1, 2, 3]);
  expect(nearest([1, 5, 9], 6)).toBe(1);
  expect(nearest([], 6)).toBe(-1);
});

describe('smoothing', () => {
  it('leaves a level line exactly as it is', () => {
    const level = line(0.1, 0.1, 0.1, 0.1, 0.1);
    for (const weight of [0.1, 0.6, 0.99]) expect(smoothed(level, weight)).toEqual(level);
  });

  it('begins with the first value, and does not lean towards 0', () => {
    const [first, second] = smoothed(line(4, 2), 0.5);
    expect(first.y).toBe(4);
    // (.5 * .5 * 4 + .5 * 2) / (1 - .25)
    expect(second.y).toBeCloseTo(2 / 0.75, 12);
  });

  it('changes nothing with a weight of 0', () => {
    expect(smoothed(line(1, 5, 2), 0)).toEqual(line(1, 5, 2));
  });
});

it('has mean and deviation where all lines have a point', () => {
  expect(meanLine([line(1, 2, 3), line(3, 2)])).toEqual([
    { x: 1, y: 2, deviation: Math.SQRT2 },
    { x: 2, y: 2, deviation: 0 },
  ]);
  expect(meanLine([line(1)])).toEqual([{ x: 1, y: 1, deviation: null }]);
});

it('an axis of epochs has no half ones, one of seconds may', () => {
  const of = (xs: readonly number[]) => [
    {
      ...{ key: 'a', label: 'a', style: 0, drawnAs: 'line' as const },
      points: xs.map((x) => ({ x, y: x })),
    },
  ];
  expect(xAxisOf(of([1, 2, 3]), 'linear', 8)).toEqual({ minimum: 1, maximum: 3, ticks: [1, 2, 3] });
  expect(xAxisOf(of([0.4, 1.1]), 'linear', 4).ticks).toEqual([0.4, 0.6, 0.8, 1]);
});
