/** Runs side by side. */
import {
  applies,
  differingHyperparameters,
  hyperparameterNames,
  type HyperparameterName,
  type Hyperparameters,
} from '../hyperparameters.ts';
import type { RunSummary } from '../run.ts';

export interface CompareRow {
  name: HyperparameterName;
  differs: boolean;
  /** One a run; null where the parameter has no effect. */
  values: (Hyperparameters[HyperparameterName] | null)[];
}

/** A row for each hyper-parameter that has an effect on any of the runs; those that differ come first. */
export function compareRows(sets: readonly Hyperparameters[]): CompareRow[] {
  const differing = new Set(differingHyperparameters(sets));
  const rows = hyperparameterNames.map((name) => ({
    name,
    differs: differing.has(name),
    values: sets.map((set) => (applies(name, set) ? set[name] : null)),
  }));
  const used = rows.filter(({ values }) => values.some((value) => value !== null));
  return [...used.filter((row) => row.differs), ...used.filter((row) => !row.differs)];
}

/** Whether all runs saw the same images, so that their figures can be compared directly. */
export const sameData = (runs: readonly RunSummary[]): boolean =>
  new Set(runs.map((run) => run.dataset.fingerprint)).size <= 1;
