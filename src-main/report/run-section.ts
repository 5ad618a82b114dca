/** The parts of a report that tell of one run. */
import { figureText } from '../../src-shared/charts/figure-text.ts';
import { type Metric, quantityOf } from '../../src-shared/charts/metrics.ts';
import { compareRows } from '../../src-shared/compare/rows.ts';
import {
  applies,
  hyperparameterNames,
  type Hyperparameters,
} from '../../src-shared/hyperparameters.ts';
import { fill, fillCount } from '../../src-shared/messages/index.ts';
import { presetHyperparameters } from '../../src-shared/presets.ts';
import type { RunDetails } from '../../src-shared/run.ts';
import { changedFromPreset } from '../../src-shared/run-facts.ts';
import { networkText, valueText } from '../../src-shared/text/hyperparameter-text.ts';
import { preparationWords } from '../../src-shared/text/preparation-text.ts';
import { html, type Markup } from './markup.ts';
import { pairs, tables } from './tables.ts';
import type { Words } from './words.ts';

/** The figure that runs are judged by: on test images where there are any, else validation, else training. */
export function judgingMetric(runs: readonly RunDetails[]): Metric {
  const has = (metric: Metric): boolean =>
    runs.some(({ best }) => (best?.[metric] ?? null) !== null);
  return (['testAccuracy', 'validationAccuracy'] as const).find(has) ?? 'trainAccuracy';
}

/** What came out, in a sentence. */
export function outcome(run: RunDetails, { messages, formats, say }: Words): string {
  if (!run.best) return say.noEpoch;
  const metric = judgingMetric([run]);
  return fill(run.epochs === 1 ? say.resultOne : say.result, {
    metric: messages.ui.charts.metrics[metric],
    figure: figureText(run.best[metric], quantityOf(metric), formats),
    epoch: formats.integer(run.best.epoch),
    epochs: formats.integer(run.epochs),
  });
}

export const trainedOn = (run: RunDetails, { messages, formats, say }: Words): string =>
  fill(say.trainedOn, {
    network: networkText(run, messages, formats),
    name: run.dataset.name,
    images: formats.integer(run.dataset.images.train),
  });

/** What the run does otherwise than its preset. */
export function changes(run: RunDetails, { messages, say }: Words): Markup {
  const preset = messages.presets[run.preset ?? 'default'].label;
  const names = changedFromPreset(run);
  if (names.length === 0) return html`<p>${fill(say.unchanged, { preset })}</p>`;
  const base = presetHyperparameters(run.preset ?? 'default');
  const text = (name: (typeof names)[number], h: Hyperparameters): string =>
    applies(name, h) ? valueText(name, h[name], messages) : messages.ui.runs.compare.noEffect;
  return tables(
    fill(say.changedFrom, { preset }),
    [say.hyperparameter, say.here, say.preset],
    names.map((name) => [
      { text: messages.hyperparameters[name].label },
      { text: text(name, run.hyperparameters), className: 'strong' },
      { text: text(name, base) },
    ]),
  );
}

/** All that has an effect; what is not as in the preset is marked. */
export function hyperparameterPairs(run: RunDetails, { messages }: Words): Markup {
  const changed = new Set(changedFromPreset(run));
  return pairs(
    hyperparameterNames
      .filter((name) => applies(name, run.hyperparameters))
      .map((name) => ({
        name: messages.hyperparameters[name].label,
        value: valueText(name, run.hyperparameters[name], messages),
        className: changed.has(name) ? 'strong' : '',
      })),
  );
}

const mostClasses = 40;

export function datasetPairs({ dataset }: RunDetails, { messages, formats }: Words): Markup {
  const { details, table } = messages.ui.runs;
  const { train, validation, test } = dataset.images;
  const images = fill(details.imagesOf, {
    train: formats.integer(train),
    validation: formats.integer(validation),
    test: formats.integer(test),
  });
  const { classes } = dataset;
  const names = classes.slice(0, mostClasses).join(' ');
  const prepared = dataset.preparation && preparationWords(dataset.preparation, messages);
  const { overlay } = dataset;
  return pairs([
    { name: table.name, value: dataset.name },
    { name: details.images, value: images },
    { name: details.size, value: `${dataset.width} × ${dataset.height}` },
    {
      name: details.classes,
      value: `${formats.integer(classes.length)}: ${names}${classes.length > mostClasses ? ' …' : ''}`,
    },
    ...(overlay
      ? [
          {
            name: details.edits,
            value: `${fill(details.editsOf, {
              relabelled: formats.integer(overlay.relabelled),
              excluded: formats.integer(overlay.excluded),
            })} (${overlay.hash.slice(0, 12)})`,
          },
        ]
      : []),
    ...(prepared ? [{ name: messages.ui.prepare.now, value: prepared }] : []),
    { name: details.fingerprint, value: html`<span class="mono">${dataset.fingerprint}</span>` },
  ]);
}

/** What happened on the way. */
export function eventTable({ events }: RunDetails, { messages, formats }: Words): Markup {
  const { events: words } = messages.ui.runs;
  return tables(
    '',
    [messages.ui.runs.details.events, ''],
    events.map(({ kind, epoch, batch, value }) => {
      const place = { epoch: formats.integer(epoch), batch: formats.integer(batch) };
      const said = value === null ? '' : formats.measure(value);
      const text = fillCount(words[kind], value ?? 0, { value: said });
      return [{ text: fill(words.at, place) }, { text }];
    }),
    { className: 'compact' },
  );
}

/** Versions, machine and times. */
export function environmentPairs(run: RunDetails, { messages, formats, say }: Words): Markup {
  const { details } = messages.ui.runs;
  return pairs([
    { name: say.runId, value: html`<span class="mono">${run.id}</span>` },
    { name: details.started, value: formats.dateTime(run.createdAt) },
    { name: details.time, value: formats.duration(run.seconds) },
    ...Object.entries(run.environment).map(([name, value]) => ({ name, value })),
  ]);
}

/** The hyper-parameters of several runs in which they differ, or are the same; the names of the runs are rows. */
export function comparedParameters(runs: readonly RunDetails[], words: Words) {
  const { messages, say } = words;
  const rows = compareRows(runs.map(({ hyperparameters }) => hyperparameters));
  const text = (name: (typeof rows)[number]['name'], value: Hyperparameters[typeof name] | null) =>
    value === null ? messages.ui.runs.compare.noEffect : valueText(name, value, messages);
  const differing = rows.filter((row) => row.differs);
  return {
    differing: tables(
      '',
      [say.run, ...differing.map(({ name }) => messages.hyperparameters[name].label)],
      runs.map((run, i) => [
        { text: run.name },
        ...differing.map(({ name, values }) => ({
          text: text(name, values[i]),
          className: 'strong',
        })),
      ]),
    ),
    anyDiffers: differing.length > 0,
    same: pairs(
      rows
        .filter((row) => !row.differs)
        .map(({ name, values }) => ({
          name: messages.hyperparameters[name].label,
          value: text(name, values[0]),
        })),
    ),
  };
}
