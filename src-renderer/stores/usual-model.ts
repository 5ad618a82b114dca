import type { RunSummary } from '../../src-shared/run.ts';
import { judgedBy } from '../../src-shared/sweep-result.ts';

type Candidate = Pick<RunSummary, 'id' | 'sweepId' | 'best'>;

/**
 * The run whose model is in use until a person chooses one: the newest, and of a sweep, where the
 * newest is as likely the worst, the best by the figure that judges it. `runs`: newest first.
 */
export function usualModel<T extends Candidate>(runs: readonly T[]): T | null {
  const newest = runs[0];
  if (!newest?.sweepId) return newest ?? null;
  const rivals = runs.filter(({ sweepId }) => sweepId === newest.sweepId);
  const figure = judgedBy(rivals);
  const of = (run: T): number => run.best?.[figure] ?? -1;
  return rivals.reduce((best, run) => (of(run) > of(best) ? run : best), newest);
}
