/** A report of a run, or of several compared: what was gathered, as one page of HTML. */
import { figureText } from '../../src-shared/charts/figure-text.ts';
import { metricNames, quantityOf } from '../../src-shared/charts/metrics.ts';
import { verdictText } from '../../src-shared/compare/verdict-text.ts';
import { fill } from '../../src-shared/messages/index.ts';
import type { RunDetails } from '../../src-shared/run.ts';
import type { Language } from '../../src-shared/settings.ts';
import { networkText } from '../../src-shared/text/hyperparameter-text.ts';
import { classTable, confusionMatrix } from './confusion.ts';
import { comparedCurves, runCurves } from './curves.ts';
import { epochTable } from './epoch-table.ts';
import type { Missing, ReportedRun } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { page } from './page.ts';
import { pictureWall } from './pictures.ts';
import {
  changes,
  comparedParameters,
  datasetPairs,
  environmentPairs,
  eventTable,
  hyperparameterPairs,
  judgingMetric,
  outcome,
  trainedOn,
} from './run-section.ts';
import { tables } from './tables.ts';
import { type Words, wordsOf } from './words.ts';

export interface ReportInput {
  language: Language;
  /** Of Inkling, and when it was made (ISO 8601). */
  version: string;
  date: string;
  runs: readonly ReportedRun[];
}

interface Section {
  id: string;
  title: string;
  body: Markup;
}

/** @returns the HTML of the page; everything from names and notes is escaped in it */
export function reportPage({ language, version, date, runs }: ReportInput): string {
  const words = wordsOf(language);
  const { say, formats } = words;
  const made = fill(say.made, { version, date: formats.dateTime(date) });
  const [title, lead, sections] =
    runs.length === 1 ? single(runs[0], words) : comparison(runs, words);
  const body = html`<header>
      <h1>${title}</h1>
      ${lead}
      <p class="faint">${made}</p>
      <nav aria-label="${say.contents}">
        <ul>
          ${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}
        </ul>
      </nav>
    </header>
    <main>
      ${sections.map(
        ({ id, title: name, body: content }) =>
          html`<section id="${id}" class="${id.startsWith('run-') ? 'run' : 'part'}">
            <h2>${name}</h2>
            ${content}
          </section>`,
      )}
    </main>`;
  return page(language, title, body);
}

type Parts = [title: string, lead: Markup, sections: Section[]];

function single({ run, ...facts }: ReportedRun, words: Words): Parts {
  const { say, messages } = words;
  const lead = html`<p class="lead">${outcome(run, words)}</p>
    <p class="soft">${trainedOn(run, words)}</p>
    ${noteOf(run)}`;
  const sections: Section[] = [
    { id: 'changed', title: say.changed, body: changes(run, words) },
    { id: 'curves', title: say.curves, body: runCurves(run, words) },
    ...judged({ run, ...facts }, words),
    { id: 'pictures', title: say.pictures, body: asked({ run, ...facts }, words) },
    { id: 'hyperparameters', title: say.hyperparameters, body: hyperparameterPairs(run, words) },
    { id: 'dataset', title: say.dataset, body: datasetPairs(run, words) },
    { id: 'epochs', title: say.epochs, body: epochTable(run, words) },
    ...(run.events.length > 0
      ? [{ id: 'events', title: messages.ui.runs.details.events, body: eventTable(run, words) }]
      : []),
    {
      id: 'environment',
      title: say.environment,
      body: html`<p class="soft">${say.environmentHelp}</p>
        ${environmentPairs(run, words)}`,
    },
  ];
  return [run.name, lead, sections];
}

const noteOf = ({ note, tags }: RunDetails): Markup =>
  html`${note ? html`<p>${note}</p>` : null}
  ${tags.length > 0 ? html`<p class="soft">${tags.join(' · ')}</p>` : null}`;

function missing(why: Missing, { dataset }: RunDetails, { say }: Words): Markup {
  if (why === 'leftOut') return html``;
  const { name, fingerprint } = dataset;
  return html`<p class="soft">
    ${fill(say[why], { name, fingerprint: fingerprint.slice(0, 16) })}
  </p>`;
}

function judged({ run, judgement }: ReportedRun, words: Words): Section[] {
  const { say } = words;
  const isMissing = typeof judgement === 'string';
  const matrix = isMissing ? missing(judgement, run, words) : confusionMatrix(judgement, words);
  return [
    { id: 'confusion', title: say.confusion, body: matrix },
    ...(isMissing
      ? []
      : [{ id: 'classes', title: say.perClass, body: classTable(judgement, words) }]),
  ];
}

const asked = ({ run, pictures }: ReportedRun, words: Words): Markup =>
  typeof pictures === 'string' ? missing(pictures, run, words) : pictureWall(pictures, words);

/** What each run came to. */
function figures(runs: readonly RunDetails[], { messages, formats, say }: Words): Markup {
  const { charts, runs: names } = messages.ui;
  const metrics = metricNames.filter(
    (metric) =>
      quantityOf(metric) === 'accuracy' &&
      runs.some(({ best }) => (best?.[metric] ?? null) !== null),
  );
  const number = (text: string) => ({ text, className: 'number' });
  return tables(
    '',
    [
      say.run,
      ...metrics.map((metric) => fill(names.compare.bestOf, { metric: charts.metrics[metric] })),
      names.compare.trained,
      names.table.seconds,
      names.details.network,
    ],
    runs.map((run) => [
      { text: run.name },
      ...metrics.map((metric) =>
        number(figureText(run.best?.[metric] ?? null, quantityOf(metric), formats)),
      ),
      number(formats.integer(run.epochs)),
      number(formats.duration(run.seconds)),
      { text: networkText(run, messages, formats) },
    ]),
  );
}

function comparison(reported: readonly ReportedRun[], words: Words): Parts {
  const { say, messages, formats } = words;
  const runs = reported.map(({ run }) => run);
  const title = fill(say.comparison, { count: formats.integer(runs.length) });
  const verdict = verdictText(runs, judgingMetric(runs), messages, formats);
  const isSameData = new Set(runs.map(({ dataset }) => dataset.fingerprint)).size === 1;
  const parameters = comparedParameters(runs, words);
  const full = reported.filter(({ judgement }) => judgement !== 'leftOut');
  const others = fill(say.others, {
    count: formats.integer(full.length),
    all: formats.integer(runs.length),
  });
  const lead = html`${verdict ? html`<p class="lead">${verdict}</p>` : null}
  ${isSameData ? null : html`<p>${messages.ui.runs.compare.otherData}</p>`}`;
  const sections: Section[] = [
    {
      id: 'differs',
      title: say.differs,
      body: parameters.anyDiffers
        ? parameters.differing
        : html`<p>${messages.ui.runs.compare.noneDiffer}</p>`,
    },
    { id: 'figures', title: say.figures, body: figures(runs, words) },
    { id: 'curves', title: say.curves, body: comparedCurves(runs, words) },
    { id: 'same', title: say.same, body: parameters.same },
    ...(isSameData
      ? [
          {
            id: 'dataset',
            title: say.dataset,
            body: html`<p class="soft">${say.sameDataset}</p>
              ${datasetPairs(runs[0], words)}`,
          },
        ]
      : []),
    ...reported.map((each, i) => ({
      id: `run-${i + 1}`,
      title: each.run.name,
      body: html`${i === 0 && full.length < runs.length ? html`<p class="soft">${others}</p>` : null}
      ${ofComparison(each, isSameData, words)}`,
    })),
  ];
  return [title, lead, sections];
}

/** One run in a comparison: what the tables above do not say. */
function ofComparison(each: ReportedRun, isSameData: boolean, words: Words): Markup {
  const { say } = words;
  const { run } = each;
  const isFull = each.judgement !== 'leftOut';
  const parts: Omit<Section, 'id'>[] = [
    ...(isSameData ? [] : [{ title: say.dataset, body: datasetPairs(run, words) }]),
    ...(isFull ? judged(each, words) : []),
    ...(isFull ? [{ title: say.pictures, body: asked(each, words) }] : []),
    { title: say.epochs, body: epochTable(run, words) },
    { title: say.environment, body: environmentPairs(run, words) },
  ];
  return html`<p>${outcome(run, words)}</p>
    ${noteOf(run)}
    ${parts.map(
      ({ title, body }) =>
        html`<h3>${title}</h3>
          ${body}`,
    )}`;
}
