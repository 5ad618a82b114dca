/** The page of a report: whole by itself, nothing in it runs, and what people wrote stays text. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { EpochRecord, RunDetails } from '../../src-shared/run.ts';
import type { Judgement, LabelPictures, ReportedRun } from './facts.ts';
import { html } from './markup.ts';
import { reportPage } from './report.ts';
import { tables } from './tables.ts';

const epoch = (n: number, more: Partial<EpochRecord> = {}): EpochRecord => ({
  epoch: n,
  trainLoss: 1 / n,
  trainAccuracy: 1 - 0.5 / n,
  validationLoss: null,
  validationAccuracy: null,
  testLoss: 1.2 / n,
  testAccuracy: 1 - 0.6 / n,
  learningRate: 0.1,
  imagesPerSecond: 1000,
  seconds: 0.5,
  ...more,
});

function run(
  id: string,
  change: Partial<Hyperparameters> = {},
  more: Partial<RunDetails> = {},
): RunDetails {
  const history = more.history ?? [1, 2, 3].map((n) => epoch(n));
  const last = history.at(-1) ?? null;
  return {
    ...{ id, name: `run ${id}`, state: 'done', error: null, origin: 'app', preset: null },
    ...{ createdAt: '2026-11-22T08:00:00.000Z', endedAt: null, note: '', tags: [], colour: null },
    ...{
      starred: false,
      archived: false,
      sweepId: null,
      parent: null,
      hasModel: true,
      keepEvery: 0,
    },
    hyperparameters: { ...defaultHyperparameters, ...change },
    dataset: {
      ...{ name: 'digits', path: '/home/somebody/digits', format: 'idx', fingerprint: 'abc123' },
      ...{ classes: ['0', '1'], width: 20, height: 20 },
      images: { train: 100, validation: 0, test: 20 },
    },
    ...{ architecture: '400-2', parameters: 802, epochs: history.length },
    ...{ best: last, last, bestEpoch: last?.epoch ?? null, seconds: 1.5, tail: [] },
    ...{ history, events: [], environment: { inkling: '0.1.0', processor: 'a fast one' } },
    ...more,
  };
}

const judgement: Judgement = {
  choice: 'test',
  classes: ['0', '1'],
  confusion: [
    [9, 1],
    [3, 7],
  ],
};
const pictures: LabelPictures = {
  ...{ method: 'prior', classes: ['0', '1'], all: 2, polarity: 'light' },
  pictures: [
    { png: 'AAAA', output: 0.98, read: '0' },
    { png: 'BBBB', output: 0.4, read: '0' },
  ],
};
const reported = (each: RunDetails, more: Partial<ReportedRun> = {}): ReportedRun => ({
  ...{ run: each, judgement, pictures },
  ...more,
});
const report = (runs: readonly ReportedRun[], language: 'en' | 'zh' = 'en'): string =>
  reportPage({ language, version: '0.1.0', date: '2026-11-22T09:00:00.000Z', runs });

/** What a browser could be made to do or fetch by the page. */
function dangers(page: string): string[] {
  return [
    ...page.matchAll(
      /<(?:script|iframe|object|embed|link|form|base|audio|video|foreignObject)\b/gi,
    ),
    ...page.matchAll(/<[^>]*\son\w+\s*=/gi),
    ...page.matchAll(/<[^>]*\sstyle\s*=/gi),
    ...page.matchAll(/javascript:|@import|url\(/gi),
    ...page.matchAll(/\s(?:src|href|srcset|action|poster)="(?!#|data:image\/png;base64,)[^"]*"/gi),
    // The one address in it names SVG, and is never asked.
    ...page.replaceAll('http://www.w3.org/2000/svg', '').matchAll(/https?:\/\//gi),
  ].map(([found]) => found);
}

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  it('one run: what came out, what was changed, curves, matrix, classes, pictures and all the rest', () => {
    const events = [
      { kind: 'learningRate', at: '2026-11-22T08:00:00.000Z', epoch: 2, batch: 1, value: 0.05 },
    ] as const;
    const page = report(
      [reported(run('a', { learningRate: 0.5 }, { events: [...events] }))],
      language,
    );
    for (const id of ['changed', 'curves', 'confusion', 'classes', 'pictures', 'hyperparameters'])
      expect(page).toContain(`id="${id}"`);
    for (const id of ['dataset', 'epochs', 'events', 'environment'])
      expect(page).toContain(`id="${id}"`);
    expect(page.indexOf('id="changed"')).toBeLessThan(page.indexOf('id="curves"'));
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page).toContain('<td class="right-7">9</td>');
    expect(page).toContain('<td class="wrong-2">3</td>');
    expect(page).toContain('src="data:image/png;base64,BBBB"');
    // Precision of the second class.
    expect(page).toContain('0.8750');
    expect(page).toContain('a fast one');
    expect(page).toContain(`<html lang="${language}">`);
    expect(dangers(page)).toEqual([]);
    // Where the files lay is nobody else's business.
    expect(page).not.toContain('somebody');
  });

  it('several runs: the sentence, what differs before what does not, lines over each other', () => {
    const better = [1, 2, 3].map((n) => epoch(n, { testAccuracy: 0.99 }));
    const runs = [run('a'), run('b', { learningRate: 0.5 }, { history: better })];
    const page = report(
      runs.map((each) => reported(each)),
      language,
    );
    expect(page).toContain(
      language === 'en'
        ? 'Learning rate 0.5 instead of 0.001: Test accuracy 0.9900 against 0.8000'
        : '由 0.001 改为 0.5',
    );
    expect(page.indexOf('id="differs"')).toBeLessThan(page.indexOf('id="same"'));
    // Test and training figures; there are none on validation images.
    expect(page.match(/<svg /g)).toHaveLength(4);
    expect(page).toContain('id="run-2"');
    expect(dangers(page)).toEqual([]);
  });
});

it('what people wrote stays text', () => {
  const evil = `</title></style><script>alert(1)</script><img src=x onerror="alert(2)">' "`;
  const page = report([
    reported(
      run(
        'a',
        {},
        {
          ...{ name: evil, note: evil, tags: [evil], environment: { [evil]: evil } },
          dataset: { ...run('a').dataset, name: evil, classes: [evil, '1'], fingerprint: evil },
        },
      ),
      {
        judgement: { ...judgement, classes: [evil, '1'] },
        pictures: {
          ...pictures,
          classes: [evil, '1'],
          pictures: [{ png: '', output: 1, read: evil }],
        },
      },
    ),
    reported(run('b', {}, { name: evil })),
  ]);
  expect(page).toContain('&lt;script&gt;');
  // Told apart from what is escaped: a real tag has a real bracket.
  expect(page).not.toMatch(/<script|<img src=x/);
  expect(page.match(/<style>/g)).toHaveLength(1);
});

it('allows its own style sheet and pictures as data, and nothing else', () => {
  const page = report([reported(run('a'))]);
  const [, sheet = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const hash = createHash('sha256').update(sheet).digest('base64');
  const [, policy = ''] = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page) ?? [];
  expect(policy.replaceAll('&#39;', "'")).toBe(
    `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
});

it('says why something is missing', () => {
  const noData = report([reported(run('a'), { judgement: 'noData', pictures: 'noModel' })]);
  expect(noData).toContain('They need the data set “digits”, fingerprint abc123.');
  expect(noData).toContain('No model is saved');
  const nothing = run('a', {}, { history: [], hasModel: false });
  expect(report([reported(nothing, { judgement: 'noModel', pictures: 'noPictures' })])).toContain(
    'No epoch was finished.',
  );
});

it('stays readable with many epochs, classes and runs', () => {
  const long = run('a', {}, { history: Array.from({ length: 5000 }, (_, i) => epoch(i + 1)) });
  const names = Array.from({ length: 62 }, (_, i) => `c${i}`);
  const confusion = names.map((_, i) =>
    names.map((__, k) => (i === k ? 20 : i === 3 && k === 5 ? 7 : 0)),
  );
  const page = report([
    reported(long, { judgement: { choice: 'test', classes: names, confusion } }),
  ]);
  const epochs = page.slice(page.indexOf('id="epochs"'), page.indexOf('id="environment"'));
  expect(epochs.match(/<tr/g)?.length).toBeLessThan(205);
  expect(epochs).toContain('Every 25th epoch');
  expect(epochs).toContain('5,000');
  expect(page).not.toContain('class="matrix');
  expect(page).toContain('c3 taken for c5');

  const many = Array.from({ length: 30 }, (_, i) =>
    reported(
      run(String(i), { seed: i }),
      i < 12 ? {} : { judgement: 'leftOut', pictures: 'leftOut' },
    ),
  );
  const compared = report(many);
  expect(compared).toContain('the first 12 of 30 runs');
  expect(compared.match(/class="matrix/g)).toHaveLength(12);
  expect(compared).toContain('(30 seeds)');
});

it('breaks a table that is too wide into several, each with the names of its rows', () => {
  const head = Array.from({ length: 20 }, (_, i) => `h${i}`);
  const { text } = tables('all', head, [head.map((name) => ({ text: `of ${name}` }))], {
    columns: 8,
  });
  expect(text.match(/<table/g)).toHaveLength(3);
  expect(text.match(/of h0</g)).toHaveLength(3);
  for (const name of head.slice(1))
    expect(text.match(new RegExp(`of ${name}<`, 'g'))).toHaveLength(1);
});

it('escapes values, not markup', () => {
  expect(html`<p title="${'"<&'}">${html`<b>${'<'}</b>`}${[1, '>']}${null}</p>`.text).toBe(
    '<p title="&quot;&lt;&amp;"><b>&lt;</b>1&gt;</p>',
  );
});
