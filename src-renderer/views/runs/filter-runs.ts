/**
 * Filters the history by what is typed: words that must all occur somewhere in the run's row, and
 * conditions on values such as `best>0.95`, `learningRate<=0.01`, `optimiser=adam` or `tag=good`.
 */
import { formatHyperparameter } from '../../../src-shared/hyperparameter-values.ts';
import {
  applies,
  hyperparameterNames,
  type HyperparameterName,
} from '../../../src-shared/hyperparameters.ts';
import { accuracyOf, type RunSummary } from '../../../src-shared/run.ts';

type Test = (run: RunSummary) => boolean;

const figures: Readonly<Record<string, (run: RunSummary) => number | null>> = {
  best: (run) => accuracyOf(run.best),
  last: (run) => accuracyOf(run.last),
  validation: (run) => run.best?.validationAccuracy ?? null,
  loss: (run) => run.last?.trainLoss ?? null,
  epochs: (run) => run.epochs,
  seconds: (run) => run.seconds,
  parameters: (run) => run.parameters,
};
const wordsOf: Readonly<Record<string, (run: RunSummary) => readonly string[]>> = {
  tag: (run) => run.tags,
  state: (run) => [run.state],
  data: (run) => [run.dataset.name],
  preset: (run) => [run.preset ?? ''],
  star: (run) => [run.starred ? 'yes' : 'no'],
};
const hyperparameters = new Map<string, HyperparameterName>(
  hyperparameterNames.map((name) => [name.toLowerCase(), name]),
);

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
};

const condition = /^([a-z0-9]+)(<=|>=|=|<|>)(.+)$/i;

/** Null where the word is no condition: then it is looked for as it is. */
function conditionOf(word: string): Test | null {
  const [, name = '', sign = '', text = ''] = condition.exec(word) ?? [];
  const key = name.toLowerCase();
  const wanted = text.toLowerCase();
  const compare = comparisons[sign];
  if (sign === '=' && Object.hasOwn(wordsOf, key))
    return (run) => wordsOf[key](run).some((value) => value.toLowerCase() === wanted);
  const number = Number(text);
  if (Object.hasOwn(figures, key) && Number.isFinite(number))
    return (run) => {
      const value = figures[key](run);
      return value !== null && compare(value, number);
    };
  // A figure goes before the hyper-parameter of the same name: epochs are those that were trained.
  const parameter = hyperparameters.get(key);
  if (!parameter) return null;
  return ({ hyperparameters: h }) => {
    if (!applies(parameter, h)) return false;
    const value = h[parameter];
    if (typeof value === 'number') return Number.isFinite(number) && compare(value, number);
    return sign === '=' && formatHyperparameter(value).replaceAll(' ', '').toLowerCase() === wanted;
  };
}

/** What a row says, in small letters; made once a run, as long as it stays the same. */
const texts = new WeakMap<RunSummary, string>();
function textOf(run: RunSummary, recipeOf: (run: RunSummary) => string): string {
  const known = texts.get(run);
  if (known !== undefined) return known;
  const { id, name, dataset, note, tags, architecture, state } = run;
  const text = [id, name, dataset.name, note, ...tags, architecture, state, recipeOf(run)]
    .join('\n')
    .toLowerCase();
  texts.set(run, text);
  return text;
}

/** @param recipeOf preset and changed values in words */
export function filterRuns(
  runs: readonly RunSummary[],
  typed: string,
  { archived, recipeOf }: { archived: boolean; recipeOf: (run: RunSummary) => string },
): RunSummary[] {
  const tests = typed
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((word): Test => {
      const wanted = word.toLowerCase();
      return conditionOf(word) ?? ((run) => textOf(run, recipeOf).includes(wanted));
    });
  return runs.filter((run) => (archived || !run.archived) && tests.every((passes) => passes(run)));
}
