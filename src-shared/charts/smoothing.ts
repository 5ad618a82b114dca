/** Smoothing of curves, and the mean of several: pure transforms of points. */
import { spreadOf } from '../statistics.ts';
import type { XyPoint } from './xy.ts';

/**
 * The exponential moving average `m = w m + (1 - w) y` from `m = 0` on, divided by `1 - w^n` so that it
 * does not lean towards 0 at first (as in TensorBoard; Kingma & Ba, Adam, 2015, section 3). A line
 * that is level stays exactly as it is.
 * @param weight from 0, the line as it is, to below 1
 */
export function smoothed(points: readonly XyPoint[], weight: number): readonly XyPoint[] {
  if (weight <= 0 || points.every(({ y }) => y === points[0]?.y)) return points;
  let mean = 0;
  let power = 1;
  return points.map((point) => {
    if (!Number.isFinite(point.y)) return point;
    mean = weight * mean + (1 - weight) * point.y;
    power *= weight;
    return { ...point, y: mean / (1 - power) };
  });
}

/** Mean and standard deviation over lines, at every x that all of them have. */
export function meanLine(lines: readonly (readonly XyPoint[])[]): XyPoint[] {
  if (lines.length === 0) return [];
  const byX = lines.map((points) => new Map(points.map(({ x, y }) => [x, y])));
  return lines[0].flatMap(({ x }) => {
    const values = byX.flatMap((line) => line.get(x) ?? []);
    const spread = values.length === lines.length ? spreadOf(values) : null;
    return spread ? [{ x, y: spread.mean, deviation: spread.deviation }] : [];
  });
}
