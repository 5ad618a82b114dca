/** What a confusion matrix shows, by cell: pure arithmetic. */

export type Counts = readonly (readonly number[])[];
export const matrixModes = ['counts', 'rows', 'columns'] as const;
export type MatrixMode = (typeof matrixModes)[number];

export interface MatrixCell {
  expected: number;
  answered: number;
  count: number;
  /** Of its row, and of its column; 0 of an empty one. */
  rowShare: number;
  columnShare: number;
}

export function matrixCells(counts: Counts): MatrixCell[][] {
  const columns = counts.map((_, answered) => sum(counts.map((row) => row[answered])));
  return counts.map((row, expected) => {
    const all = sum(row);
    return row.map((count, answered) => ({
      expected,
      answered,
      count,
      rowShare: all === 0 ? 0 : count / all,
      columnShare: columns[answered] === 0 ? 0 : count / columns[answered],
    }));
  });
}

/** Those of `other` less those of `own`, cell by cell. */
export function cellDifference(own: Counts, other: Counts): MatrixCell[][] {
  const [a, b] = [matrixCells(own), matrixCells(other)];
  return a.map((row, expected) =>
    row.map((cell, answered) => {
      const beside = b[expected][answered];
      return {
        expected,
        answered,
        count: beside.count - cell.count,
        rowShare: beside.rowShare - cell.rowShare,
        columnShare: beside.columnShare - cell.columnShare,
      };
    }),
  );
}

/** More rows than this no one reads: of more, the classes with the most mistakes, in their order. */
export function shownClasses(counts: Counts, most: number): number[] {
  const all = counts.map((_, label) => label);
  if (all.length <= most) return all;
  const mistakes = (label: number): number =>
    sum(counts[label]) + sum(counts.map((row) => row[label])) - 2 * counts[label][label];
  return all
    .map((label) => ({ label, wrong: mistakes(label) }))
    .sort((a, b) => b.wrong - a.wrong || a.label - b.label)
    .slice(0, most)
    .map(({ label }) => label)
    .sort((a, b) => a - b);
}

/**
 * How strongly a cell is shaded, -1 to 1: by its share of the row. Mistakes are shaded three times as
 * strongly as right answers, or a good network's would not be seen; the figures say the rest.
 */
export function shade({ expected, answered, rowShare }: MatrixCell, isDifference: boolean): number {
  const strength = isDifference ? 4 : expected === answered ? 0.6 : 3;
  return Math.max(-1, Math.min(1, rowShare * strength));
}

/** What a cell shows in a mode: images, or percent. */
export function shownValue(cell: MatrixCell, mode: MatrixMode): number {
  if (mode === 'counts') return cell.count;
  return Math.round((mode === 'rows' ? cell.rowShare : cell.columnShare) * 1000) / 10;
}

/** @param fraction writes a number with so many decimals */
export function cellText(
  cell: MatrixCell,
  mode: MatrixMode,
  isDifference: boolean,
  fraction: (value: number, decimals: number) => string,
): string {
  const value = shownValue(cell, mode);
  if (value === 0) return '·';
  const sign = isDifference && value > 0 ? '+' : '';
  const decimals = mode === 'counts' || Math.abs(value) >= 10 ? 0 : 1;
  return `${sign}${mode === 'counts' ? String(value) : fraction(value, decimals)}`;
}

/** Where an arrow key leads in a grid of `size` x `size` cells; null for other keys. */
export function nextCell(
  { key, ctrlKey }: { key: string; ctrlKey: boolean },
  [row, column]: readonly [number, number],
  size: number,
): [number, number] | null {
  const within = (place: number): number => Math.min(Math.max(place, 0), size - 1);
  switch (key) {
    case 'ArrowUp':
      return [within(row - 1), column];
    case 'ArrowDown':
      return [within(row + 1), column];
    case 'ArrowLeft':
      return [row, within(column - 1)];
    case 'ArrowRight':
      return [row, within(column + 1)];
    case 'Home':
      return [ctrlKey ? 0 : row, 0];
    case 'End':
      return [ctrlKey ? size - 1 : row, size - 1];
    default:
      return null;
  }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
