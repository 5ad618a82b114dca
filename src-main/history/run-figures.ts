/**
 * The figures of a run's epochs that its row shows, kept beside it: a list of thousands of runs then
 * reads no epochs.
 */
import { becomesModel } from '../../src-shared/best-epoch.ts';
import { accuracyOf, type EpochRecord, longestTail } from '../../src-shared/run.ts';

export interface RunFigures {
  epochs: number;
  best: EpochRecord | null;
  last: EpochRecord | null;
  seconds: number;
  tail: readonly number[];
}

export const noFigures: RunFigures = { epochs: 0, best: null, last: null, seconds: 0, tail: [] };

/** The figures after one more epoch. */
export function withEpoch(
  { epochs, best, seconds, tail }: RunFigures,
  record: EpochRecord,
  keepBest: boolean,
): RunFigures {
  const accuracy = accuracyOf(record);
  return {
    epochs: epochs + 1,
    best: !best || becomesModel(record, best, keepBest) ? record : best,
    last: record,
    seconds: seconds + record.seconds,
    tail: accuracy === null ? tail : [...tail, accuracy].slice(-longestTail),
  };
}

export const figuresOf = (history: readonly EpochRecord[], keepBest: boolean): RunFigures =>
  history.reduce((figures, record) => withEpoch(figures, record, keepBest), noFigures);
