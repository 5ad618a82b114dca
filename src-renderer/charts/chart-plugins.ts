/** What our charts draw beside Chart.js's lines and axes. Each reads the drawing at the time of painting. */
import type { Chart, ChartType, Plugin } from 'chart.js';
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
    for (const line of lines) {
      if (line.atCursor === null) continue;
      ctx.strokeStyle = theme.colour(line.style);
      ctx.beginPath();
      const y = scales.y.getPixelForValue(line.atCursor);
      ctx.arc(scales.x.getPixelForValue(cursor), y, theme.gap / 2, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
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
    ends.forEach(({ line, end }, i) => {
      const x = scales.x.getPixelForValue(end.x) + theme.gap;
      ctx.fillStyle = theme.colour(line.style);
      ctx.strokeText(line.label, x, placed[i]);
      ctx.fillText(line.label, x, placed[i]);
    });
    ctx.restore();
  },
});
