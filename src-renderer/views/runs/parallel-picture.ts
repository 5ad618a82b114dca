/** Parallel coordinates as they are saved: an axis a value, a line a run, those that the brushes hold back pale. */
import { textWidth } from '../../../src-shared/charts/chart-drawing.ts';
import type { Drawing, Place, Shape } from '../../../src-shared/charts/drawing.ts';
import { dashPattern, lineStyle } from '../../../src-shared/charts/line-styles.ts';
import { inkOfToken } from '../../../src-shared/charts/print-colours.ts';
import { csvText } from '../../../src-shared/csv.ts';
import type { RunSummary } from '../../../src-shared/run.ts';
import type { ParallelAxis } from './parallel.ts';

/** In px. */
const room = { side: 70, top: 70, bottom: 20, text: 12, title: 15, gap: 130, height: 300 };
const lineWidth = 1.5;

export function parallelDrawing(
  title: string,
  axes: readonly ParallelAxis[],
  runs: readonly RunSummary[],
  inside: ReadonlySet<string>,
  styleOf: (run: RunSummary) => number,
): Drawing {
  const width = Math.max(480, 2 * room.side + room.gap * (axes.length - 1));
  const gap = axes.length > 1 ? (width - 2 * room.side) / (axes.length - 1) : 0;
  const left = (axis: number): number => (axes.length > 1 ? room.side + axis * gap : width / 2);
  const top = (place: number): number => room.top + (1 - place) * room.height;
  const words = (
    at: Place,
    text: string,
    ink: 'ink' | 'ink-faint',
    anchor: 'start' | 'middle' | 'end',
    more: { size?: number; strong?: boolean } = {},
  ): Shape => ({ kind: 'text', at, text, ink, anchor, size: room.text, ...more });

  const shapes: Shape[] = [
    words([14, 14 + room.title], title, 'ink', 'start', { size: room.title, strong: true }),
  ];
  for (const run of runs) {
    const look = lineStyle(styleOf(run));
    const isInside = inside.has(run.id);
    // A run without a value on an axis goes past it: its line is broken there.
    const parts: Place[][] = [[]];
    axes.forEach((axis, i) => {
      const place = axis.placeOf(run);
      if (place === null) parts.push([]);
      else parts[parts.length - 1].push([left(i), top(place)]);
    });
    for (const points of parts.filter((part) => part.length > 1))
      shapes.push({
        ...{ kind: 'line', points, width: lineWidth, ink: inkOfToken(look.colourToken) },
        dash: dashPattern(look, lineWidth),
        ...(!isInside && { opacity: 0.15 }),
      });
  }
  axes.forEach((axis, i) => {
    const x = left(i);
    shapes.push({
      ...{ kind: 'line', ink: 'ink-faint', width: 1 },
      points: [
        [x, top(1)],
        [x, top(0)],
      ],
    });
    const half = textWidth(axis.label, room.text) / 2;
    const middle = Math.min(Math.max(x, half + 4), width - half - 4);
    // Neighbours would touch on one line.
    shapes.push(words([middle, room.top - (i % 2 === 0 ? 12 : 28)], axis.label, 'ink', 'middle'));
    for (const { at, text } of axis.ticks)
      shapes.push(words([x - 5, top(at) + room.text * 0.35], text, 'ink-faint', 'end'));
  });
  return { width, height: room.top + room.height + room.bottom, title, shapes };
}

/** @param textOf what a run has on an axis */
export const parallelCsv = (
  runName: string,
  axes: readonly ParallelAxis[],
  runs: readonly RunSummary[],
  textOf: (axis: ParallelAxis, run: RunSummary) => string | number | null,
): string =>
  csvText([
    [runName, ...axes.map(({ label }) => label)],
    ...runs.map((run) => [run.name, ...axes.map((axis) => textOf(axis, run))]),
  ]);
