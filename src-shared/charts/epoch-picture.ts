/** A chart of figures over epochs as it is saved: its axes are those of the screen. */
import { epochAxis, type Quantity, type Scale, valueAxis } from './axis.ts';
import type { ChartPicture } from './chart-drawing.ts';
import { commonExtent, Curve, type LineSeries } from './curve.ts';
import type { XySeries } from './xy.ts';

export function epochPicture(
  what: Pick<ChartPicture, 'title' | 'xName' | 'formatX' | 'formatY' | 'marks' | 'notes'> & {
    quantity: Quantity;
    scale: Scale;
    series: readonly LineSeries[];
    /** Epochs that are wanted in the end. */
    planned: number;
  },
): ChartPicture {
  const { quantity, scale, series, planned, ...rest } = what;
  const curves = series.map(({ records, metric }) => new Curve(records, metric));
  const longest = Math.max(0, ...curves.map(({ points }) => points.at(-1)?.x ?? 0));
  return {
    ...rest,
    series: series.map(({ key, label, style }, i): XySeries => ({
      ...{ key, label, style },
      points: curves[i].points,
      drawnAs: 'line',
    })),
    xScale: 'linear',
    yScale: scale === 'log' && quantity === 'loss' ? 'log' : 'linear',
    xAxis: epochAxis(longest, planned, 1),
    yAxis: valueAxis(commonExtent(curves, [], scale), quantity, scale, 6),
  };
}
