/** The points of one line, read from epoch records as they come. */
import type { EpochRecord } from '../run.ts';
import type { Extent, Scale } from './axis.ts';
import type { Metric } from './metrics.ts';

export interface Point {
  x: number;
  y: number;
}

/** One line of a chart. */
export interface LineSeries {
  /** Its own in the chart. */
  key: string;
  label: string;
  /** Chooses colour and dash (see `line-styles.ts`). */
  style: number;
  metric: Metric;
  /** Grows in place; another array is another line. */
  records: readonly EpochRecord[];
  /** Where the epoch under way stands, at a fraction of an epoch; drawn as an open end. */
  pending: Point | null;
}

/** Reads each record once, so that a long run costs no more for every further epoch. */
export class Curve {
  readonly points: Point[] = [];
  private readonly records: readonly EpochRecord[];
  private readonly metric: Metric;
  private read = 0;
  private low = Infinity;
  private high = -Infinity;

  constructor(records: readonly EpochRecord[], metric: Metric) {
    this.records = records;
    this.metric = metric;
    this.update();
  }

  isOf(records: readonly EpochRecord[], metric: Metric): boolean {
    return this.records === records && this.metric === metric;
  }

  /** Takes what the records have gained since. Epochs without a finite value are left out. */
  update(): void {
    for (; this.read < this.records.length; this.read++) {
      const record = this.records[this.read];
      const value = record[this.metric];
      if (value === null || !Number.isFinite(value)) continue;
      this.points.push({ x: record.epoch, y: value });
      this.low = Math.min(this.low, value);
      this.high = Math.max(this.high, value);
    }
  }

  get extent(): Extent | null {
    return this.points.length > 0 ? { low: this.low, high: this.high } : null;
  }
}

/** The smallest and largest value over all lines; a logarithmic scale can only show those above 0. */
export function commonExtent(
  curves: readonly { points: readonly Point[]; extent: Extent | null }[],
  pending: readonly (Point | null)[],
  scale: Scale,
): Extent | null {
  let low = Infinity;
  let high = -Infinity;
  const include = (value: number): void => {
    if (scale === 'log' && value <= 0) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { points, extent } of curves) {
    if (!extent) continue;
    include(extent.high);
    if (scale === 'log' && extent.low <= 0) for (const point of points) include(point.y);
    else include(extent.low);
  }
  for (const point of pending) if (point && Number.isFinite(point.y)) include(point.y);
  return low <= high ? { low, high } : null;
}

/**
 * At most about `limit` points that look like all of them: each stretch of points keeps its lowest and
 * its highest, in their order, so that no spike is lost; first and last stay.
 */
export function decimate(points: readonly Point[], limit: number): readonly Point[] {
  if (points.length <= limit) return points;
  const stretches = Math.max(1, Math.floor((limit - 2) / 2));
  const inner = points.length - 2;
  const kept: Point[] = [points[0]];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.floor((stretch * inner) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * inner) / stretches);
    let lowest = from;
    let highest = from;
    for (let i = from; i < to; i++) {
      if (points[i].y < points[lowest].y) lowest = i;
      if (points[i].y > points[highest].y) highest = i;
    }
    const [first, second] = lowest < highest ? [lowest, highest] : [highest, lowest];
    kept.push(points[first]);
    if (second !== first) kept.push(points[second]);
  }
  kept.push(points[points.length - 1]);
  return kept;
}
