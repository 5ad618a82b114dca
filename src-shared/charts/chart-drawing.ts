/** A chart's lines as a drawing: axes, ticks, legend and lines as on the screen, without what only a screen has. */
import type { Axis, Scale } from './axis.ts';
import { decimate } from './curve.ts';
import type { Drawing, Place, Shape } from './drawing.ts';
import { dashPattern, lineStyle } from './line-styles.ts';
import { inkOfToken } from './print-colours.ts';
import { axisOf, extentOf, shareAt, xAxisOf, type XyPoint, type XySeries } from './xy.ts';

export interface ChartPicture {
  title: string;
  /** What the horizontal axis has. */
  xName: string;
  series: readonly XySeries[];
  xScale: Scale;
  yScale: Scale;
  /** Names along the axis instead of numbers. */
  xTicks?: readonly { value: number; label: string }[] | null;
  /** Left out, they are taken from what the lines need. */
  xAxis?: Axis;
  yAxis?: Axis;
  formatX: (value: number) => string;
  formatY: (value: number) => string;
  /** What happened on the way: a vertical line with a word. */
  marks?: readonly { x: number; label: string }[];
  /** What the chart leaves out, in words. */
  notes?: readonly string[];
}

/** All in px; a picture as wide as a page. */
const size = { title: 15, text: 12, line: 1.5, dot: 3, sample: 26, row: 18, edge: 14 };
const pointLimit = 500;
/** Lines with at most this many points show them as dots, as on the screen. */
const dottedLimit = 25;

/** About how wide a text is: there is no font to ask here. Chinese characters are square. */
export const textWidth = (text: string, height: number): number =>
  [...text].reduce(
    (sum, c) =>
      sum +
      (/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(c) ? 1 : 0.56),
    0,
  ) * height;

/** Shortened to a width, with an ellipsis. */
export function fitted(text: string, height: number, width: number): string {
  if (textWidth(text, height) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, height) > width)
    characters.pop();
  return `${characters.join('')}…`;
}

/** Words broken to lines of a width; a text without spaces, such as Chinese, anywhere. */
function lines(text: string, height: number, width: number): string[] {
  const words = text.split(/(?<=[\s，。；、])|(?<=[\u2e80-\u9fff])(?=[\u2e80-\u9fff])/u);
  return words.reduce<string[]>((all, word) => {
    const last = all.at(-1);
    if (last !== undefined && textWidth(last + word, height) <= width)
      all[all.length - 1] = last + word;
    else all.push(word);
    return all;
  }, []);
}

/** Where each line's name stands: rows of a sample and a name, as many beside each other as fit. */
function legend(
  series: readonly XySeries[],
  width: number,
  top: number,
): { shapes: Shape[]; bottom: number } {
  const shapes: Shape[] = [];
  let [x, y] = [size.edge, top];
  const most = width - 2 * size.edge;
  for (const { label, style, drawnAs } of series) {
    const text = fitted(label, size.text, most - size.sample - 8);
    const wide = size.sample + 6 + textWidth(text, size.text) + 16;
    if (x > size.edge && x + wide > size.edge + most) [x, y] = [size.edge, y + size.row];
    const look = lineStyle(style);
    const ink = inkOfToken(look.colourToken);
    const middle = y + size.row / 2;
    if (drawnAs === 'points')
      shapes.push({ kind: 'dot', at: [x + size.sample / 2, middle], radius: size.dot, ink });
    else
      shapes.push({
        kind: 'line',
        points: [
          [x, middle],
          [x + size.sample, middle],
        ],
        ...{ ink, width: size.line, dash: dashPattern(look, size.line) },
      });
    shapes.push({
      ...{ kind: 'text', at: [x + size.sample + 6, middle + size.text * 0.35], text },
      ...{ ink: 'ink', size: size.text, anchor: 'start' },
    });
    x += wide;
  }
  return { shapes, bottom: series.length === 0 ? top : y + size.row };
}

function horizontal({ series, xScale, xTicks, xAxis }: ChartPicture, ticks: number): Axis {
  if (xAxis) return xAxis;
  if (xTicks && xTicks.length > 0) {
    const values = xTicks.map(({ value }) => value);
    return {
      minimum: Math.min(...values) - 0.5,
      maximum: Math.max(...values) + 0.5,
      ticks: values,
    };
  }
  return xAxisOf(series, xScale, ticks);
}

/** @param width of the whole picture; `plot`: the height of the part between the axes */
export function chartDrawing(chart: ChartPicture, { width = 720, plot = 300 } = {}): Drawing {
  const { title, xName, series, xScale, yScale, formatX, formatY, marks = [], notes = [] } = chart;
  const shapes: Shape[] = [];
  const words = (
    at: Place,
    text: string,
    ink: 'ink' | 'ink-faint' | 'seal-text',
    anchor: 'start' | 'middle' | 'end',
    more: { size?: number; strong?: boolean } = {},
  ): void => void shapes.push({ kind: 'text', at, text, ink, size: size.text, anchor, ...more });

  words(
    [size.edge, size.edge + size.title],
    fitted(title, size.title, width - 2 * size.edge),
    'ink',
    'start',
    {
      size: size.title,
      strong: true,
    },
  );
  const names = legend(series, width, size.edge + size.title + 10);
  shapes.push(...names.shapes);

  const y =
    chart.yAxis ??
    axisOf(extentOf(series, 'y', yScale), yScale, Math.max(2, Math.floor(plot / 48)));
  const yTexts = y.ticks.map(formatY);
  const left = size.edge + Math.max(24, ...yTexts.map((text) => textWidth(text, size.text))) + 8;
  const right = width - size.edge - 8;
  const top = names.bottom + (marks.length > 0 ? size.row : 10);
  const bottom = top + plot;
  const x = horizontal(chart, Math.max(2, Math.floor((right - left) / 90)));
  const placeX = (value: number): number | null => {
    const share = shareAt(value, x, xScale);
    return share === null ? null : left + share * (right - left);
  };
  const placeY = (value: number): number | null => {
    const share = shareAt(value, y, yScale);
    return share === null ? null : bottom - share * plot;
  };
  const placeOf = (point: XyPoint): Place[] => {
    const [px, py] = [placeX(point.x), placeY(point.y)];
    return px === null || py === null ? [] : [[px, py]];
  };

  y.ticks.forEach((tick, i) => {
    const py = placeY(tick);
    if (py === null) return;
    shapes.push({
      kind: 'line',
      points: [
        [left, py],
        [right, py],
      ],
      ink: 'line',
      width: 1,
    });
    words([left - 6, py + size.text * 0.35], yTexts[i], 'ink-faint', 'end');
  });
  // Names that would touch the one before are left out; the table of numbers has them all.
  let free = -Infinity;
  for (const tick of x.ticks) {
    const px = placeX(tick);
    if (px === null) continue;
    const text = chart.xTicks?.find(({ value }) => value === tick)?.label ?? formatX(tick);
    const half = textWidth(text, size.text) / 2;
    const at = Math.min(px, width - 4 - half);
    if (at - half < free) continue;
    free = at + half + 6;
    words([at, bottom + 17], text, 'ink-faint', 'middle');
  }
  words([(left + right) / 2, bottom + 35], xName, 'ink-faint', 'middle');

  free = -Infinity;
  for (const { x: value, label } of marks) {
    const px = placeX(value);
    if (px === null) continue;
    shapes.push({
      kind: 'line',
      points: [
        [px, top],
        [px, bottom],
      ],
      ...{ ink: 'seal-text', width: 1, dash: [2, 2] },
    });
    const wide = textWidth(label, size.text);
    const from = Math.min(px - wide / 2, right - wide);
    if (from < free) continue;
    free = from + wide + 8;
    words([from, top - 5], label, 'seal-text', 'start');
  }

  for (const { points, raw, style, drawnAs, spread } of series) {
    const look = lineStyle(style);
    const ink = inkOfToken(look.colourToken);
    const withSpread = points.filter(({ deviation }) => deviation);
    const edge = (sign: 1 | -1): XyPoint[] =>
      withSpread.map((point) => ({
        x: point.x,
        y: Math.min(y.maximum, Math.max(y.minimum, point.y + sign * (point.deviation ?? 0))),
      }));
    if (spread === 'band' && withSpread.length > 1) {
      const outline = [
        ...decimate(edge(1), pointLimit),
        ...decimate(edge(-1), pointLimit).toReversed(),
      ];
      shapes.push({ kind: 'area', points: outline.flatMap(placeOf), ink, opacity: 0.18 });
    }
    if (spread === 'bars') {
      const lower = edge(-1);
      edge(1).forEach((point, i) => {
        const bar = [...placeOf(point), ...placeOf(lower[i])];
        if (bar.length === 2)
          shapes.push({ kind: 'line', points: bar, ink, width: 2, opacity: 0.6 });
      });
    }
    if (raw)
      shapes.push({
        ...{ kind: 'line', points: decimate(raw, pointLimit).flatMap(placeOf) },
        ...{ ink, width: 1, opacity: 0.35 },
      });
    if (drawnAs !== 'points')
      shapes.push({
        ...{ kind: 'line', points: decimate(points, pointLimit).flatMap(placeOf) },
        ...{ ink, width: size.line, dash: dashPattern(look, size.line) },
      });
    if (drawnAs !== 'line' || points.length <= dottedLimit)
      for (const at of points.flatMap(placeOf))
        shapes.push({
          kind: 'dot',
          at,
          radius: drawnAs === 'line' ? size.line * 1.2 : size.dot,
          ink,
        });
  }

  let below = bottom + 44;
  for (const line of notes.flatMap((note) => lines(note, size.text, width - 2 * size.edge))) {
    below += size.row;
    words([size.edge, below - 5], line, 'ink-faint', 'start');
  }
  return { width, height: below + size.edge / 2, title, shapes };
}
