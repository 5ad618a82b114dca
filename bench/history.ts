/**
 * The history with 5,000 runs of 50 epochs: how long it takes to open and list it, and to filter and
 * sort it in the window's own functions. Goals: open in 300 ms, filter in 100 ms, and no page of the
 * list that keeps the main process for 50 ms. Judged by processor time, which other programs on the
 * machine add little to; on a quiet machine it is the time that passes.
 *
 *   node bench/history.ts [runs] [epochs]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import Sqlite from 'better-sqlite3';
import { openHistory } from '../src-main/history/history.ts';
import { pagePatience } from '../src-main/history/runs.ts';
import { filterRuns } from '../src-renderer/views/runs/filter-runs.ts';
import { recipeText } from '../src-renderer/views/runs/recipe.ts';
import { sortRuns } from '../src-renderer/views/runs/sort-runs.ts';
import { defaultHyperparameters } from '../src-shared/hyperparameters.ts';
import { messages } from '../src-shared/messages/index.ts';
import type { RunSummary } from '../src-shared/run.ts';

const [runs = 5000, epochs = 50] = process.argv.slice(2).map(Number);
/** As the window asks for them. */
const pageLength = 500;
const goals = { open: 300, page: 50, filter: 100, sort: 100 };

const folder = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
const path = join(folder, 'runs.db');
fill(path);

const took: Record<string, number> = {};
/** ms of this process's main and helping threads. */
const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
function timed<T>(what: string, work: () => T): T {
  const started = processorTime();
  const result = work();
  took[what] = processorTime() - started;
  return result;
}

/** All pages, copied as they are on their way to the window. */
function list(): { all: RunSummary[]; longest: number } {
  const history = openHistory(path);
  const all: RunSummary[] = [];
  let longest = 0;
  for (;;) {
    const started = processorTime();
    const page = history.runs.page(all.at(-1) ?? null, pageLength, pagePatience);
    const message = serialize(page);
    longest = Math.max(longest, processorTime() - started);
    if (page.length === 0) break;
    all.push(...(deserialize(message) as RunSummary[]));
  }
  history.close();
  return { all, longest };
}

took['longest page, figures counted'] = timed('first time, figures counted', list).longest;
const { all, longest } = timed('open and list', list);
took['longest page'] = longest;
timed('first page', () => {
  const history = openHistory(path);
  history.runs.page(null, pageLength);
  history.close();
});
const recipeOf = (run: RunSummary): string => recipeText(run, messages.en).join(' ');
const filter = (typed: string): RunSummary[] =>
  filterRuns(all, typed, { archived: false, recipeOf });
timed('filter, first letter', () => filter('r'));
timed('filter, words', () => filter('run 17 good'));
const some = timed('filter, values', () => filter('best>0.5 learningRate<=0.05'));
timed('sort by name', () => sortRuns(all, { column: 'name', descending: false }));
timed('sort by mean of the last', () => sortRuns(all, { column: 'tail', descending: true }, 5));

const limits: Record<string, number> = {
  'open and list': goals.open,
  'longest page': goals.page,
  'longest page, figures counted': goals.page,
  'filter, first letter': goals.filter,
  'filter, words': goals.filter,
  'filter, values': goals.filter,
  'sort by name': goals.sort,
  'sort by mean of the last': goals.sort,
};
console.log(`${all.length} runs of ${epochs} epochs; ${some.length} pass the filter of values`);
let missed = 0;
for (const [what, milliseconds] of Object.entries(took)) {
  const limit = limits[what];
  const verdict =
    limit === undefined
      ? ''
      : milliseconds <= limit
        ? `  (goal ${limit})`
        : `  MISSED (goal ${limit})`;
  if (limit !== undefined && milliseconds > limit) missed += 1;
  console.log(`${what.padEnd(30)} ${milliseconds.toFixed(1).padStart(8)} ms${verdict}`);
}
rmSync(folder, { recursive: true });
process.exitCode = missed > 0 ? 1 : 0;

/** Straight into the tables, as an earlier version would have left them. */
function fill(file: string): void {
  openHistory(file).close();
  const database = new Sqlite(file);
  const run = database.prepare(
    `INSERT INTO runs (id, name, state, origin, created_at, hyperparameters, dataset, architecture,
                       parameters, environment, preset, tags)
     VALUES (@id, @name, 'done', 'app', @at, @h, @dataset, '784-256-10 relu, 203,530 parameters',
             203530, '{}', 'default', @tags)`,
  );
  const epoch = database.prepare(
    `INSERT INTO epochs VALUES (@id, @epoch, @loss, @accuracy, @loss, @accuracy, @loss, @accuracy, 0.1, 50000, 1.5)`,
  );
  const dataset = JSON.stringify({
    name: 'mnist',
    path: '/data/mnist',
    format: 'idx',
    fingerprint: 'f'.repeat(64),
    classes: [...'0123456789'],
    width: 28,
    height: 28,
    images: { train: 54000, validation: 6000, test: 10000 },
  });
  database.transaction(() => {
    for (let i = 0; i < runs; i++) {
      const id = `20260101-${String(i).padStart(6, '0')}-abcdef`;
      const rate = [0.001, 0.01, 0.1, 1][i % 4];
      const h = { ...defaultHyperparameters, learningRate: rate, epochs, seed: i };
      const at = new Date(1.7e12 + i * 60_000).toISOString();
      const tags = JSON.stringify(i % 5 === 0 ? ['good'] : []);
      run.run({ id, name: `run ${i}`, at, h: JSON.stringify(h), dataset, tags });
      for (let e = 1; e <= epochs; e++) {
        const accuracy = 1 - 0.9 / (e + (i % 7));
        epoch.run({ id, epoch: e, loss: 2 / (e + 1), accuracy });
      }
    }
  })();
  database.close();
}
