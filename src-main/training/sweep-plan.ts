/** The hyper-parameters of a sweep's runs. */
import {
  applies,
  type HyperparameterName,
  type Hyperparameters,
  parameterOf,
} from '../../src-shared/hyperparameters.ts';
import type { HyperparameterValue, SweepAxis, SweepPlan } from '../../src-shared/sweep.ts';
import { createRandom, type Random } from '../engine/random.ts';

type Combination = readonly (readonly [HyperparameterName, HyperparameterValue])[];

/** Seeds stay below 2^32, as the table has it. */
const seedLimit = 4294967296;

/**
 * A set a run: for each seed all combinations, so that the whole range is seen early. Combinations that
 * come to the same, because an axis has no effect beside another, are trained once.
 */
export function sweepSets(base: Hyperparameters, plan: SweepPlan): Hyperparameters[] {
  const combinations = plan.search === 'grid' ? grid(plan.axes) : drawn(plan);
  return Array.from({ length: plan.seeds }, (_, i) => (base.seed + i) % seedLimit).flatMap(
    (seed) => {
      const sets = combinations.map((combination): Hyperparameters => ({
        ...base,
        ...Object.fromEntries(combination),
        seed,
      }));
      return [...new Map(sets.map((set) => [effectOf(set), set])).values()];
    },
  );
}

function grid(axes: readonly SweepAxis[]): Combination[] {
  return axes.reduce<Combination[]>(
    (sofar, axis) =>
      sofar.flatMap((combination) =>
        ('values' in axis ? axis.values : []).map((value): Combination => [
          ...combination,
          [axis.name, value],
        ]),
      ),
    [[]],
  );
}

function drawn({ axes, draws, drawSeed }: SweepPlan): Combination[] {
  return Array.from({ length: draws }, (_, draw): Combination =>
    axes.map((axis) => [
      axis.name,
      drawFrom(axis, createRandom(drawSeed, 'sweep', axis.name, draw)),
    ]),
  );
}

/** Uniform, of the logarithm where the parameter's scale is logarithmic; three significant digits. */
function drawFrom(axis: SweepAxis, random: Random): HyperparameterValue {
  if ('values' in axis) return axis.values[random.below(axis.values.length)];
  const { from, to, name } = axis;
  const parameter = parameterOf(name);
  const share = random.uniform();
  const isLog = 'scale' in parameter && parameter.scale === 'log' && from > 0;
  const value = isLog
    ? Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from)))
    : from + share * (to - from);
  const rounded = parameter.type === 'integer' ? Math.round(value) : Number(value.toPrecision(3));
  return Math.min(to, Math.max(from, rounded));
}

const effectOf = (set: Hyperparameters): string =>
  JSON.stringify(Object.entries(set).filter(([name]) => applies(name as HyperparameterName, set)));
