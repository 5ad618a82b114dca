/** Parallel coordinates: an axis a hyper-parameter, a line a run. Places, ticks and brushes. */
import {
  applies,
  type HyperparameterName,
  parameterOf,
} from '../../../src-shared/hyperparameters.ts';
import type { RunSummary } from '../../../src-shared/run.ts';

export interface ParallelAxis {
  key: string;
  label: string;
  ticks: readonly { at: number; text: string }[];
  /** From 0, at the bottom, to 1; null where the run has no such value. */
  placeOf: (run: RunSummary) => number | null;
}

/** What part of an axis is let through, as places on it. */
export type Brushes = ReadonlyMap<string, readonly [low: number, high: number]>;

const wideRatio = 20;
const mostTicks = 6;
/** Nearer ones would lie on each other. */
const leastGap = 0.08;

function numberAxis(
  key: string,
  label: string,
  runs: readonly RunSummary[],
  valueOf: (run: RunSummary) => number | null,
  text: (value: number) => string,
  prefersLog: boolean,
): ParallelAxis {
  const values = [...new Set(runs.flatMap((run) => valueOf(run) ?? []))].sort((a, b) => a - b);
  const [low, high] = [values[0] ?? 0, values[values.length - 1] ?? 1];
  const isLog = low > 0 && high > low && (prefersLog || high / low > wideRatio);
  const at = (value: number): number => {
    if (low === high) return 0.5;
    return isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  };
  const apart = values.filter((value, i) => i === 0 || at(value) - at(values[i - 1]) >= leastGap);
  const shown = apart.length <= mostTicks ? apart : [low, high];
  return {
    key,
    label,
    ticks: shown.map((value) => ({ at: at(value), text: text(value) })),
    placeOf: (run) => {
      const value = valueOf(run);
      return value === null ? null : at(value);
    },
  };
}

/** An axis for what the runs differ in. */
export function parameterAxis(
  name: HyperparameterName,
  label: string,
  runs: readonly RunSummary[],
  textOf: (run: RunSummary) => string,
): ParallelAxis {
  const used = runs.filter((run) => applies(name, run.hyperparameters));
  const parameter = parameterOf(name);
  if (parameter.type === 'number' || parameter.type === 'integer') {
    const valueOf = (run: RunSummary): number | null =>
      applies(name, run.hyperparameters) ? Number(run.hyperparameters[name]) : null;
    return numberAxis(name, label, used, valueOf, String, parameter.scale === 'log');
  }
  const texts = [...new Set(used.map(textOf))];
  const at = (text: string): number =>
    texts.length === 1 ? 0.5 : texts.indexOf(text) / (texts.length - 1);
  return {
    key: name,
    label,
    ticks: texts.map((text) => ({ at: at(text), text })),
    placeOf: (run) => (applies(name, run.hyperparameters) ? at(textOf(run)) : null),
  };
}

/** The axis of what came out. */
export const figureAxis = (
  label: string,
  runs: readonly RunSummary[],
  figureOf: (run: RunSummary) => number | null,
  text: (value: number) => string,
): ParallelAxis => numberAxis('figure', label, runs, figureOf, text, false);

/** A hair more than the edge, so that a run on it is inside whatever the rounding. */
const edge = 1e-9;

/** Those that all brushes let through; a run without a place on a brushed axis is outside. */
export function brushed(
  runs: readonly RunSummary[],
  axes: readonly ParallelAxis[],
  brushes: Brushes,
): RunSummary[] {
  const active = axes.flatMap((axis) => {
    const range = brushes.get(axis.key);
    return range ? { axis, range } : [];
  });
  return runs.filter((run) =>
    active.every(({ axis, range: [low, high] }) => {
      const place = axis.placeOf(run);
      return place !== null && place >= low - edge && place <= high + edge;
    }),
  );
}
