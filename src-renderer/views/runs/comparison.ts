/**
 * What a comparison of runs shows, worked out once for its tools, pictures and table. One selection is
 * shared by all of them: which runs the brushes let through, and which of those are marked.
 */
import { computed, type InjectionKey, inject, provide, ref, toRaw } from 'vue';
import { figureText } from '../../../src-shared/charts/figure-text.ts';
import { quantityOf, splitOf } from '../../../src-shared/charts/metrics.ts';
import { curveSeries, seedGroups } from '../../../src-shared/compare/curves.ts';
import { sameData } from '../../../src-shared/compare/rows.ts';
import {
  applies,
  differingHyperparameters,
  type HyperparameterName,
} from '../../../src-shared/hyperparameters.ts';
import { batchesOf } from '../../../src-shared/run-facts.ts';
import type { RunSummary } from '../../../src-shared/run.ts';
import { valueText } from '../../../src-shared/text/hyperparameter-text.ts';
import { useText } from '../../i18n/index.ts';
import { useRuns } from '../../stores/runs.ts';
import { against } from './against.ts';
import { useCompareView } from './compare-view.ts';
import { brushed, type Brushes, figureAxis, parameterAxis } from './parallel.ts';

function createComparison(all: () => readonly RunSummary[]) {
  const { t, format, words } = useText();
  const history = useRuns();
  const view = useCompareView();

  const runs = computed(all);
  const metricName = computed(() => words.value.ui.charts.metrics[view.metric]);
  const figure = (value: number): string =>
    figureText(value, quantityOf(view.metric), format.value);
  const figureOf = (run: RunSummary): number | null => run.best?.[view.metric] ?? null;
  const labelOf = (name: HyperparameterName): string => words.value.hyperparameters[name].label;
  const textOf = (name: HyperparameterName, run: RunSummary): string =>
    applies(name, run.hyperparameters)
      ? valueText(name, run.hyperparameters[name], words.value)
      : words.value.ui.runs.compare.noEffect;

  /** What varies; the seed only where nothing else does. */
  const varying = computed(() => {
    const names = differingHyperparameters(runs.value.map((run) => run.hyperparameters));
    const others = names.filter((name) => name !== 'seed');
    return others.length > 0 ? others : names;
  });

  // Side by side: an axis for all that varies, and one for what came out.
  const order = ref<readonly string[]>([]);
  const brushes = ref<Brushes>(new Map());
  const axes = computed(() => {
    const found = [
      ...varying.value.map((name) =>
        parameterAxis(name, labelOf(name), runs.value, (run) => textOf(name, run)),
      ),
      figureAxis(metricName.value, runs.value, figureOf, figure),
    ];
    const place = (key: string): number => {
      const at = order.value.indexOf(key);
      return at < 0 ? order.value.length : at;
    };
    return found.sort((a, b) => place(a.key) - place(b.key));
  });
  function moveAxis(key: string, by: number): void {
    const keys = axes.value.map((axis) => axis.key);
    const others = keys.filter((other) => other !== key);
    const place = Math.max(0, keys.indexOf(key) + by);
    order.value = [...others.slice(0, place), key, ...others.slice(place)];
  }
  const shown = computed(() => brushed(runs.value, axes.value, brushes.value));
  const shownIds = computed(() => new Set(shown.value.map((run) => run.id)));

  /** Picked out in a picture or the table: shown in all of them, and in the history. */
  const marked = computed(() => shown.value.filter((run) => view.marked.includes(run.id)));
  const markedIds = computed(() => new Set(marked.value.map((run) => run.id)));
  /** What is marked already is no longer. */
  function mark(ids: readonly string[]): void {
    const isMarked = ids.length > 0 && ids.every((id) => markedIds.value.has(id));
    const others = view.marked.filter((id) => !ids.includes(id));
    view.marked = isMarked ? others : [...others, ...ids];
  }

  // Lines: by run, or by the value of one hyper-parameter.
  const colourBy = computed(() =>
    view.colourBy !== 'run' && varying.value.includes(view.colourBy) ? view.colourBy : 'run',
  );
  const styles = computed(() => {
    const name = colourBy.value;
    if (name === 'run') return new Map(runs.value.map((run, i) => [run.id, run.colour ?? i]));
    const values = [...new Set(runs.value.map((run) => textOf(name, run)))];
    return new Map(runs.value.map((run) => [run.id, values.indexOf(textOf(name, run))]));
  });
  const styleOf = (run: RunSummary): number => styles.value.get(run.id) ?? 0;

  /** What tells the line of several seeds from the others. */
  function seedsLabel(group: readonly RunSummary[]): string {
    const [first] = group;
    const values = varying.value
      .filter((name) => name !== 'seed')
      .map((name) => `${labelOf(name)} ${textOf(name, first)}`);
    return t('ui.runs.compare.ofSeeds', {
      name: values.join(', ') || first.name,
      count: format.value.integer(group.length),
    });
  }
  const groups = computed(() => {
    const together = view.seedsTogether ? seedGroups(shown.value) : shown.value.map((run) => [run]);
    return together.map((group) => ({
      runs: group,
      label: group.length > 1 ? seedsLabel(group) : group[0].name,
      style: styleOf(group[0]),
    }));
  });
  const curves = computed(() =>
    curveSeries(
      groups.value,
      (run) => {
        const details = history.details.get(run.id);
        // Its length is read so that a growing history draws on.
        return details && details.history.length > 0 ? toRaw(details.history).slice() : [];
      },
      batchesOf,
      view.metric,
      { over: view.over, weight: view.smoothing / 100 },
    ).filter(({ points }) => points.length > 0),
  );
  /** The runs of a line, which is known by the first of them. */
  const runsOfCurve = (key: string): string[] =>
    groups.value.find(({ runs: [first] }) => first.id === key)?.runs.map(({ id }) => id) ?? [];
  /** Lines all of whose runs are marked. */
  const markedCurves = computed(
    () =>
      new Set(
        groups.value.flatMap(({ runs: group }) =>
          group.every(({ id }) => markedIds.value.has(id)) ? [group[0].id] : [],
        ),
      ),
  );

  const chosenAxis = ref<HyperparameterName | null>(null);
  const axisName = computed<HyperparameterName>({
    get: () =>
      chosenAxis.value && varying.value.includes(chosenAxis.value)
        ? chosenAxis.value
        : (varying.value[0] ?? 'learningRate'),
    set: (name) => (chosenAxis.value = name),
  });
  const againstChart = computed(() => {
    const { series, ...rest } = against(
      axisName.value,
      varying.value.filter((name) => name !== axisName.value),
      shown.value,
      figureOf,
      textOf,
    );
    const named = series.map((one) => ({ ...one, label: one.label || metricName.value }));
    return { ...rest, series: named };
  });

  const measured = ({ dataset, last }: RunSummary): boolean =>
    dataset.images[splitOf(view.metric)] > 0 && last?.[view.metric] !== null;
  const notes = computed(() => {
    const without = runs.value.filter((run) => !measured(run)).map((run) => run.name);
    return [
      ...(without.length > 0
        ? [t('ui.runs.compare.withoutMetric', { names: format.value.list(without) })]
        : []),
      ...(sameData(runs.value) ? [] : [words.value.ui.runs.compare.otherData]),
    ];
  });

  return {
    ...{ view, runs, varying, labelOf, metricName, figure, figureOf, notes },
    ...{ axes, brushes, moveAxis, shown, shownIds, marked, markedIds, mark },
    ...{ colourBy, styleOf, curves, runsOfCurve, markedCurves, axisName, againstChart },
  };
}

export type Comparison = ReturnType<typeof createComparison>;
const key: InjectionKey<Comparison> = Symbol('comparison');

/** For the panel, which has it for its parts. */
export function provideComparison(runs: () => readonly RunSummary[]): Comparison {
  const comparison = createComparison(runs);
  provide(key, comparison);
  return comparison;
}
/** For the parts of the panel. */
export function useComparison(): Comparison {
  const comparison = inject(key);
  if (!comparison) throw new Error('only inside a comparison');
  return comparison;
}
