/**
 * A sweep: many runs that differ in chosen hyper-parameters, each combination with several seeds.
 * How an axis is written, and how many runs come of it; `training/sweep-plan.ts` makes the runs.
 */
import { type ErrorInfo, UserError } from './errors.ts';
import { parseHyperparameter, problemWith } from './hyperparameter-values.ts';
import {
  applies,
  type HyperparameterName,
  type Hyperparameters,
  parameterOf,
} from './hyperparameters.ts';
import type { PresetName } from './presets.ts';
import type { RunState } from './run.ts';

export type HyperparameterValue = Hyperparameters[HyperparameterName];

/** One hyper-parameter that varies: its values, or a range that a random search draws from. */
export type SweepAxis =
  | { name: HyperparameterName; values: readonly HyperparameterValue[] }
  | { name: HyperparameterName; from: number; to: number };

export const sweepSearches = ['grid', 'random'] as const;

export interface SweepPlan {
  axes: readonly SweepAxis[];
  /** Runs of each combination, with the seeds base, base + 1, ... */
  seeds: number;
  /** All combinations, or `draws` of them at random. */
  search: (typeof sweepSearches)[number];
  draws: number;
  /** Of the random search. */
  drawSeed: number;
  /** The median rule: see `training/sweep-stopping.ts`. */
  stopHopeless: boolean;
}

export interface SweepSummary {
  id: string;
  name: string;
  /** ISO 8601. */
  createdAt: string;
  preset: PresetName | null;
  /** What all its runs have in common, apart from the axes and the seed. */
  hyperparameters: Hyperparameters;
  plan: SweepPlan;
  /** In the order of their making; a deleted one is gone from it. */
  runIds: readonly string[];
}

export const maximumSweepRuns = 1000;
export const maximumSeeds = 100;

/** `waiting`: some runs are queued and none trains. `unfinished`: some were stopped or interrupted. */
export type SweepState = 'running' | 'waiting' | 'done' | 'unfinished';

export function sweepState(
  runs: readonly { state: RunState; medianStopped?: boolean }[],
): SweepState {
  if (runs.some(({ state }) => state === 'running')) return 'running';
  if (runs.some(({ state }) => state === 'queued')) return 'waiting';
  return runs.some(({ state }) => state === 'interrupted') ? 'unfinished' : 'done';
}

/** How many runs the plan makes; a range counts only for a random search. */
export function countSweepRuns({ axes, seeds, search, draws }: SweepPlan): number {
  const combinations =
    search === 'random'
      ? draws
      : axes.reduce((product, axis) => product * ('values' in axis ? axis.values.length : 0), 1);
  return combinations * seeds;
}

/**
 * `count` values from `from` to `to` at equal ratios, to three significant digits: what is shown is
 * what is trained with.
 */
export function logGrid(from: number, to: number, count: number): number[] {
  const [low, high] = [Math.log10(from), Math.log10(to)];
  return spread(count, (share) => 10 ** (low + share * (high - low)));
}

const linearGrid = (from: number, to: number, count: number): number[] =>
  spread(count, (share) => from + share * (to - from));

function spread(count: number, at: (share: number) => number): number[] {
  const all = Array.from({ length: count }, (_, i) =>
    Number(at(count === 1 ? 0 : i / (count - 1)).toPrecision(3)),
  );
  return [...new Set(all)];
}

const rangePattern = /^\s*([-+.\deE]+)\s*\.\.\s*([-+.\deE]+)\s*(?::\s*(\d+)\s*)?$/;

/**
 * An axis as it is typed: values separated by commas (`0.01, 0.03`; layers, which have commas of their
 * own, by `|`), `0.001..1:4` for so many values over a range (at equal ratios where the scale is
 * logarithmic), or `0.001..1` for a range to draw from.
 * @throws UserError `hyperparameter.*`, `sweep.*`
 */
export function parseSweepAxis(name: HyperparameterName, text: string): SweepAxis {
  const parameter = parameterOf(name);
  const isNumber = parameter.type === 'number' || parameter.type === 'integer';
  const range = isNumber ? rangePattern.exec(text) : null;
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    for (const value of [from, to]) check(name, value);
    if (from >= to) throw new UserError('sweep.emptyRange', { name, from, to });
    if (range[3] === undefined) return { name, from, to };
    const isLog = 'scale' in parameter && parameter.scale === 'log' && from > 0;
    const grid = (isLog ? logGrid : linearGrid)(
      from,
      to,
      Math.min(maximumSweepRuns, Number(range[3])),
    );
    const values = parameter.type === 'integer' ? grid.map(Math.round) : grid;
    return { name, values: distinct(values) };
  }
  const separator = parameter.type === 'layers' || text.includes('|') ? '|' : /[,，、;]/;
  const words = text
    .split(separator)
    .map((word) => word.trim())
    .filter(Boolean);
  if (words.length === 0) throw new UserError('sweep.noValues', { name });
  const values = words.map((word) => parseHyperparameter(name, word));
  for (const value of values) check(name, value);
  return { name, values: distinct(values as HyperparameterValue[]) };
}

function check(name: HyperparameterName, value: unknown): void {
  const problem = problemWith(name, value);
  if (problem) throw UserError.from(problem);
}

const distinct = (values: readonly HyperparameterValue[]): HyperparameterValue[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

/** What makes the plan impossible, or null. */
export function sweepProblem(plan: SweepPlan, base: Hyperparameters): ErrorInfo | null {
  const { axes, search, seeds } = plan;
  if (axes.length === 0) return { code: 'sweep.noAxis', values: {} };
  const names = new Set(axes.map(({ name }) => name));
  if (names.size < axes.length || names.has('seed'))
    return { code: 'sweep.axisTwice', values: { name: axes[axes.length - 1].name } };
  for (const axis of axes) {
    const { name } = axis;
    for (const value of 'values' in axis ? axis.values : [axis.from, axis.to]) {
      const problem = problemWith(name, value);
      if (problem) return problem;
    }
    if ('from' in axis && search === 'grid') return { code: 'sweep.rangeInGrid', values: { name } };
    // Another axis may be what brings it into effect.
    if (axes.length === 1 && !applies(name, base))
      return { code: 'sweep.noEffect', values: { name } };
  }
  const count = countSweepRuns(plan);
  if (count > maximumSweepRuns || seeds < 1 || count < 1)
    return { code: 'sweep.tooMany', values: { count, maximum: maximumSweepRuns } };
  return null;
}
