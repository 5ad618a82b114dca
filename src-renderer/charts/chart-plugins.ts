/** What our charts draw beside Chart.js's lines and axes. Each reads the drawing at the time of painting. */
import type { Chart, ChartType, Plugin } from 'chart.js';
import type { Point } from '../../src-shared/charts/curve.ts';
import type { ChartTheme } from './chart-theme.ts';
import type { Drawing } from './epoch-chart.ts';
import { placeLabels } from './end-labels.ts';

type Drawn = () => Drawing;
type LineChart = Chart<ChartType>;

function verticalLine(chart: LineChart, x: number, dash: number[]): void {
  const { ctx, chartArea } = chart;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
}

/** Events of the run, such as a new learning rate: a vertical tick with its value at the top. */
export const marksPlugin = (drawn: Drawn, theme: ChartTheme): Plugin => ({
  id: 'marks',
  beforeDatasetsDraw: (chart) => {
    const { ctx, chartArea, scales } = chart;
    ctx.save();
    ctx.strokeStyle = theme.mark;
    ctx.fillStyle = theme.mark;
    ctx.lineWidth = 1;
    ctx.font = `${theme.fontSize}px ${theme.fontFamily}`;
    ctx.textBaseline = 'bottom';
    let free = -Infinity;
    for (const { x: epoch, label } of drawn().marks) {
      const x = scales.x.getPixelForValue(epoch);
      if (x < chartArea.left - 1 || x > chartArea.right + 1) continue;
      verticalLine(chart, x, [2, 2]);
      const width = ctx.measureText(label).width;
      const left = Math.min(x - width / 2, chartArea.right - width);
      // A label that would cover the one before it is left out: the list of events has it.
      if (left < free) continue;
      ctx.fillText(label, left, chartArea.top - 1);
      free = left + width + theme.gap;
    }
    ctx.restore();
  },
});

/** Lines with at most this many points show them as dots. */
const dottedLimit = 25;

function dot(chart: LineChart, { x, y }: Point, radius: number): void {
  const { ctx, scales } = chart;
  ctx.beginPath();
  ctx.arc(scales.x.getPixelForValue(x), scales.y.getPixelForValue(y), radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

/** The points of short lines, and a ring at the open end of one that grows. */
export const dotsPlugin = (drawn: Drawn, theme: ChartTheme): Plugin => ({
  id: 'dots',
  afterDatasetsDraw: (chart) => {
    const { ctx } = chart;
    ctx.save();
    ctx.lineWidth = theme.lineWidth;
    for (const { points, pending, style } of drawn().lines) {
      ctx.strokeStyle = ctx.fillStyle = theme.colour(style);
      if (points.length <= dottedLimit)
        for (const point of points) dot(chart, point, theme.lineWidth * 0.8);
      ctx.fillStyle = theme.ground;
      if (pending) dot(chart, pending, theme.lineWidth * 2);
    }
    ctx.restore();
  },
});

/** The epoch that is being read, with a ring on every line. */
export const cursorPlugin = (drawn: Drawn, theme: ChartTheme): Plugin => ({
  id: 'cursor',
  afterDatasetsDraw: (chart) => {
    const { cursor, lines } = drawn();
    if (cursor === null) return;
    const { ctx, scales } = chart;
    ctx.save();
    ctx.strokeStyle = theme.inkFaint;
    ctx.lineWidth = 1;
    verticalLine(chart, scales.x.getPixelForValue(cursor), []);
    ctx.setLineDash([]);
    ctx.lineWidth = theme.lineWidth;
    ctx.fillStyle = theme.ground;
    for (const { atCursor, style } of lines) {
      if (atCursor === null) continue;
      ctx.strokeStyle = theme.colour(style);
      dot(chart, { x: cursor, y: atCursor }, theme.gap / 2);
    }
    ctx.restore();
  },
});

/** The name of each line at its end, in its colour. */
export const endLabelsPlugin = (drawn: Drawn, theme: ChartTheme): Plugin => ({
  id: 'endLabels',
  afterDatasetsDraw: (chart) => {
    const { labelled, lines } = drawn();
    if (!labelled) return;
    const { ctx, chartArea, scales } = chart;
    const ends = lines.flatMap((line) => {
      const end = line.pending ?? line.points.at(-1);
      return end ? [{ line, end }] : [];
    });
    const wanted = ends.map(({ end }) => scales.y.getPixelForValue(end.y));
    const height = theme.fontSize * 1.2;
    const placed = placeLabels(wanted, height, chartArea.top - height / 2, chartArea.bottom);
    if (!placed) return;
    ctx.save();
    ctx.font = `${theme.fontSize}px ${theme.fontFamily}`;
    ctx.textBaseline = 'middle';
    // A ground-coloured rim keeps the words readable where other lines pass behind them.
    ctx.strokeStyle = theme.ground;
    ctx.lineWidth = theme.gap / 2;
    ctx.lineJoin = 'round';
    // All beyond the line that is ahead, or they would cover its end.
    const furthest = Math.max(...ends.map(({ end }) => end.x));
    const x = scales.x.getPixelForValue(furthest) + theme.gap;
    ends.forEach(({ line }, i) => {
      ctx.fillStyle = theme.colour(line.style);
      ctx.strokeText(line.label, x, placed[i]);
      ctx.fillText(line.label, x, placed[i]);
    });
    ctx.restore();
  },
});
