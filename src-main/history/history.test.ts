import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import type { EpochRecord } from '../../src-shared/run.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { databaseError } from './database.ts';
import { type History, openHistory } from './history.ts';
import { asFilesAre, likeMnist } from '../../src-shared/preparation.ts';
import { migrate, schemaVersion } from './migrations.ts';
import type { NewRun } from './runs.ts';

function opened(path = join(temporaryFolder(), 'data', 'runs.db')): History {
  const history = openHistory(path);
  onTestFinished(() => history.close());
  return history;
}

const newRun = (id: string, change: Partial<NewRun> = {}): NewRun => ({
  id,
  name: `run ${id}`,
  origin: 'cli',
  preset: 'book',
  hyperparameters: { ...defaultHyperparameters, learningRate: 0.3 },
  dataset: {
    name: '手写',
    path: '/data/手写',
    format: 'idx',
    fingerprint: 'f',
    classes: ['零', '一'],
    width: 8,
    height: 8,
    images: { train: 8, validation: 1, test: 1 },
  },
  architecture: '64-2, 130 parameters',
  parameters: 130,
  environment: {},
  ...change,
});

const record = (epoch: number, validationAccuracy: number | null = null): EpochRecord => ({
  epoch,
  trainLoss: 1 / epoch,
  trainAccuracy: 0.5,
  validationLoss: validationAccuracy === null ? null : 0.3,
  validationAccuracy,
  testLoss: 0.1,
  testAccuracy: 0.25,
  learningRate: 0.3,
  imagesPerSecond: 1000,
  seconds: 2,
});

describe('the run history', () => {
  it('gives back a run as it was stored, after it was closed and opened again', () => {
    const path = join(temporaryFolder(), 'runs.db');
    const first = openHistory(path);
    first.runs.add(newRun('a'));
    first.epochs.add('a', record(1, 0.5));
    first.epochs.add('a', record(2, 0.9));
    first.epochs.add('a', record(3, 0.7));
    const event = { kind: 'learningRate', at: 'now', epoch: 2, batch: 5, value: 0.1 } as const;
    first.epochs.addEvent('a', event);
    first.runs.end('a', 'done');
    first.close();

    const run = opened(path).runs.details('a');
    const { environment, ...stored } = newRun('a');
    expect(environment).toEqual({});
    expect(run).toMatchObject({ ...stored, state: 'done', epochs: 3, bestEpoch: 2, seconds: 6 });
    expect(run.history).toEqual([record(1, 0.5), record(2, 0.9), record(3, 0.7)]);
    expect(run.best).toEqual(record(2, 0.9));
    expect(run.last).toEqual(record(3, 0.7));
    expect(run.events).toEqual([event]);
    expect(run.endedAt).not.toBeNull();
  });

  it('keeps an epoch that is told twice once', () => {
    const history = opened();
    history.runs.add(newRun('a'));
    history.epochs.add('a', record(1));
    history.epochs.add('a', record(1));
    expect(history.runs.summary('a').epochs).toBe(1);
  });

  it('lists all runs with their figures, the newest first', () => {
    const history = opened();
    history.runs.add(newRun('a'));
    history.runs.add(newRun('b'));
    history.epochs.add('b', record(1));
    const list = history.runs.list();
    expect(list.map((run) => run.id)).toEqual(['b', 'a']);
    expect(list[0]).toEqual(history.runs.summary('b'));
    expect(list[1].hasModel).toBe(false);
  });

  it('fills in hyper-parameters that a run of an earlier version did not have', () => {
    const path = join(temporaryFolder(), 'runs.db');
    const history = opened(path);
    history.runs.add(newRun('a'));
    const raw = new Sqlite(path);
    raw.prepare(`UPDATE runs SET hyperparameters = '{"seed":9}'`).run();
    raw.close();
    expect(history.runs.summary('a').hyperparameters).toEqual({
      ...defaultHyperparameters,
      seed: 9,
    });
  });

  it('finds a run by the beginning of its id', () => {
    const history = opened();
    for (const id of ['2026-aa', '2026-ab', '2026']) history.runs.add(newRun(id));
    expect(history.runs.find('2026-aa')).toBe('2026-aa');
    expect(history.runs.find('2026-ab')).toBe('2026-ab');
    expect(() => history.runs.find('2026-a')).toThrow('run.ambiguous');
    expect(() => history.runs.find('x')).toThrow('run.unknown');
    expect(() => history.runs.find('')).toThrow('run.unknown');
    expect(() => history.runs.find('%')).toThrow('run.unknown');
  });

  it('deletes runs with their epochs and events, all or none', () => {
    const history = opened();
    for (const id of ['a', 'b']) {
      history.runs.add(newRun(id));
      history.epochs.add(id, record(1));
    }
    history.runs.end('a', 'done');
    expect(() => history.runs.delete(['a', 'b'])).toThrow('run.isTraining');
    expect(history.runs.list()).toHaveLength(2);
    history.runs.delete(['a']);
    expect(history.epochs.ofRun('a')).toEqual([]);
    expect(history.epochs.ofRun('b')).toHaveLength(1);
  });

  it('remembers the last folders and settings', () => {
    const history = opened();
    for (let i = 0; i < 15; i++) history.recent.add(`/folder/${i}`);
    history.recent.add('/folder/14');
    expect(history.recent.paths()).toHaveLength(12);
    expect(history.recent.readingOf('/folder/14')).toBeNull();
    history.recent.add('/folder/14', '{"transposed":true}');
    expect(history.recent.readingOf('/folder/14')).toBe('{"transposed":true}');
    history.recent.forget('/folder/14');
    expect(history.recent.readingOf('/folder/14')).toBeNull();
    expect(history.recent.paths()).not.toContain('/folder/14');
    expect(history.settings.get('x')).toBeUndefined();
    history.settings.set('x', { a: [1] });
    expect(history.settings.get('x')).toEqual({ a: [1] });
  });

  it('remembers preparations by folder and label names by fingerprint', () => {
    const { choices } = opened();
    expect(choices.preparation('/a')).toEqual(asFilesAre);
    choices.setPreparation('/a', likeMnist);
    choices.setPreparation('/b', { ...asFilesAre, invert: true });
    expect(choices.preparation('/a')).toEqual(likeMnist);
    choices.setPreparation('/a', asFilesAre);
    expect(choices.preparation('/a')).toEqual(asFilesAre);
    expect(choices.preparation('/b').invert).toBe(true);
    expect(choices.labelNames('f')).toBeNull();
    choices.setLabelNames('f', ['零', '一']);
    choices.setLabelNames('g', ['a']);
    expect(choices.labelNames('f')).toEqual(['零', '一']);
    choices.setLabelNames('f', null);
    expect([choices.labelNames('f'), choices.labelNames('g')]).toEqual([null, ['a']]);
  });

  it('of version 1 keeps its epochs, and then takes those without training figures', () => {
    const path = join(temporaryFolder(), 'runs.db');
    const old = new Sqlite(path);
    migrate(old, 1);
    old.exec(`INSERT INTO runs VALUES ('a', 'old', 'done', NULL, 'app', '2026', '2026', NULL, '{}',
      '{}', '64-2', 130, '{}', NULL, NULL)`);
    old.exec(`INSERT INTO epochs VALUES ('a', 1, 1.0, 0.5, NULL, NULL, 0.1, 0.25, 0.3, 1000, 2)`);
    old.exec(
      `INSERT INTO events (run_id, kind, at, epoch, batch) VALUES ('a', 'stop', '2026', 1, 2)`,
    );
    old.close();
    const history = opened(path);
    expect(history.epochs.ofRun('a')).toEqual([record(1)]);
    expect(history.runs.details('a').events).toHaveLength(1);
    const untrained = { ...record(2), trainLoss: null, trainAccuracy: null, learningRate: null };
    history.epochs.add('a', untrained);
    expect(history.epochs.ofRun('a')).toEqual([record(1), untrained]);
    history.runs.delete(['a']);
    expect(history.epochs.ofRun('a')).toEqual([]);
  });

  it('of version 2 has figures beside its runs as soon as they are asked for', () => {
    const path = join(temporaryFolder(), 'runs.db');
    const old = new Sqlite(path);
    migrate(old, 2);
    old.exec(`INSERT INTO runs VALUES ('a', 'old', 'done', NULL, 'app', '2026', '2026', NULL, '{}',
      '{}', '64-2', 130, '{}', NULL, NULL)`);
    for (const epoch of [1, 2])
      old.exec(
        `INSERT INTO epochs VALUES ('a', ${epoch}, 1.0, 0.5, NULL, NULL, 0.1, 0.25, 0.3, 1000, 2)`,
      );
    old.close();
    const history = opened(path);
    expect(history.runs.summary('a')).toMatchObject({
      epochs: 2,
      seconds: 4,
      tail: [0.25, 0.25],
      note: '',
      tags: [],
      starred: false,
      sweepId: null,
      parent: null,
    });
    history.epochs.add('a', record(3));
    expect(history.runs.summary('a')).toMatchObject({ epochs: 3, last: record(3), seconds: 6 });
  });

  it('gives its runs page by page, without those that are deleted', () => {
    const history = opened();
    const ids = Array.from({ length: 7 }, (_, i) => `run-${i}`);
    for (const id of ids) history.runs.add(newRun(id));
    history.marks.trash(['run-3']);
    const seen: string[] = [];
    for (let page = history.runs.page(null, 2); page.length > 0;) {
      seen.push(...page.map(({ id }) => id));
      page = history.runs.page(page[page.length - 1], 2);
    }
    expect(seen).toEqual(ids.filter((id) => id !== 'run-3').toReversed());
  });

  it('remembers the queue in its order', () => {
    const history = opened();
    for (const id of ['a', 'b', 'c', 'd']) {
      history.runs.add(newRun(id), 'queued');
      history.queue.add(id, id === 'd' ? 'first' : 'last');
    }
    expect(history.queue.ids()).toEqual(['d', 'a', 'b', 'c']);
    history.queue.order(['c', 'a']);
    expect(history.runs.waiting().map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
    history.runs.delete(['b']);
    expect(history.queue.ids()).toEqual(['d', 'c', 'a']);
  });

  it('is used by two programs at once', () => {
    const path = join(temporaryFolder(), 'runs.db');
    const app = opened(path);
    const cli = opened(path);
    app.runs.add(newRun('a'));
    cli.epochs.add('a', record(1));
    expect(app.runs.summary('a').epochs).toBe(1);
  });
});

describe('a history that can not be used', () => {
  const asideOf = (folder: string): string[] =>
    readdirSync(folder).filter((name) => name.includes('set-aside') && name.endsWith('.db'));

  it.each([
    [
      'no database at all',
      Buffer.from('not a database, but long enough to be read as one '.repeat(40)),
    ],
    ['a damaged one', null],
  ])('is set aside, not overwritten: %s', (_, content) => {
    const folder = temporaryFolder();
    const path = join(folder, 'runs.db');
    if (content) writeFileSync(path, content);
    else {
      const history = openHistory(path);
      for (let i = 0; i < 300; i++) history.runs.add(newRun(`r${i}`));
      history.close();
      const bytes = readFileSync(path);
      bytes.fill(0x5a, 4096 * 3, 4096 * 12);
      writeFileSync(path, bytes);
    }
    const before = readFileSync(path);
    const history = opened(path);
    expect(history.notices).toMatchObject([{ code: 'database.corrupt', values: { path } }]);
    expect(history.runs.list()).toEqual([]);
    const [aside] = asideOf(folder);
    expect(readFileSync(join(folder, aside))).toEqual(before);
    expect(history.notices[0].values.movedTo).toBe(join(folder, aside));
  });

  it('is set aside when a newer version wrote it', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'runs.db');
    const newer = new Sqlite(path);
    newer.exec('CREATE TABLE later (x)');
    newer.pragma(`user_version = ${schemaVersion + 1}`);
    newer.close();
    const history = opened(path);
    expect(history.notices).toMatchObject([
      { code: 'database.newer', values: { found: schemaVersion + 1, supported: schemaVersion } },
    ]);
    const aside = new Sqlite(join(folder, asideOf(folder)[0]), { readonly: true });
    expect(aside.prepare('SELECT count(*) AS n FROM later').get()).toEqual({ n: 0 });
    aside.close();
  });

  it('opens an empty file as a new history', () => {
    const path = join(temporaryFolder(), 'runs.db');
    writeFileSync(path, '');
    expect(opened(path).notices).toEqual([]);
  });

  it('says that the disk is full', () => {
    const path = join(temporaryFolder(), 'runs.db');
    opened(path).close();
    const full = new Sqlite(path);
    onTestFinished(() => void full.close());
    full.pragma(`max_page_count = ${full.pragma('page_count', { simple: true })}`);
    expect(() => {
      try {
        full.prepare('INSERT INTO settings VALUES (?, ?)').run('big', 'x'.repeat(1e6));
      } catch (thrown) {
        throw databaseError(thrown, path);
      }
    }).toThrow('database.full');
  });

  it.skipIf(process.getuid?.() === 0)('says that the folder can not be written', () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    expect(() => openHistory(join(folder, 'runs.db'))).toThrow('file.noPermission');
    expect(existsSync(join(folder, 'runs.db'))).toBe(false);
  });
});
