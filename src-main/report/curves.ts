/** The curves of a report: one run's losses and accuracies, or those of several over each other. */
import { type ChartPicture, chartDrawing } from '../../src-shared/charts/chart-drawing.ts';
import type { Quantity } from '../../src-shared/charts/axis.ts';
import { svgElement } from '../../src-shared/charts/drawing.ts';
import { epochPicture } from '../../src-shared/charts/epoch-picture.ts';
import { type Metric, metricNames, metricOf } from '../../src-shared/charts/metrics.ts';
import { curveSeries, seedGroups } from '../../src-shared/compare/curves.ts';
import { splitNames } from '../../src-shared/dataset.ts';
import {
  applies,
  differingHyperparameters,
  type HyperparameterName,
} from '../../src-shared/hyperparameters.ts';
import { fill } from '../../src-shared/messages/index.ts';
import type { RunDetails } from '../../src-shared/run.ts';
import { batchesOf, rateChangesOf } from '../../src-shared/run-facts.ts';
import { valueText } from '../../src-shared/text/hyperparameter-text.ts';
import { html, type Markup, trusted } from './markup.ts';
import type { Words } from './words.ts';

/** As wide as a report's text. */
const figure = (picture: ChartPicture): Markup =>
  html`<div class="chart">
    ${trusted(svgElement(chartDrawing(picture, { width: 846, plot: 260 })))}
  </div>`;

const hasEpochs = (run: RunDetails): boolean => run.history.length > 0;

/** Loss and accuracy of a run on all its splits; nothing where it has no epochs. */
export function runCurves(run: RunDetails, { messages, formats }: Words): Markup {
  const { charts } = messages.ui;
  if (!hasEpochs(run)) return html``;
  if (!applies('epochs', run.hyperparameters)) return html`<p>${charts.noCurves}</p>`;
  const splits = splitNames.filter((split) => run.dataset.images[split] > 0);
  const marks = rateChangesOf(run).map(({ at, rate }) => ({
    x: at,
    label: fill(charts.newRate, { rate: formats.measure(rate) }),
  }));
  const chart = (quantity: Quantity): Markup =>
    figure(
      epochPicture({
        ...{ title: charts[quantity], xName: charts.epoch, quantity, scale: 'linear' },
        series: splits.map((split) => ({
          key: split,
          label: charts.splits[split],
          style: splitNames.indexOf(split),
          metric: metricOf(quantity, split),
          records: run.history,
          pending: null,
        })),
        planned: run.history.length,
        marks,
        formatX: formats.integer,
        formatY: formats.measure,
      }),
    );
  return html`${chart('loss')}${chart('accuracy')}`;
}

/** What tells several seeds' line from the others. */
function groupLabel(
  group: readonly RunDetails[],
  varying: readonly HyperparameterName[],
  { messages, formats }: Words,
): string {
  const [first] = group;
  if (group.length === 1) return first.name;
  const values = varying.map(
    (name) =>
      `${messages.hyperparameters[name].label} ${valueText(name, first.hyperparameters[name], messages)}`,
  );
  return fill(messages.ui.runs.compare.ofSeeds, {
    name: values.join(', ') || first.name,
    count: formats.integer(group.length),
  });
}

/** A chart for each figure that any of the runs has; seeds of the same are a mean with its band. */
export function comparedCurves(runs: readonly RunDetails[], words: Words): Markup {
  const { messages, formats } = words;
  const details = new Map(runs.map((run) => [run.id, run]));
  const varying = differingHyperparameters(runs.map((run) => run.hyperparameters)).filter(
    (name) => name !== 'seed',
  );
  const groups = seedGroups(runs).map((group) => {
    const own = group.flatMap((run) => details.get(run.id) ?? []);
    const style = own[0].colour ?? runs.indexOf(own[0]);
    return { runs: own, label: groupLabel(own, varying, words), style };
  });
  const chart = (metric: Metric): Markup => {
    const series = curveSeries(
      groups,
      (run) => details.get(run.id)?.history ?? [],
      batchesOf,
      metric,
      { over: 'epoch', weight: 0 },
    ).filter(({ points }) => points.length > 0);
    if (series.length === 0) return html``;
    return figure({
      title: messages.ui.charts.metrics[metric],
      xName: messages.ui.charts.epoch,
      series,
      ...{ xScale: 'linear', yScale: 'linear' },
      formatX: formats.integer,
      formatY: formats.measure,
    });
  };
  return html`${metricNames.map(chart)}`;
}
