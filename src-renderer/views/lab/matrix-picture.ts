/** A confusion matrix as it is saved: its cells shaded as on the screen, and all its numbers. */
import { fitted, textWidth } from '../../../src-shared/charts/chart-drawing.ts';
import { box, type Drawing, type Shape } from '../../../src-shared/charts/drawing.ts';
import { csvText } from '../../../src-shared/csv.ts';
import { type MatrixCell, type MatrixMode, shade } from './matrix-cells.ts';

export interface MatrixPicture {
  title: string;
  /** What rows and columns are, in words. */
  corner: string;
  /** `[expected][answered]` of all classes. */
  cells: readonly (readonly MatrixCell[])[];
  /** Names of all classes. */
  classes: readonly string[];
  /** The classes that are drawn. */
  shown: readonly number[];
  isDifference: boolean;
}

/** In px. */
const size = { edge: 14, title: 15, text: 12, row: 26, narrowest: 42, widest: 72, name: 140 };
/** A share of 1 is shaded so strongly that the figure on it can still be read. */
const strongest = 0.55;

/** @param textOf what a cell says */
export function matrixDrawing(
  { title, corner, cells, classes, shown, isDifference }: MatrixPicture,
  textOf: (cell: MatrixCell) => string,
): Drawing {
  const widths = shown.map((label) => textWidth(classes[label], size.text) + 8);
  const column = Math.min(size.widest, Math.max(size.narrowest, ...widths));
  const names = Math.min(size.name, Math.max(...widths));
  const left = size.edge + names;
  const top = size.edge + 2 * (size.title + 8) + size.row;
  // Strong letters are wider.
  const titles = Math.max(1.1 * textWidth(title, size.title), textWidth(corner, size.text));
  const width = Math.max(left + shown.length * column, size.edge + titles) + size.edge;

  const shapes: Shape[] = [];
  const words = (
    x: number,
    y: number,
    text: string,
    more: Partial<Extract<Shape, { kind: 'text' }>>,
  ): void =>
    void shapes.push({
      ...{ kind: 'text', at: [x, y], text, ink: 'ink', size: size.text, anchor: 'middle' },
      ...more,
    });
  const start = { anchor: 'start' } as const;
  words(size.edge, size.edge + size.title, title, { ...start, size: size.title, strong: true });
  words(size.edge, size.edge + 2 * size.title + 6, corner, { ...start, ink: 'ink-faint' });
  shown.forEach((label, place) => {
    const name = (room: number): string => fitted(classes[label], size.text, room);
    const middle = top + (place + 0.65) * size.row;
    words(left - 6, middle, name(names - 8), { ink: 'ink-soft', anchor: 'end' });
    words(left + (place + 0.5) * column, top - 8, name(column - 4), { ink: 'ink-soft' });
  });
  shown.forEach((expected, row) =>
    shown.forEach((answered, place) => {
      const cell = cells[expected][answered];
      const strength = shade(cell, isDifference);
      const isRight = expected === answered;
      const [x, y] = [left + place * column, top + row * size.row];
      if (strength !== 0)
        shapes.push({
          ...{ kind: 'area', points: box(x + 0.5, y + 0.5, column - 1, size.row - 1) },
          // Less right ones are as bad as more mistakes.
          ink: isRight === strength > 0 ? 'series-1' : 'series-2',
          opacity: Math.abs(strength) * strongest,
        });
      const isNone = cell.count === 0 && cell.rowShare === 0;
      words(x + column / 2, y + size.row * 0.65, textOf(cell), {
        ink: isNone ? 'ink-faint' : 'ink',
        strong: isRight,
      });
    }),
  );
  return { width, height: top + shown.length * size.row + size.edge, title, shapes };
}

/** All classes, drawn or not: images, or shares in full precision. */
export function matrixCsv({ corner, cells, classes }: MatrixPicture, mode: MatrixMode): string {
  const value = { counts: 'count', rows: 'rowShare', columns: 'columnShare' } as const;
  return csvText([
    [corner, ...classes],
    ...cells.map((row, expected) => [classes[expected], ...row.map((cell) => cell[value[mode]])]),
  ]);
}
