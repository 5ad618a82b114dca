/** Curves of runs over epochs, steps or time, and those of seeds brought together. */
import type { EpochRecord, RunSummary } from '../run.ts';
import type { Metric } from '../charts/metrics.ts';
import { meanLine, smoothed } from '../charts/smoothing.ts';
import type { XyPoint, XySeries } from '../charts/xy.ts';

export const progressNames = ['epoch', 'step', 'time'] as const;
/** What a curve goes over: epochs, batches or seconds of training. */
export type Progress = (typeof progressNames)[number];

/** @param steps batches an epoch */
export function curveOf(
  history: readonly EpochRecord[],
  metric: Metric,
  over: Progress,
  steps: number,
): XyPoint[] {
  let seconds = 0;
  return history.flatMap((record) => {
    seconds += record.seconds;
    const x = { epoch: record.epoch, step: record.epoch * steps, time: seconds }[over];
    const y = record[metric];
    return y === null || !Number.isFinite(y) ? [] : [{ x, y }];
  });
}

export interface CurveGroup {
  /** Runs that differ in nothing but their seed; the first gives the line its look. */
  runs: readonly RunSummary[];
  label: string;
  style: number;
}

/**
 * Runs that are the same but for the seed together, in the order in which they are first met. Where
 * each is alone, these are the runs one by one.
 */
export function seedGroups(runs: readonly RunSummary[]): RunSummary[][] {
  const groups = new Map<string, RunSummary[]>();
  for (const run of runs) {
    const { dataset, hyperparameters } = run;
    const key = JSON.stringify([dataset.fingerprint, { ...hyperparameters, seed: 0 }]);
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups.values()];
}

/**
 * A line a group: one run's, or the mean of several with a band of one standard deviation. Over time
 * seeds have no common places: there the mean goes by epoch, at the mean of their times.
 */
export function curveSeries(
  groups: readonly CurveGroup[],
  historyOf: (run: RunSummary) => readonly EpochRecord[],
  stepsOf: (run: RunSummary) => number,
  metric: Metric,
  { over, weight }: { over: Progress; weight: number },
): XySeries[] {
  return groups.map(({ runs, label, style }): XySeries => {
    const lines = runs
      .map((run) => curveOf(historyOf(run), metric, over, stepsOf(run)))
      .filter((line) => line.length > 0);
    const points = over === 'time' && lines.length > 1 ? meanOverTime(lines) : meanOf(lines);
    const smooth = smoothed(points, weight);
    return {
      // Names and looks may be shared; a run is in one line only.
      key: runs[0].id,
      label,
      style,
      points: smooth,
      ...(smooth !== points && { raw: points }),
      drawnAs: points.length === 1 ? 'points' : 'line',
      spread: 'band',
    };
  });
}

const meanOf = (lines: readonly XyPoint[][]): XyPoint[] =>
  lines.length === 1 ? lines[0] : meanLine(lines);

function meanOverTime(lines: readonly XyPoint[][]): XyPoint[] {
  const byEpoch = lines.map((line) => line.map(({ y }, i) => ({ x: i, y })));
  return meanLine(byEpoch).map((point) => ({
    ...point,
    x: lines.reduce((sum, line) => sum + line[point.x].x, 0) / lines.length,
  }));
}
