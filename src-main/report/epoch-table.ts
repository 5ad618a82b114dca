/** The epochs of a run as rows. */
import { figureText } from '../../src-shared/charts/figure-text.ts';
import { metricNames, quantityOf } from '../../src-shared/charts/metrics.ts';
import { fill } from '../../src-shared/messages/index.ts';
import type { EpochRecord, RunDetails } from '../../src-shared/run.ts';
import { html, type Markup } from './markup.ts';
import { tables } from './tables.ts';
import type { Words } from './words.ts';

/** Rows of a very long run; more would bury what follows. */
const mostRows = 200;

/** All of them, or every so many with the best and the last. */
function shownEpochs({ history, bestEpoch }: RunDetails): { shown: EpochRecord[]; every: number } {
  const every = Math.ceil(history.length / mostRows);
  const shown = history.filter(
    ({ epoch }) => (epoch - 1) % every === 0 || epoch === bestEpoch || epoch === history.length,
  );
  return { shown, every };
}

export function epochTable(run: RunDetails, { messages, formats, say }: Words): Markup {
  const { charts, runs } = messages.ui;
  if (run.history.length === 0) return html`<p>${say.noEpoch}</p>`;
  const { shown, every } = shownEpochs(run);
  // Columns without a single figure are left out.
  const metrics = metricNames
    .toReversed()
    .filter((metric) => shown.some((record) => record[metric] !== null));
  const number = (text: string, epoch: number) => ({
    text,
    className: epoch === run.bestEpoch ? 'number strong' : 'number',
  });
  const rows = shown.map((record) => [
    { text: formats.integer(record.epoch) },
    ...metrics.map((metric) =>
      number(figureText(record[metric], quantityOf(metric), formats), record.epoch),
    ),
    number(formats.measure(record.learningRate), record.epoch),
    number(formats.duration(record.seconds), record.epoch),
  ]);
  const head = [
    charts.epoch,
    ...metrics.map((metric) => charts.metrics[metric]),
    runs.epochTable.learningRate,
    runs.epochTable.seconds,
  ];
  return html`${every > 1 ? html`<p class="faint">${fill(say.epochsLeftOut, { every })}</p>` : null}
  ${tables('', head, rows, { columns: head.length, className: 'compact' })}`;
}
