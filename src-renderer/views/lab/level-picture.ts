/** A chart of shares over levels as it is saved. */
import type { ChartPicture } from '../../../src-shared/charts/chart-drawing.ts';
import type { XySeries } from '../../../src-shared/charts/xy.ts';
import type { LevelLine } from './level-chart.ts';

const shares = [0, 0.25, 0.5, 0.75, 1];
/** Of the line that the others are held against: ink, dotted. */
const referenceStyle = 6;

export function levelPicture(
  chart: {
    title: string;
    levelTitle: string;
    lines: readonly LevelLine[];
    /** All of them, in their order. */
    levels: readonly number[];
    /** Equally far apart. */
    isEven: boolean;
    reference: { from: number; to: number; label: string } | null;
  },
  formatLevel: (level: number) => string,
): ChartPicture {
  const { title, levelTitle, lines, levels, isEven, reference } = chart;
  const placeOf = (level: number): number => (isEven ? levels.indexOf(level) : level);
  const ends = [levels[0] ?? 0, levels.at(-1) ?? 1].map(placeOf);
  const series = lines.map(({ key, label, style, points }): XySeries => ({
    ...{ key, label, style, drawnAs: 'both', spread: 'band' },
    points: points.flatMap(({ x, y, deviation }) =>
      y === null ? [] : [{ x: placeOf(x), y, ...(deviation !== undefined && { deviation }) }],
    ),
  }));
  const against: XySeries[] = reference
    ? [
        {
          ...{ key: 'reference', label: reference.label, style: referenceStyle, drawnAs: 'line' },
          points: [
            { x: ends[0], y: reference.from },
            { x: ends[1], y: reference.to },
          ],
        },
      ]
    : [];
  return {
    ...{ title, xName: levelTitle, xScale: 'linear', yScale: 'linear' },
    series: [...series, ...against],
    ...(isEven && {
      xTicks: levels.map((level, i) => ({ value: i, label: formatLevel(level) })),
    }),
    yAxis: { minimum: 0, maximum: 1, ticks: shares },
    formatX: formatLevel,
    formatY: String,
  };
}
