/** Charts of any two figures: extents, places and readings as pure arithmetic. */
import { type Axis, linearAxis, logAxis, type Scale } from './axis.ts';

export interface XyPoint {
  x: number;
  y: number;
  /** One standard deviation around `y`; left out where there is none. */
  deviation?: number | null;
}

export interface XySeries {
  /** Its own in the chart. */
  key: string;
  label: string;
  /** Chooses colour and dash (see `line-styles.ts`). */
  style: number;
  /** In the order of rising x. */
  points: readonly XyPoint[];
  /** The measured line behind a smoothed one. */
  raw?: readonly XyPoint[];
  drawnAs: 'line' | 'points' | 'both';
  /** How deviations are drawn. */
  spread?: 'bars' | 'band';
}

const isShown = (value: number, scale: Scale): boolean =>
  Number.isFinite(value) && (scale === 'linear' || value > 0);

/** The values of all lines on one axis, what a logarithm can not show left out; null of nothing. */
export function extentOf(
  series: readonly XySeries[],
  axis: 'x' | 'y',
  scale: Scale,
): { low: number; high: number } | null {
  let low = Infinity;
  let high = -Infinity;
  const include = (value: number): void => {
    if (!isShown(value, scale)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { points, raw = [] } of series) {
    for (const point of points) {
      include(point[axis]);
      if (axis !== 'y' || !point.deviation) continue;
      include(point.y - point.deviation);
      include(point.y + point.deviation);
    }
    for (const point of raw) include(point[axis]);
  }
  return low <= high ? { low, high } : null;
}

/** An axis around the extent, with room where all values are the same. */
export function axisOf(
  extent: { low: number; high: number } | null,
  scale: Scale,
  ticks: number,
): Axis {
  if (!extent) return linearAxis({ low: 0, high: 1 }, ticks);
  const { low, high } = extent;
  if (scale === 'log')
    return logAxis(low < high ? extent : { low: low / 2, high: high * 2 }, ticks);
  const room = Math.max(Math.abs(high) * 1e-3, 1e-6);
  return linearAxis(low < high ? extent : { low: low - room, high: high + room }, ticks);
}

/**
 * The horizontal axis of what goes on, epochs or seconds: it need not reach the next whole step, and where all
 * places are whole numbers there is nothing between two of them.
 */
export function xAxisOf(series: readonly XySeries[], scale: Scale, ticks: number): Axis {
  const extent = extentOf(series, 'x', scale);
  const axis = axisOf(extent, scale, ticks);
  if (!extent || scale === 'log' || extent.low === extent.high) return axis;
  const { low, high } = extent;
  const isWhole = series.every(({ points }) => points.every(({ x }) => Number.isInteger(x)));
  return {
    minimum: low,
    maximum: high,
    ticks: axis.ticks.filter(
      (tick) => tick >= low && tick <= high && (!isWhole || Number.isInteger(tick)),
    ),
  };
}

/** The share of the axis, from 0 to 1, at which a value stands; null where it can not be shown. */
export function shareAt(value: number, { minimum, maximum }: Axis, scale: Scale): number | null {
  if (!isShown(value, scale)) return null;
  return scale === 'log'
    ? Math.log(value / minimum) / Math.log(maximum / minimum)
    : (value - minimum) / (maximum - minimum);
}

/** The value at a share of the axis. */
export const valueAtShare = (share: number, { minimum, maximum }: Axis, scale: Scale): number =>
  scale === 'log'
    ? minimum * Math.exp(share * Math.log(maximum / minimum))
    : minimum + share * (maximum - minimum);

/** Every x at which a line has a point, rising, each once. */
export const allX = (series: readonly XySeries[]): number[] =>
  [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);

/** The place in a rising list whose value is nearest; -1 of nothing. */
export function nearest(values: readonly number[], wanted: number): number {
  let best = -1;
  for (const [i, value] of values.entries())
    if (best < 0 || Math.abs(value - wanted) < Math.abs(values[best] - wanted)) best = i;
  return best;
}

/** The line's last point at or before x; null before its first. */
export function pointAt(points: readonly XyPoint[], x: number): XyPoint | null {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle].x <= x) low = middle + 1;
    else high = middle;
  }
  return points[low - 1] ?? null;
}
