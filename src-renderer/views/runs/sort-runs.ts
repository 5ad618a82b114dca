/** The order of the history's rows. */
import type { RunColumn } from '../../../src-shared/run-columns.ts';
import { accuracyOf, type RunSummary } from '../../../src-shared/run.ts';
import { meanOf } from '../../../src-shared/statistics.ts';

export interface Order {
  column: RunColumn;
  descending: boolean;
}

export const newestFirst: Order = { column: 'createdAt', descending: true };

/** The mean of the accuracy in the last epochs, `length` of them or as many as there are. */
export const tailMean = (run: RunSummary, length: number): number | null =>
  meanOf(run.tail.slice(-length));

type Key = (run: RunSummary, tailLength: number) => string | number | null;
const keys: Record<RunColumn, Key> = {
  name: (run) => run.name,
  state: (run) => run.state,
  dataset: (run) => run.dataset.name,
  preset: (run) => run.preset,
  best: (run) => accuracyOf(run.best),
  last: (run) => accuracyOf(run.last),
  tail: tailMean,
  epochs: (run) => run.epochs,
  seconds: (run) => run.seconds,
  imagesPerSecond: (run) => run.last?.imagesPerSecond ?? null,
  parameters: (run) => run.parameters,
  tags: (run) => run.tags.join(' ') || null,
  note: (run) => run.note || null,
  createdAt: (run) => run.createdAt,
};

/** Columns of figures: worth seeing from the largest on, words from A on. */
export const numericColumns: readonly RunColumn[] = [
  'best',
  'last',
  'tail',
  'epochs',
  'seconds',
  'imagesPerSecond',
  'parameters',
];
const startsDescending: readonly RunColumn[] = [...numericColumns, 'createdAt'];

// Read in front of a number, so that "Run 10" comes after "Run 9". Made once: it is expensive.
const collator = new Intl.Collator(undefined, { numeric: true });

/** Runs without a value come last in both directions; equal ones stay as they were. */
export function sortRuns(
  runs: readonly RunSummary[],
  { column, descending }: Order,
  tailLength = 1,
): RunSummary[] {
  const key = keys[column];
  const sign = descending ? -1 : 1;
  return runs
    .map((run) => ({ run, value: key(run, tailLength) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null);
      if (typeof a.value === 'number' && typeof b.value === 'number')
        return sign * (a.value - b.value);
      // Dates are written alike: no need for what collating costs.
      if (column === 'createdAt')
        return sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
      return sign * collator.compare(String(a.value), String(b.value));
    })
    .map(({ run }) => run);
}

/** What a click on a column's heading leads to: its natural direction first, then the other one. */
export const nextOrder = (now: Order, column: RunColumn): Order => ({
  column,
  descending: now.column === column ? !now.descending : startsDescending.includes(column),
});
