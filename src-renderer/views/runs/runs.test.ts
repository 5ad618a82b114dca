import { describe, expect, it } from 'vitest';
import {
  defaultHyperparameters,
  type Hyperparameters,
} from '../../../src-shared/hyperparameters.ts';
import { presetHyperparameters } from '../../../src-shared/presets.ts';
import type { EpochRecord, RunDetails, RunSummary } from '../../../src-shared/run.ts';
import { against } from './against.ts';
import { compareRows, sameData } from '../../../src-shared/compare/rows.ts';
import { verdictOf } from '../../../src-shared/compare/verdict.ts';
import { curveOf, curveSeries, seedGroups } from '../../../src-shared/compare/curves.ts';
import {
  accuracyOf,
  canResume,
  changedFromPreset,
  pendingPoint,
  rateChangesOf,
} from '../../../src-shared/run-facts.ts';
import { filterRuns } from './filter-runs.ts';
import { brushed, parameterAxis } from './parallel.ts';
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
  keepEvery: 0,
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

describe('curves', () => {
  const history = [
    record({ epoch: 1, seconds: 2, testAccuracy: 0.5 }),
    record({ epoch: 2, seconds: 3, testAccuracy: null }),
    record({ epoch: 3, seconds: 3, testAccuracy: 0.7 }),
  ];

  it('go by epochs, batches or seconds, past what was not measured', () => {
    const xs = (over: 'epoch' | 'step' | 'time') =>
      curveOf(history, 'testAccuracy', over, 10).map(({ x }) => x);
    expect(xs('epoch')).toEqual([1, 3]);
    expect(xs('step')).toEqual([10, 30]);
    expect(xs('time')).toEqual([2, 8]);
  });

  it('of seeds become a mean with a band, and others stay alone', () => {
    const seed = (id: string, seedOf: number, learningRate = 0.1): RunSummary =>
      run({ id, hyperparameters: { ...defaultHyperparameters, seed: seedOf, learningRate } });
    const groups = seedGroups([seed('a', 1), seed('b', 1, 0.2), seed('c', 2)]);
    expect(groups.map((group) => group.map(({ id }) => id).join(''))).toEqual(['ac', 'b']);
    const accuracy: Record<string, number> = { a: 0.8, b: 0.6, c: 0.9 };
    const series = curveSeries(
      groups.map((runs, style) => ({ runs, label: runs[0].id, style })),
      ({ id }) => [record({ testAccuracy: accuracy[id], seconds: accuracy[id] * 10 })],
      () => 10,
      'testAccuracy',
      { over: 'time', weight: 0 },
    );
    expect(series[0].points).toHaveLength(1);
    expect(series[0].points[0].x).toBeCloseTo(8.5);
    expect(series[0].points[0].y).toBeCloseTo(0.85);
    expect(series[0].points[0].deviation).toBeCloseTo(0.1 / Math.SQRT2);
    expect(series[1].points).toEqual([{ x: 6, y: 0.6 }]);
  });
});

describe('what changed and what it did', () => {
  const made = (learningRate: number, seed: number, testAccuracy: number): RunSummary =>
    run({
      id: `${learningRate}-${seed}`,
      hyperparameters: { ...defaultHyperparameters, learningRate, seed },
      best: record({ testAccuracy }),
    });
  const figure = ({ best }: RunSummary) => best?.testAccuracy ?? null;

  it('is one value instead of another, with its seeds', () => {
    const verdict = verdictOf(
      [made(0.1, 1, 0.9), made(0.1, 2, 0.91), made(0.3, 1, 0.8), made(0.3, 2, 0.81)],
      figure,
    );
    expect(verdict).toMatchObject({
      kind: 'two',
      name: 'learningRate',
      before: { value: 0.1, spread: { count: 2 } },
      after: { value: 0.3, spread: { count: 2 } },
      difference: 'beyond',
    });
  });

  it('is chance where only the seed differs', () => {
    expect(verdictOf([made(0.1, 1, 0.9), made(0.1, 2, 0.8)], figure)).toMatchObject({
      kind: 'seeds',
      side: { spread: { count: 2 } },
    });
  });

  it('is the best and the worst of many', () => {
    const verdict = verdictOf([made(0.1, 1, 0.9), made(0.3, 1, 0.8), made(1, 1, 0.1)], figure);
    expect(verdict).toMatchObject({
      kind: 'many',
      best: { value: 0.1 },
      worst: { value: 1 },
      difference: 'unknown',
    });
    expect(verdictOf([made(0.1, 1, 0.9)], figure)).toBeNull();
  });

  it('stands against the value, apart by what else varies', () => {
    const runs = [made(0.1, 1, 0.9), made(0.1, 2, 0.8), made(1, 1, 0.1)];
    const { series, xScale, xTicks } = against('learningRate', [], runs, figure, () => '');
    expect([xScale, xTicks, series.length]).toEqual(['log', null, 1]);
    expect(series[0].points.map(({ x }) => x)).toEqual([0.1, 1]);
    expect(series[0].points[0].y).toBeCloseTo(0.85);
    expect(against('learningRate', ['seed'], runs, figure, () => '').series).toHaveLength(2);
  });

  it('stands side by side, and brushes let some through', () => {
    const runs = [made(0.01, 1, 0.9), made(0.1, 2, 0.8), made(1, 1, 0.1)];
    const axis = parameterAxis('learningRate', 'rate', runs, () => '');
    expect(runs.map((each) => axis.placeOf(each)?.toFixed(2))).toEqual(['0.00', '0.50', '1.00']);
    expect(
      axis.placeOf(
        run({ hyperparameters: { ...defaultHyperparameters, method: 'nearestNeighbours' } }),
      ),
    ).toBeNull();
    const pass = (low: number, high: number) =>
      brushed(runs, [axis], new Map([['learningRate', [low, high]]])).map(({ id }) => id);
    expect(pass(0, 1)).toHaveLength(3);
    expect(pass(0.5, 1)).toEqual(['0.1-2', '1-1']);
    expect(pass(0.6, 0.7)).toEqual([]);
  });
});
