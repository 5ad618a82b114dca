/** The history as a table of a file: the columns that are shown, and every hyper-parameter. */
import type { CsvCell } from './csv.ts';
import { formatHyperparameter } from './hyperparameter-values.ts';
import { applies, hyperparameterNames, type HyperparameterName } from './hyperparameters.ts';
import type { RunColumn } from './run-columns.ts';
import { accuracyOf, type RunSummary } from './run.ts';
import { meanOf } from './statistics.ts';

const cells: Record<RunColumn, (run: RunSummary, tailLength: number) => CsvCell> = {
  name: (run) => run.name,
  state: (run) => run.state,
  dataset: (run) => run.dataset.name,
  preset: (run) => run.preset,
  best: (run) => accuracyOf(run.best),
  last: (run) => accuracyOf(run.last),
  tail: (run, tailLength) => meanOf(run.tail.slice(-tailLength)),
  epochs: (run) => run.epochs,
  seconds: (run) => run.seconds,
  imagesPerSecond: (run) => run.last?.imagesPerSecond ?? null,
  parameters: (run) => run.parameters,
  tags: (run) => run.tags.join('; ') || null,
  note: (run) => run.note || null,
  createdAt: (run) => run.createdAt,
};

/** Of one that has no effect on the run: nothing. */
function hyperparameterCell(name: HyperparameterName, { hyperparameters: h }: RunSummary): CsvCell {
  if (!applies(name, h)) return null;
  const value = h[name];
  return typeof value === 'object' ? formatHyperparameter(value) : value;
}

/** The name that a hyper-parameter's column has where a column of figures has it already. */
const headOf = (name: HyperparameterName, columns: readonly RunColumn[]): string =>
  (columns as readonly string[]).includes(name) ? `hyperparameters.${name}` : name;

/** The first row of the table; the names are the same in every language. */
export const runTableHead = (columns: readonly RunColumn[]): CsvCell[] => [
  'id',
  ...columns,
  ...hyperparameterNames.map((name) => headOf(name, columns)),
];

export const runTableRow = (
  run: RunSummary,
  columns: readonly RunColumn[],
  tailLength: number,
): CsvCell[] => [
  run.id,
  ...columns.map((column) => cells[column](run, tailLength)),
  ...hyperparameterNames.map((name) => hyperparameterCell(name, run)),
];
