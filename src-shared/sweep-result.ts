/** What a sweep found: its combinations with mean and spread over their seeds, and the best of them. */
import type { HyperparameterName } from './hyperparameters.ts';
import type { EpochRecord, RunSummary } from './run.ts';
import { type Difference, differenceOf, type Spread, spreadOf } from './statistics.ts';
import type { HyperparameterValue, SweepAxis } from './sweep.ts';

export type JudgedBy = 'validationAccuracy' | 'testAccuracy' | 'trainAccuracy';

export interface Combination {
  /** In the order of the axes. */
  values: readonly HyperparameterValue[];
  /** Those with an epoch. */
  runs: readonly RunSummary[];
  /** Of the figure that the sweep is judged by, in the epoch that is the model. */
  spread: Spread;
}

export interface SweepResult {
  /** The validation images where there are any: the test images take no part in a choice. */
  judgedBy: JudgedBy;
  /** The best first. */
  combinations: readonly Combination[];
  /** How the best differs from the next; null where there is no next. */
  difference: Difference | null;
}

const figures = ['validationAccuracy', 'testAccuracy', 'trainAccuracy'] as const;

/** The first figure that all runs have. */
export const judgedBy = (runs: readonly { best: EpochRecord | null }[]): JudgedBy =>
  figures.find((figure) =>
    runs.every(({ best }) => best === null || typeof best[figure] === 'number'),
  ) ?? 'trainAccuracy';

export function sweepResult(
  axes: readonly Pick<SweepAxis, 'name'>[],
  runs: readonly RunSummary[],
): SweepResult {
  const judge = judgedBy(runs);
  const combinations = combinationsOf(
    axes.map(({ name }) => name),
    runs,
    ({ best }) => best?.[judge] ?? null,
  ).sort((a, b) => b.spread.mean - a.spread.mean);
  const [first, second] = combinations;
  return {
    judgedBy: judge,
    combinations,
    difference: second ? differenceOf(first.spread, second.spread) : null,
  };
}

/** Runs with equal values of these hyper-parameters together; in the order in which they are first met. */
export function combinationsOf(
  names: readonly HyperparameterName[],
  runs: readonly RunSummary[],
  figureOf: (run: RunSummary) => number | null,
): Combination[] {
  const groups = new Map<string, { values: HyperparameterValue[]; runs: RunSummary[] }>();
  for (const run of runs) {
    if (figureOf(run) === null) continue;
    const values = names.map((name) => run.hyperparameters[name]);
    const key = JSON.stringify(values);
    const group = groups.get(key);
    if (group) group.runs.push(run);
    else groups.set(key, { values, runs: [run] });
  }
  return [...groups.values()].flatMap((group) => {
    const spread = spreadOf(group.runs.flatMap((run) => figureOf(run) ?? []));
    return spread ? [{ ...group, spread }] : [];
  });
}
