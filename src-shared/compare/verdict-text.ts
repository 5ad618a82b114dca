/** The sentence of what changed between runs, and what it did. */
import type { Metric } from '../charts/metrics.ts';
import { quantityOf } from '../charts/metrics.ts';
import { figureText } from '../charts/figure-text.ts';
import type { HyperparameterName } from '../hyperparameters.ts';
import { fill, fillCount, type Messages } from '../messages/index.ts';
import type { RunSummary } from '../run.ts';
import type { Formats } from '../text/format.ts';
import { valueText } from '../text/hyperparameter-text.ts';
import { verdictOf, type VerdictSide } from './verdict.ts';

/** Empty where nothing can be said: too few runs have the figure, or their data differ. */
export function verdictText(
  runs: readonly RunSummary[],
  metric: Metric,
  messages: Messages,
  formats: Formats,
): string {
  const verdict = verdictOf(runs, (run) => run.best?.[metric] ?? null);
  if (!verdict) return '';
  const { verdict: words } = messages.ui.runs.compare;
  const text = (value: number): string => figureText(value, quantityOf(metric), formats);
  const figure = ({ spread: { mean, deviation } }: VerdictSide): string =>
    deviation === null ? text(mean) : `${text(mean)} ± ${text(deviation)}`;
  const valueOf = (name: HyperparameterName, { value }: VerdictSide): string =>
    value === null ? words.absent : valueText(name, value, messages);
  /** All that differs, of one side. */
  const recipe = (names: readonly HyperparameterName[], { runs: [run] }: VerdictSide): string =>
    names
      .map((name) =>
        fill(messages.ui.runs.table.change, {
          label: messages.hyperparameters[name].label,
          value: valueText(name, run.hyperparameters[name], messages),
        }),
      )
      .join(', ');
  const metricName = messages.ui.charts.metrics[metric];
  if (verdict.kind === 'seeds')
    return fill(words.seeds, {
      count: formats.integer(verdict.side.runs.length),
      metric: metricName,
      figure: figure(verdict.side),
    });
  const noise = words[verdict.difference];
  if (verdict.kind === 'many') {
    const { names, best, worst } = verdict;
    const many = fill(words.many, {
      best: recipe(names, best),
      worst: recipe(names, worst),
      metric: metricName,
      figureBest: figure(best),
      figureWorst: figure(worst),
    });
    return `${many} ${noise}`;
  }
  const { name, before, after } = verdict;
  const [seedsAfter, seedsBefore] = [after.spread.count, before.spread.count];
  const seeds =
    seedsAfter === seedsBefore
      ? fillCount(words.seedsEach, seedsAfter, { count: formats.integer(seedsAfter) })
      : fill(words.seedsApart, {
          after: formats.integer(seedsAfter),
          before: formats.integer(seedsBefore),
        });
  const two = fill(words.two, {
    name: messages.hyperparameters[name].label,
    after: valueOf(name, after),
    before: valueOf(name, before),
    metric: metricName,
    figureAfter: figure(after),
    figureBefore: figure(before),
    seeds,
  });
  return `${two} ${noise}`;
}
