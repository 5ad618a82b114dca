/** The sweep in the making, kept while the window is open: every axis as it was typed. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { errorInfoOf, type ErrorInfo } from '../../../src-shared/errors.ts';
import type { HyperparameterName } from '../../../src-shared/hyperparameters.ts';
import {
  countSweepRuns,
  maximumSeeds,
  parseSweepAxis,
  type SweepAxis,
  type SweepPlan,
  sweepProblem,
} from '../../../src-shared/sweep.ts';
import { useTrainForm } from './form-store.ts';

export interface TypedAxis {
  name: HyperparameterName;
  text: string;
}

/** The best-known experiment of the field: a log grid around the usual rates. */
const learningRates: TypedAxis = { name: 'learningRate', text: '0.001..1:7' };

/** What an axis says, or what is wrong with it. */
export function readAxis({ name, text }: TypedAxis): SweepAxis | ErrorInfo {
  try {
    return parseSweepAxis(name, text);
  } catch (thrown) {
    return errorInfoOf(thrown);
  }
}

const wholeIn = (text: string, minimum: number, maximum: number): number | null => {
  const value = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : NaN;
  return value >= minimum && value <= maximum ? value : null;
};

export const useSweepForm = defineStore('sweep-form', () => {
  const form = useTrainForm();
  const axes = ref<TypedAxis[]>([{ ...learningRates }]);
  const seeds = ref('3');
  const search = ref<SweepPlan['search']>('grid');
  const draws = ref('10');
  const drawSeed = ref('1');
  const stopHopeless = ref(true);
  const name = ref('');

  const read = computed(() => axes.value.map(readAxis));
  const problemOf = (axis: number): ErrorInfo | null => {
    const one = read.value[axis];
    return one && 'code' in one ? one : null;
  };
  const plan = computed<SweepPlan>(() => ({
    axes: read.value.flatMap((axis) => ('code' in axis ? [] : axis)),
    seeds: wholeIn(seeds.value, 1, maximumSeeds) ?? 0,
    search: search.value,
    draws: wholeIn(draws.value, 1, 1000) ?? 0,
    drawSeed: wholeIn(drawSeed.value, 0, 999_999_999) ?? 0,
    stopHopeless: stopHopeless.value,
  }));
  const problem = computed<ErrorInfo | null>(
    () =>
      read.value.find((axis): axis is ErrorInfo => 'code' in axis) ??
      sweepProblem(plan.value, form.values),
  );
  const count = computed(() => countSweepRuns(plan.value));

  /** Names that are no axis yet; what has no effect may be brought into it by another axis. */
  const free = computed(() =>
    form.shownNames.filter(
      (each) => each !== 'seed' && !axes.value.some((axis) => axis.name === each),
    ),
  );
  function add(): void {
    const next = free.value.find((each) => each === 'batchSize') ?? free.value[0];
    if (next) axes.value = [...axes.value, { name: next, text: form.texts[next] }];
  }
  const remove = (axis: number): void =>
    void (axes.value = axes.value.filter((_, i) => i !== axis));
  function rename(axis: number, to: HyperparameterName): void {
    const text = to === 'learningRate' ? learningRates.text : form.texts[to];
    axes.value = axes.value.map((one, i) => (i === axis ? { name: to, text } : one));
  }
  return {
    axes,
    seeds,
    search,
    draws,
    drawSeed,
    stopHopeless,
    name,
    plan,
    problem,
    problemOf,
    count,
    free,
    add,
    remove,
    rename,
  };
});
