/** What changed between runs, and what it did: the facts of the sentence above a comparison. */
import { applies, differingHyperparameters, type HyperparameterName } from '../hyperparameters.ts';
import type { RunSummary } from '../run.ts';
import { type Difference, differenceOf, type Spread, spreadOf } from '../statistics.ts';
import type { HyperparameterValue } from '../sweep.ts';
import { combinationsOf } from '../sweep-result.ts';

export interface VerdictSide {
  /** Of the one hyper-parameter that differs; null where several do. */
  value: HyperparameterValue | null;
  runs: readonly RunSummary[];
  spread: Spread;
}

export type Verdict =
  /** Nothing differs but the seed. */
  | { kind: 'seeds'; side: VerdictSide }
  /** One thing differs, in two ways; the first run's is `before`. */
  | {
      kind: 'two';
      name: HyperparameterName;
      before: VerdictSide;
      after: VerdictSide;
      difference: Difference;
    }
  /** One thing in several ways, or several things. */
  | {
      kind: 'many';
      names: HyperparameterName[];
      best: VerdictSide;
      worst: VerdictSide;
      difference: Difference;
    };

/** Null while fewer than two runs have the figure, or where the data differ. */
export function verdictOf(
  runs: readonly RunSummary[],
  figureOf: (run: RunSummary) => number | null,
): Verdict | null {
  const measured = runs.filter((run) => figureOf(run) !== null);
  if (measured.length < 2) return null;
  if (new Set(measured.map((run) => run.dataset.fingerprint)).size > 1) return null;
  const names = differingHyperparameters(measured.map((run) => run.hyperparameters)).filter(
    (name) => name !== 'seed',
  );
  const [only] = names;
  const sides = combinationsOf(names, measured, figureOf).map(
    ({ runs: same, values, spread }): VerdictSide => ({
      value: names.length === 1 && applies(only, same[0].hyperparameters) ? values[0] : null,
      runs: same,
      spread,
    }),
  );
  if (names.length === 0) {
    const spread = spreadOf(measured.flatMap((run) => figureOf(run) ?? []));
    return spread && { kind: 'seeds', side: { value: null, runs: measured, spread } };
  }
  if (names.length === 1 && sides.length === 2) {
    const [before, after] = sides;
    const difference = differenceOf(before.spread, after.spread);
    return { kind: 'two', name: only, before, after, difference };
  }
  const ordered = sides.toSorted((a, b) => b.spread.mean - a.spread.mean);
  const [best, worst] = [ordered[0], ordered[ordered.length - 1]];
  return { kind: 'many', names, best, worst, difference: differenceOf(best.spread, worst.spread) };
}
