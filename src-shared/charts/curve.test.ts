import { describe, expect, it } from 'vitest';
import type { EpochRecord } from '../run.ts';
import { commonExtent, Curve, decimate, type Point } from './curve.ts';
import { metricNames, metricOf, quantityOf, splitOf, valueAt } from './metrics.ts';

const record = (epoch: number, values: Partial<EpochRecord> = {}): EpochRecord => ({
  epoch,
  trainLoss: 1 / epoch,
  trainAccuracy: 1 - 0.5 / epoch,
  validationLoss: null,
  validationAccuracy: null,
  testLoss: 2 / epoch,
  testAccuracy: 0.9,
  learningRate: 0.1,
  imagesPerSecond: 1000,
  seconds: 1,
  ...values,
});

describe('metrics', () => {
  it('go from quantity and split to a name and back', () => {
    for (const metric of metricNames)
      expect(metricOf(quantityOf(metric), splitOf(metric))).toBe(metric);
    expect(metricNames).toHaveLength(6);
    expect(metricNames[0]).toBe('testAccuracy');
  });

  it('are found by epoch, also where epochs do not start at 1', () => {
    const records = [record(3), record(4, { trainLoss: 0.7 })];
    expect(valueAt(records, 4, 'trainLoss')).toBe(0.7);
    expect(valueAt(records, 4, 'validationLoss')).toBeNull();
    expect(valueAt(records, 0, 'trainLoss')).toBeNull();
    expect(valueAt(records, 5, 'trainLoss')).toBeNull();
  });
});

describe('Curve', () => {
  it('reads each record once and follows the extent', () => {
    const records = [record(1), record(2)];
    const curve = new Curve(records, 'trainLoss');
    records.push(record(3, { trainLoss: 5 }));
    curve.update();
    expect(curve.points).toEqual([
      { x: 1, y: 1 },
      { x: 2, y: 0.5 },
      { x: 3, y: 5 },
    ]);
    expect(curve.extent).toEqual({ low: 0.5, high: 5 });
  });

  it('leaves out what was not measured', () => {
    const curve = new Curve([record(1), record(2, { validationLoss: 0.3 })], 'validationLoss');
    expect(curve.points).toEqual([{ x: 2, y: 0.3 }]);
    expect(new Curve([record(1)], 'validationAccuracy').extent).toBeNull();
  });
});

describe('commonExtent', () => {
  const of = (...ys: number[]) => ({
    points: ys.map((y, x) => ({ x, y })),
    extent: ys.length > 0 ? { low: Math.min(...ys), high: Math.max(...ys) } : null,
  });

  it('spans all lines and their open ends', () => {
    expect(commonExtent([of(1, 2), of()], [{ x: 1, y: 7 }, null], 'linear')).toEqual({
      low: 1,
      high: 7,
    });
    expect(commonExtent([of()], [], 'linear')).toBeNull();
  });

  it('looks past zeros for a logarithmic scale', () => {
    expect(commonExtent([of(0, 0.01, 3)], [{ x: 1, y: 0 }], 'log')).toEqual({ low: 0.01, high: 3 });
    expect(commonExtent([of(0, 0)], [], 'log')).toBeNull();
  });
});

describe('decimate', () => {
  const many: Point[] = Array.from({ length: 10_000 }, (_, x) => ({ x, y: Math.sin(x / 500) }));

  it('keeps short lines as they are', () => {
    const few = many.slice(0, 50);
    expect(decimate(few, 50)).toBe(few);
  });

  it('keeps ends, order and every spike within the limit', () => {
    const spiky = many.map((point) => (point.x === 7777 ? { x: 7777, y: 40 } : point));
    const kept = decimate(spiky, 600);
    expect(kept.length).toBeLessThanOrEqual(600);
    expect(kept.length).toBeGreaterThan(300);
    expect(kept[0]).toEqual(spiky[0]);
    expect(kept.at(-1)).toEqual(spiky.at(-1));
    expect(kept).toContainEqual({ x: 7777, y: 40 });
    expect(kept.every((point, i) => i === 0 || point.x > kept[i - 1].x)).toBe(true);
  });
});
