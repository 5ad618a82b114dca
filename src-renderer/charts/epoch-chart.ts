/**
 * A thin wrapper of Chart.js: lines over epochs, drawn from a plain description. Only the parts that a
 * line chart needs are registered; nothing is animated, and Vue never sees the instance.
 */
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartDataset,
} from 'chart.js';
import type { Axis, Scale } from '../../src-shared/charts/axis.ts';
import { cursorPlugin, dotsPlugin, endLabelsPlugin, marksPlugin } from './chart-plugins.ts';
import type { ChartTheme } from './chart-theme.ts';
import type { Point } from '../../src-shared/charts/curve.ts';
import { dashPattern, lineStyle } from '../../src-shared/charts/line-styles.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

/** Something that happened during the run, at a fraction of an epoch. */
export interface Mark {
  x: number;
  label: string;
}

export interface DrawnLine {
  label: string;
  style: number;
  points: readonly Point[];
  pending: Point | null;
  /** The line's value at the cursor. */
  atCursor: number | null;
}

export interface Drawing {
  lines: readonly DrawnLine[];
  x: Axis;
  y: Axis;
  marks: readonly Mark[];
  cursor: number | null;
  /** Names at the ends of the lines. */
  labelled: boolean;
}

export interface EpochChart {
  draw(drawing: Omit<Drawing, 'labelled'>): { labelled: boolean };
  resize(width: number, height: number): void;
  /** The epoch (a fraction) at a horizontal position in the canvas. */
  epochAt(offsetX: number): number;
  destroy(): void;
}

/** Names at the lines' ends may take this share of the width; longer ones need a legend. */
const labelShare = 0.3;

const nothing: Drawing = {
  lines: [],
  x: { minimum: 0, maximum: 1, ticks: [] },
  y: { minimum: 0, maximum: 1, ticks: [] },
  marks: [],
  cursor: null,
  labelled: false,
};

export function createEpochChart(
  canvas: HTMLCanvasElement,
  theme: ChartTheme,
  scale: Scale,
  formatEpoch: (epoch: number) => string,
  formatValue: (value: number) => string,
): EpochChart {
  let drawing = nothing;
  const drawn = (): Drawing => drawing;

  const axis = (name: 'x' | 'y', format: (value: number) => string) => ({
    border: { color: theme.grid },
    grid: { color: theme.grid, drawTicks: false, display: name === 'y' },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      padding: theme.gap / 2,
      color: theme.inkFaint,
      font: { family: theme.fontFamily, size: theme.fontSize },
      callback: (value: string | number) => format(Number(value)),
    },
    afterBuildTicks: (built: { ticks: { value: number }[] }) => {
      built.ticks = drawing[name].ticks.map((value) => ({ value }));
    },
  });

  const chart = new Chart<'line', Point[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      events: [],
      maintainAspectRatio: false,
      normalized: true,
      parsing: false,
      responsive: false,
      layout: { padding: { top: theme.fontSize * 1.5 } },
      scales: {
        x: { type: 'linear', ...axis('x', formatEpoch) },
        y: { type: scale === 'log' ? 'logarithmic' : 'linear', ...axis('y', formatValue) },
      },
    },
    plugins: [marksPlugin, dotsPlugin, endLabelsPlugin, cursorPlugin].map((make) =>
      make(drawn, theme),
    ),
  });

  /**
   * The width that names at the lines' ends need, or null where they don't fit: they are too long or too
   * many, or a line that ends earlier would have its name on top of the others.
   */
  function labelWidth(lines: readonly DrawnLine[]): number | null {
    const { ctx, width, height } = chart;
    const ends = lines.flatMap(({ points }) => points.at(-1)?.x ?? []);
    if (Math.max(...ends) !== Math.min(...ends) && ends.length > 0) return null;
    if (lines.length * theme.fontSize * 1.2 > height / 2) return null;
    ctx.save();
    ctx.font = `${theme.fontSize}px ${theme.fontFamily}`;
    const widest = Math.max(0, ...lines.map((line) => ctx.measureText(line.label).width));
    ctx.restore();
    return widest > width * labelShare ? null : widest;
  }

  function datasetOf({ points, pending, style }: DrawnLine): ChartDataset<'line', Point[]> {
    return {
      data: pending ? [...points, pending] : [...points],
      borderColor: theme.colour(style),
      borderWidth: theme.lineWidth,
      borderDash: dashPattern(lineStyle(style), theme.lineWidth),
      // Chart.js would work out the look of every single point; a plugin of ours draws the few there are.
      pointRadius: 0,
    };
  }

  return {
    draw: (next) => {
      const width = labelWidth(next.lines);
      drawing = { ...next, labelled: width !== null };
      const { scales, layout } = chart.options;
      for (const name of ['x', 'y'] as const)
        Object.assign(scales?.[name] ?? {}, {
          min: drawing[name].minimum,
          max: drawing[name].maximum,
        });
      Object.assign(layout?.padding ?? {}, {
        right: width === null ? theme.gap : width + 2 * theme.gap,
      });
      chart.data.datasets = drawing.lines.map(datasetOf);
      chart.update('none');
      return { labelled: drawing.labelled };
    },
    resize: (width, height) => chart.resize(width, height),
    epochAt: (offsetX) => chart.scales.x.getValueForPixel(offsetX) ?? 0,
    destroy: () => chart.destroy(),
  };
}
