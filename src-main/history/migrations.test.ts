/**
 * Every earlier schema version, made by the migrations themselves and filled as the program of that
 * version wrote its rows, opens in this one with all that stood in it.
 */
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { likeMnist } from '../../src-shared/preparation.ts';
import type { EpochRecord } from '../../src-shared/run.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { type History, openHistory } from './history.ts';
import { migrate, schemaVersion, versionOf } from './migrations.ts';
import { bytesOf, packEdits } from './overlay-edits.ts';
import { figuresOf } from './run-figures.ts';

const fingerprint = 'a'.repeat(64);
const dataset = {
  ...{ name: '手写', path: '/data/手写', format: 'idx' as const, fingerprint },
  ...{ classes: ['零', '一'], width: 8, height: 8, images: { train: 8, validation: 1, test: 1 } },
};
const edits = [{ index: 3, label: 1, excluded: false, marked: false }];
const plan = {
  ...{ axes: [{ name: 'learningRate', values: [0.1, 0.3] }], seeds: 1, search: 'grid' },
  ...{ draws: 1, drawSeed: 1, stopHopeless: false },
};
const record = (epoch: number): EpochRecord => ({
  ...{ epoch, trainLoss: 1 / epoch, trainAccuracy: 0.5, validationLoss: 0.3 },
  ...{ validationAccuracy: epoch / 10, testLoss: null, testAccuracy: null, learningRate: 0.3 },
  ...{ imagesPerSecond: 1000, seconds: 2 },
});
/** Of nearest neighbours, which learn nothing. */
const untrained: EpochRecord = {
  ...record(1),
  ...{ trainLoss: null, trainAccuracy: null, learningRate: null },
};

function insert(database: Database, table: string, row: Record<string, unknown>): void {
  const names = Object.keys(row);
  const places = names.map((name) => `@${name}`);
  database.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${places.join()})`).run(row);
}
function insertRun(database: Database, id: string, state: string, h: object): void {
  insert(database, 'runs', {
    ...{ id, name: `run ${id}`, state, error: null, origin: 'app', preset: 'book' },
    ...{ created_at: '2026-01-02T03:04:05.678Z', ended_at: null },
    ...{ hyperparameters: JSON.stringify(h), dataset: JSON.stringify(dataset) },
    ...{ architecture: '64-2', parameters: 130, environment: '{"inkling":"0.1.0"}' },
    ...{ process: null, alive_at: null },
  });
}
function insertEpoch(database: Database, run_id: string, r: EpochRecord): void {
  insert(database, 'epochs', {
    ...{ run_id, epoch: r.epoch, train_loss: r.trainLoss, train_accuracy: r.trainAccuracy },
    ...{ validation_loss: r.validationLoss, validation_accuracy: r.validationAccuracy },
    ...{ test_loss: r.testLoss, test_accuracy: r.testAccuracy, learning_rate: r.learningRate },
    ...{ images_per_second: r.imagesPerSecond, seconds: r.seconds },
  });
}

interface Version {
  /** Puts rows into what came with this version. */
  write(database: Database): void;
  /** Finds them in the opened history. */
  check(history: History): void;
}

const versions: Record<number, Version> = {
  1: {
    write(database) {
      // It knew few hyper-parameters, and kept no figures beside its runs.
      insertRun(database, 'a', 'done', { learningRate: 0.5, hiddenLayers: [200], keepBest: true });
      for (const epoch of [1, 2, 3]) insertEpoch(database, 'a', record(epoch));
      const at = '2026-01-02T03:05:00.000Z';
      const event = { run_id: 'a', kind: 'learningRate', at, epoch: 2, batch: 5, value: 0.5 };
      insert(database, 'events', event);
      insert(database, 'recent_datasets', { path: '/data/手写', opened_at: 1 });
      insert(database, 'settings', { name: 'settings', value: '{"theme":"dark"}' });
    },
    check(history) {
      const run = history.runs.details('a');
      expect(run).toMatchObject({
        ...{ name: 'run a', state: 'done', preset: 'book', dataset, parameters: 130 },
        ...{ epochs: 3, bestEpoch: 3, seconds: 6, last: record(3) },
        environment: { inkling: '0.1.0' },
        events: [{ kind: 'learningRate', epoch: 2, batch: 5, value: 0.5 }],
      });
      expect(run.keepEvery).toBe(0);
      expect(run.history).toEqual([record(1), record(2), record(3)]);
      expect(run.hyperparameters).toEqual({
        ...defaultHyperparameters,
        ...{ learningRate: 0.5, hiddenLayers: [200], keepBest: true },
      });
      expect(history.recent.paths()).toContain('/data/手写');
      expect(history.settings.get('settings')).toEqual({ theme: 'dark' });
    },
  },
  2: {
    write(database) {
      insertRun(database, 'neighbours', 'done', { method: 'nearestNeighbours' });
      insertEpoch(database, 'neighbours', untrained);
    },
    check: (history) => expect(history.runs.details('neighbours').history).toEqual([untrained]),
  },
  3: {
    write(database) {
      const preparation = JSON.stringify(likeMnist);
      insert(database, 'preparations', { path: '/data/手写', preparation });
      insert(database, 'label_names', { fingerprint, names: '["nought","one"]' });
    },
    check({ choices }) {
      expect(choices.preparation('/data/手写')).toEqual(likeMnist);
      expect(choices.labelNames(fingerprint)).toEqual(['nought', 'one']);
    },
  },
  4: {
    write(database) {
      const h = JSON.stringify({ learningRate: 0.1 });
      const created_at = '2026-02-02T03:04:05.678Z';
      insert(database, 'sweeps', {
        ...{ id: 's', name: 'rates', created_at, preset: null, hyperparameters: h },
        plan: JSON.stringify(plan),
      });
      insertRun(database, 'swept', 'queued', { learningRate: 0.1 });
      insert(database, 'queue', { run_id: 'swept', position: 1 });
      const parent = JSON.stringify({ runId: 'a', how: 'again', differs: ['data'] });
      const figures = JSON.stringify(figuresOf([record(1)], true));
      insertEpoch(database, 'swept', record(1));
      database
        .prepare(
          `UPDATE runs SET note = '好', tags = '["x"]', starred = 1, archived = 1, colour = 3,
                           parent = ?, sweep_id = 's', figures = ? WHERE id = 'swept'`,
        )
        .run(parent, figures);
      insertRun(database, 'deleted', 'done', {});
      database.exec(`UPDATE runs SET deleted_at = 5 WHERE id = 'deleted'`);
    },
    check({ sweeps, queue, runs, marks }) {
      expect(sweeps.list()).toMatchObject([{ id: 's', name: 'rates', plan, runIds: ['swept'] }]);
      expect(queue.ids()).toEqual(['swept']);
      expect(runs.summary('swept')).toMatchObject({
        ...{ note: '好', tags: ['x'], starred: true, archived: true, colour: 3, sweepId: 's' },
        ...{ parent: { runId: 'a', how: 'again', differs: ['data'] }, epochs: 1, last: record(1) },
      });
      expect(marks.trashed()).toEqual(['deleted']);
      expect(runs.list().map(({ id }) => id)).not.toContain('deleted');
    },
  },
  5: {
    write(database) {
      const reading = '{"transposed":true}';
      insert(database, 'recent_datasets', { path: '/data/emnist', opened_at: 2, reading });
    },
    check: ({ recent }) => expect(recent.readingOf('/data/emnist')).toBe('{"transposed":true}'),
  },
  6: {
    write(database) {
      const packed = bytesOf(packEdits(edits));
      insert(database, 'overlays', { fingerprint, revision: 4, position: 1, edits: packed });
      const step = { fingerprint, number: 1, before: bytesOf(packEdits([])), after: packed };
      insert(database, 'overlay_steps', step);
      insert(database, 'run_overlays', { run_id: 'a', edits: packed });
    },
    check({ overlays }) {
      expect(overlays.edits(fingerprint)).toEqual(edits);
      expect(overlays.standing(fingerprint)).toEqual({ revision: 4, undoable: 1, redoable: 0 });
      expect(overlays.ofRun('a')).toEqual(edits);
    },
  },
  7: {
    write(database) {
      insertRun(database, 'kept', 'done', {});
      database.exec(`UPDATE runs SET keep_every = 5 WHERE id = 'kept'`);
    },
    check: ({ runs }) => expect(runs.details('kept').keepEvery).toBe(5),
  },
  8: {
    write(database) {
      const made = '{"check":{"method":"heldOut","runId":"a"},"runName":"a","judged":9}';
      // One image: number 3, label 1, taken for 2; 0.25 for the label, 0.5 for the other, a loss of 2.
      const found = Buffer.alloc(24);
      for (const [i, number] of [3, 1, 2].entries()) found.writeUInt32LE(number, 4 * i);
      for (const [i, number] of [0.25, 0.5, 2].entries()) found.writeFloatLE(number, 12 + 4 * i);
      insert(database, 'label_checks', { fingerprint, made_at: 5, result: made, found });
    },
    check({ labelChecks }) {
      const kept = labelChecks.of(fingerprint);
      expect(kept?.result).toMatchObject({ judged: 9, runName: 'a' });
      expect(kept?.suspicious).toEqual({
        samples: Uint32Array.of(3),
        labels: Uint16Array.of(1),
        predicted: Uint16Array.of(2),
        ofLabel: Float32Array.of(0.25),
        ofPredicted: Float32Array.of(0.5),
        loss: Float32Array.of(2),
      });
    },
  },
};
const upTo = (version: number): Version[] =>
  Object.entries(versions).flatMap(([n, each]) => (Number(n) <= version ? each : []));

const tables = (database: Database): string[] =>
  database
    .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`)
    .pluck()
    .all()
    .filter((name) => !name.startsWith('sqlite_'))
    .sort();
/** Columns, keys and indices of all tables, whatever way led to them. */
const shapeOf = (database: Database) =>
  tables(database).map((name) => [
    name,
    database.pragma(`table_info(${name})`),
    database.pragma(`foreign_key_list(${name})`),
    (database.pragma(`index_list(${name})`) as { name: string }[]).map((index) => index.name),
  ]);
function open(path: string): Database {
  const database = new Sqlite(path);
  onTestFinished(() => void database.close());
  return database;
}

describe('a history of schema version', () => {
  const earlier = Array.from({ length: schemaVersion }, (_, i) => i + 1);
  it.each(earlier)('%i keeps all its rows', (version) => {
    const path = join(temporaryFolder(), 'runs.db');
    const old = new Sqlite(path);
    migrate(old, version);
    for (const { write } of upTo(version)) write(old);
    const empty = tables(old).filter(
      (name) => old.prepare(`SELECT count(*) FROM ${name}`).pluck().get() === 0,
    );
    expect(empty, 'tables that this test puts nothing into').toEqual([]);
    old.close();

    const history = openHistory(path);
    onTestFinished(() => history.close());
    expect(history.notices).toEqual([]);
    for (const { check } of upTo(version)) check(history);
    // It is a history like any other: written to, and cleared with all that belongs to a run.
    history.epochs.add('a', record(4));
    expect(history.runs.summary('a')).toMatchObject({ epochs: 4, bestEpoch: 4 });
    history.runs.delete(['a']);
    expect(history.epochs.ofRun('a')).toEqual([]);

    const upgraded = open(path);
    expect(versionOf(upgraded)).toBe(schemaVersion);
    expect(upgraded.pragma('foreign_key_check')).toEqual([]);
    expect(upgraded.pragma('integrity_check', { simple: true })).toBe('ok');
    const fresh = open(':memory:');
    migrate(fresh);
    expect(shapeOf(upgraded)).toEqual(shapeOf(fresh));
  });

  it('1 comes through every version after it, with rows of each', () => {
    const path = join(temporaryFolder(), 'runs.db');
    const old = new Sqlite(path);
    for (const version of earlier) {
      migrate(old, version);
      versions[version]?.write(old);
    }
    old.close();
    const history = openHistory(path);
    onTestFinished(() => history.close());
    for (const { check } of upTo(schemaVersion)) check(history);
  });

  it('that can not be brought up to date stays as it was', () => {
    const path = join(temporaryFolder(), 'runs.db');
    const old = open(path);
    migrate(old, 3);
    versions[1].write(old);
    // In the way of version 4.
    old.exec('CREATE TABLE queue (x)');
    expect(() => openHistory(path)).toThrow('queue already exists');
    expect(versionOf(old)).toBe(3);
    expect(tables(old)).not.toContain('sweeps');
    expect(old.prepare('SELECT count(*) FROM epochs').pluck().get()).toBe(3);
  });
});
