/** The order of the history's rows. */
import type { RunSummary } from '../../../src-shared/run.ts';
import { accuracyOf } from './run-facts.ts';

export const columnNames = [
  'name',
  'state',
  'dataset',
  'preset',
  'best',
  'last',
  'epochs',
  'seconds',
  'createdAt',
] as const;
export type ColumnName = (typeof columnNames)[number];

export interface Order {
  column: ColumnName;
  descending: boolean;
}

export const newestFirst: Order = { column: 'createdAt', descending: true };

const keys: Record<ColumnName, (run: RunSummary) => string | number | null> = {
  name: (run) => run.name,
  state: (run) => run.state,
  dataset: (run) => run.dataset.name,
  preset: (run) => run.preset,
  best: (run) => accuracyOf(run.best),
  last: (run) => accuracyOf(run.last),
  epochs: (run) => run.epochs,
  seconds: (run) => run.seconds,
  createdAt: (run) => run.createdAt,
};

/** Numbers are worth seeing from the largest on, words from A on. */
const startsDescending: readonly ColumnName[] = ['best', 'last', 'epochs', 'seconds', 'createdAt'];

/** Runs without a value come last in both directions; equal ones stay as they were. */
export function sortRuns(runs: readonly RunSummary[], { column, descending }: Order): RunSummary[] {
  const key = keys[column];
  const sign = descending ? -1 : 1;
  // Read in front of a number, so that "Run 10" comes after "Run 9".
  const collator = new Intl.Collator(undefined, { numeric: true });
  return runs
    .map((run) => ({ run, value: key(run) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null);
      if (typeof a.value === 'number' && typeof b.value === 'number')
        return sign * (a.value - b.value);
      return sign * collator.compare(String(a.value), String(b.value));
    })
    .map(({ run }) => run);
}

/** What a click on a column's heading leads to: its natural direction first, then the other one. */
export const nextOrder = (now: Order, column: ColumnName): Order => ({
  column,
  descending: now.column === column ? !now.descending : startsDescending.includes(column),
});
