import { describe, expect, it } from 'vitest';
import {
  defaultHyperparameters,
  type Hyperparameters,
} from '../../../src-shared/hyperparameters.ts';
import { presetHyperparameters } from '../../../src-shared/presets.ts';
import type { EpochRecord, RunDetails, RunSummary } from '../../../src-shared/run.ts';
import { compareRows, sameData } from './compare.ts';
import {
  accuracyOf,
  canResume,
  changedFromPreset,
  pendingPoint,
  rateChangesOf,
} from './run-facts.ts';
import { filterRuns } from './filter-runs.ts';
import { newestFirst, nextOrder, sortRuns } from './sort-runs.ts';

const record = (values: Partial<EpochRecord> = {}): EpochRecord => ({
  epoch: 1,
  trainLoss: 0.5,
  trainAccuracy: 0.8,
  validationLoss: 0.6,
  validationAccuracy: 0.7,
  testLoss: 0.7,
  testAccuracy: 0.6,
  learningRate: 0.1,
  imagesPerSecond: 1000,
  seconds: 1,
  ...values,
});

const run = (values: Partial<RunDetails> = {}): RunDetails => ({
  id: 'a',
  name: 'Run 1',
  state: 'done',
  error: null,
  origin: 'app',
  createdAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  preset: 'default',
  hyperparameters: defaultHyperparameters,
  dataset: {
    name: 'digits',
    path: '/digits',
    format: 'folders',
    fingerprint: 'f',
    classes: ['0', '1'],
    width: 20,
    height: 20,
    images: { train: 100, validation: 10, test: 10 },
  },
  architecture: '400-128-2 relu',
  parameters: 1,
  epochs: 20,
  bestEpoch: null,
  best: null,
  last: null,
  seconds: 1,
  hasModel: true,
  note: '',
  tags: [],
  starred: false,
  archived: false,
  colour: null,
  tail: [],
  sweepId: null,
  parent: null,
  environment: {},
  history: [],
  events: [],
  ...values,
});

describe('facts of a run', () => {
  it('is judged on test images, else validation, else training', () => {
    expect(accuracyOf(record())).toBe(0.6);
    expect(accuracyOf(record({ testAccuracy: null }))).toBe(0.7);
    expect(accuracyOf(record({ testAccuracy: null, validationAccuracy: null }))).toBe(0.8);
    expect(accuracyOf(null)).toBeNull();
  });

  it('goes on only when it ended early', () => {
    expect(canResume(run({ state: 'interrupted', epochs: 3 }))).toBe(true);
    expect(canResume(run({ state: 'stopped', epochs: 20 }))).toBe(false);
    expect(canResume(run({ state: 'running', epochs: 3 }))).toBe(false);
    expect(canResume(run({ state: 'done', epochs: 3 }))).toBe(false);
    const vanished = { code: 'dataset.vanished', values: { path: '/digits' } } as const;
    expect(canResume(run({ state: 'failed', epochs: 3, error: vanished }))).toBe(true);
    const exploded = {
      code: 'training.nonFinite',
      values: { loss: 'NaN', epoch: 4, batch: 1 },
    } as const;
    expect(canResume(run({ state: 'failed', epochs: 3, error: exploded }))).toBe(false);
  });

  it('tells what differs from its preset, leaving out what has no effect', () => {
    const book = presetHyperparameters('book');
    expect(changedFromPreset(run({ preset: 'book', hyperparameters: book }))).toEqual([]);
    const changed: Hyperparameters = { ...book, epochs: 1, momentum: 0.5 };
    expect(changedFromPreset(run({ preset: 'book', hyperparameters: changed }))).toEqual([
      'epochs',
    ]);
  });

  it('puts a new learning rate at its fraction of an epoch', () => {
    const at = '2026-01-01T00:00:00.000Z';
    const events: RunDetails['events'] = [
      { kind: 'pause', at, epoch: 1, batch: 3, value: null },
      { kind: 'learningRate', at, epoch: 3, batch: 2, value: 0.05 },
    ];
    // 100 images in batches of 32 are 4 batches.
    expect(rateChangesOf(run({ events }))).toEqual([{ at: 2.5, rate: 0.05 }]);
  });

  it('has an open end only for the epoch under way', () => {
    const progress = {
      runId: 'a',
      epoch: 3,
      epochs: 5,
      batch: 1,
      batches: 4,
      trainLoss: 0.4,
      trainAccuracy: null,
      imagesPerSecond: null,
      secondsLeft: null,
      learningRate: 0.1,
      paused: false,
    };
    expect(pendingPoint(progress, 2, 0.4)).toEqual({ x: 2.25, y: 0.4 });
    expect(pendingPoint(progress, 3, 0.4)).toBeNull();
    expect(pendingPoint(progress, 2, null)).toBeNull();
    expect(pendingPoint(null, 2, 0.4)).toBeNull();
  });
});

describe('the order of runs', () => {
  const runs: RunSummary[] = [
    run({ id: 'a', name: 'Run 10', createdAt: '2026-01-02', best: record({ testAccuracy: 0.9 }) }),
    run({ id: 'b', name: 'Run 9', createdAt: '2026-01-03', best: null, preset: null }),
    run({ id: 'c', name: 'run 1', createdAt: '2026-01-01', best: record({ testAccuracy: 0.95 }) }),
  ];
  const ids = (sorted: RunSummary[]): string => sorted.map(({ id }) => id).join('');

  it('is newest first', () => {
    expect(ids(sortRuns(runs, newestFirst))).toBe('bac');
  });

  it('reads numbers in names', () => {
    expect(ids(sortRuns(runs, { column: 'name', descending: false }))).toBe('cba');
  });

  it('keeps runs without a value last in both directions', () => {
    expect(ids(sortRuns(runs, { column: 'best', descending: true }))).toBe('cab');
    expect(ids(sortRuns(runs, { column: 'best', descending: false }))).toBe('acb');
  });

  it('starts each column in its natural direction and turns it around', () => {
    const byName = nextOrder(newestFirst, 'name');
    expect(byName).toEqual({ column: 'name', descending: false });
    expect(nextOrder(byName, 'name')).toEqual({ column: 'name', descending: true });
    expect(nextOrder(byName, 'best')).toEqual({ column: 'best', descending: true });
  });
});

describe('the filter', () => {
  const runs: RunSummary[] = [
    run({ id: 'a', name: 'First one', tags: ['good'], best: record({ testAccuracy: 0.9 }) }),
    run({
      id: 'b',
      name: 'Second',
      note: 'with one seed',
      best: record({ testAccuracy: 0.97 }),
      hyperparameters: { ...defaultHyperparameters, learningRate: 0.01, optimiser: 'sgd' },
    }),
    run({ id: 'c', name: 'Third', archived: true }),
  ];
  const found = (typed: string, archived = false): string =>
    filterRuns(runs, typed, {
      archived,
      recipeOf: (each) => `rate ${each.hyperparameters.learningRate}`,
    })
      .map(({ id }) => id)
      .join('');

  it('finds all words anywhere in a row', () => {
    expect(found('')).toBe('ab');
    expect(found('ONE')).toBe('ab');
    expect(found('one second')).toBe('b');
    expect(found('0.01')).toBe('b');
    expect(found('nothing')).toBe('');
  });

  it('compares values', () => {
    expect(found('best>0.95')).toBe('b');
    expect(found('best<=0.9')).toBe('a');
    expect(found('learningrate=0.01 optimiser=sgd')).toBe('b');
    expect(found('learningRate>0.005 second')).toBe('b');
    expect(found('tag=good')).toBe('a');
    // Momentum has no effect with either optimiser.
    expect(found('momentum>0')).toBe('');
    expect(found('best>much')).toBe('');
  });

  it('leaves out the archive until it is asked for', () => {
    expect(found('', true)).toBe('abc');
  });
});

describe('a comparison', () => {
  it('has what differs first and leaves out what no run uses', () => {
    const rows = compareRows([
      { ...defaultHyperparameters, learningRate: 0.01 },
      { ...defaultHyperparameters, optimiser: 'momentum' },
    ]);
    expect(rows.filter((row) => row.differs).map((row) => row.name)).toEqual([
      'optimiser',
      'learningRate',
      'momentum',
    ]);
    expect(rows.slice(0, 3).every((row) => row.differs)).toBe(true);
    expect(rows[2].values).toEqual([null, 0.9]);
    expect(rows.some((row) => row.name === 'startSpread')).toBe(false);
  });

  it('knows when the images were not the same', () => {
    const other = run({ dataset: { ...run().dataset, fingerprint: 'g' } });
    expect(sameData([run(), run()])).toBe(true);
    expect(sameData([run(), other])).toBe(false);
  });
});
