import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { asFilesAre } from '../../src-shared/preparation.ts';
import { usualPicture } from '../../src-shared/prediction.ts';
import { defaultSettings } from '../../src-shared/settings.ts';
import { readModelFile } from '../models/model-file.ts';
import { type Desk, desk, strokeDataset } from '../testing/desk.ts';
import { begin, ended, epochsOf, range } from '../testing/stroke-runs.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { checkpointPath, modelPath } from '../training/checkpoints.ts';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'resources/sample');

const weights = (file: string): Uint8Array =>
  Buffer.concat(
    [...readModelFile(file).file.tensors.values()].map(({ values }) => Buffer.from(values.buffer)),
  );

describe('a run in its thread', () => {
  it('tells its job, its progress and its epochs, and leaves a model', async () => {
    const at = desk();
    const { id } = begin(at, { epochs: 3 });
    expect(at.jobs.list()).toMatchObject([{ kind: 'train', runId: id, canPause: true }]);
    await ended(at, id, 'done');
    expect(epochsOf(at, id)).toEqual([1, 2, 3]);
    expect(at.history.runs.summary(id)).toMatchObject({ state: 'done', epochs: 3, hasModel: true });
    const job = await at.heard('jobs', (jobs) => jobs.some(({ state }) => state === 'done'));
    expect(job.at(-1)).toMatchObject({ runId: id, error: null });
    expect(at.jobs.list()).toEqual([]);
    expect(at.told.some(({ event }) => event === 'progress')).toBe(true);
    expect(readModelFile(modelPath(at.training.folderOf(id))).info.labels).toEqual([
      'horizontal',
      'vertical',
      'diagonal',
    ]);
  });

  it('computes with all processors, or as many as it is told, and records how many', async () => {
    const folder = temporaryFolder();
    const at = desk(folder);
    const { id } = begin(at);
    await ended(at, id, 'done');
    await ended(at, begin(at, {}, strokeDataset(), 1).id, 'done');
    await ended(at, begin(at, {}, strokeDataset(), 999).id, 'done');
    const database = new Sqlite(join(folder, 'runs.db'), { readonly: true });
    const rows = database.prepare('SELECT environment FROM runs ORDER BY rowid').pluck().all();
    database.close();
    const processors = availableParallelism();
    expect(rows.map((row) => JSON.parse(String(row)).threads)).toEqual([
      String(processors),
      '1',
      String(processors),
    ]);
  });

  it('paused and continued, stopped and resumed, shut down and resumed: always the same bits', async () => {
    const at = desk();
    const epochs = 40;
    const whole = begin(at, { epochs });
    await ended(at, whole.id, 'done');

    const folder = temporaryFolder();
    const first = desk(folder);
    const { id } = begin(first, { epochs });
    const [job] = first.jobs.list();
    await first.heard('epoch', ({ record }) => record.epoch === 2);
    first.jobs.pause(job.id);
    await first.heard('jobs', (jobs) => jobs.some(({ state }) => state === 'paused'));
    const standing = epochsOf(first, id).length;
    await new Promise((later) => setTimeout(later, 300));
    expect(epochsOf(first, id).length).toBe(standing);
    first.jobs.goOn(job.id);
    await first.heard('epoch', ({ record }) => record.epoch === standing + 2);
    first.jobs.cancel(job.id);
    const stopped = await ended(first, id, 'stopped');
    expect(stopped.epochs).toBeLessThan(epochs);
    first.training.resume(id, strokeDataset());
    await first.heard('epoch', ({ record }) => record.epoch > stopped.epochs + 1);
    await first.shutDown();

    const second = desk(folder);
    expect(second.history.runs.summary(id).state).toBe('interrupted');
    second.training.resume(id, strokeDataset());
    await ended(second, id, 'done');
    expect(epochsOf(second, id)).toEqual(range(epochs));
    const kinds = second.history.epochs.eventsOfRun(id).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'stop')).toEqual([
      'pause',
      'continue',
      'resume',
      'interrupted',
      'resume',
    ]);
    for (const file of [checkpointPath, modelPath])
      expect(weights(file(second.training.folderOf(id)))).toEqual(
        weights(file(at.training.folderOf(whole.id))),
      );
    const losses = (d: Desk, run: string) =>
      d.history.epochs.ofRun(run).map(({ trainLoss }) => trainLoss);
    expect(losses(second, id)).toEqual(losses(at, whole.id));
  });

  it('takes a new learning rate while it runs and keeps it in its record', async () => {
    const at = desk();
    const { id } = begin(at, { epochs: 60 });
    await at.heard('epoch', ({ record }) => record.epoch === 2);
    at.training.setLearningRate(id, 0.004);
    await ended(at, id, 'done');
    expect(at.history.epochs.eventsOfRun(id)).toMatchObject([
      { kind: 'learningRate', value: 0.004 },
    ]);
    expect(at.history.runs.summary(id).last?.learningRate).toBe(0.004);
    expect(() => at.training.setLearningRate(id, 0.1)).toThrow('training.notRunning');
  });

  it('stops early, and has that in its record', async () => {
    const at = desk();
    const { id } = begin(at, {
      epochs: 60,
      optimiser: 'sgd',
      learningRate: 1e-30,
      earlyStopping: 3,
    });
    const run = await ended(at, id, 'done');
    expect(run.epochs).toBe(4);
    expect(at.history.epochs.eventsOfRun(id)).toMatchObject([
      { kind: 'earlyStop', epoch: 4, value: 3 },
    ]);
    expect(at.jobs.list()).toEqual([]);
  });

  it('refuses to go by validation images where there are none', () => {
    const at = desk();
    const dataset = strokeDataset();
    const go = (hyperparameters: Partial<Hyperparameters>) =>
      at.training.start({
        dataset,
        preset: null,
        name: null,
        hyperparameters: { ...defaultHyperparameters, validationFraction: 0, ...hyperparameters },
        origin: 'app',
      });
    for (const change of [{ earlyStopping: 1 }, { schedule: 'plateau' } as const])
      expect(() => go(change)).toThrow('hyperparameter.needsValidation');
    expect(at.history.runs.count()).toBe(0);
  });

  it('refuses a learning rate that is none', () => {
    const at = desk();
    const { id } = begin(at, { epochs: 100 });
    for (const rate of [-1, 0, NaN, Infinity])
      expect(() => at.training.setLearningRate(id, rate)).toThrow('hyperparameter.');
    expect(() => begin(at, { learningRate: NaN })).toThrow('hyperparameter.notANumber');
  });

  it('fails with its reason when the loss runs away', async () => {
    const at = desk();
    const { id } = begin(at, {
      loss: 'squaredError',
      outputActivation: 'linear',
      optimiser: 'sgd',
      learningRate: 90,
    });
    const run = await ended(at, id, 'failed');
    expect(run.error?.code).toBe('training.nonFinite');
  });

  it('refuses to go on with other data', async () => {
    const at = desk();
    const { id } = begin(at, { epochs: 200 });
    await at.heard('epoch', () => true);
    expect(() => at.training.resume(id, strokeDataset())).toThrow('run.isTraining');
    at.jobs.cancel(at.jobs.list()[0].id);
    await ended(at, id, 'stopped');
    expect(() => at.training.resume(id, strokeDataset(8))).toThrow('training.otherData');
  });

  it('deletes runs with their files, but none that is training', async () => {
    const at = desk();
    const { id } = begin(at, { epochs: 200 });
    await at.heard('epoch', () => true);
    await expect(at.runs.delete([id])).rejects.toThrow('run.isTraining');
    at.jobs.cancel(at.jobs.list()[0].id);
    await ended(at, id, 'stopped');
    await at.runs.delete([id]);
    expect(() => readFileSync(modelPath(at.training.folderOf(id)))).toThrow('ENOENT');
    expect(at.history.runs.list()).toEqual([]);
  });
});

describe('the data sets', () => {
  it('opens the sample, remembers it, and gives pages of it', async () => {
    const at = desk();
    const { summary } = await at.datasets.open(sample);
    expect(at.datasets.current()).toEqual(summary);
    expect(await at.datasets.recent()).toMatchObject([
      { path: sample, name: 'sample', exists: true },
    ]);
    const page = await at.datasets.samples({
      datasetId: summary.id,
      split: 'test',
      label: 3,
      offset: 10,
      limit: 5,
    });
    expect(page.total).toBe(100);
    expect(page.samples.map(({ label, split }) => [label, split])).toEqual(
      Array(5).fill([3, 'test']),
    );
    expect(page.pixels).toHaveLength(5 * 400);
    await expect(
      at.datasets.samples({ datasetId: 'old', split: null, label: null, offset: 0, limit: 1 }),
    ).rejects.toThrow('dataset.notOpen');
    const settings = { ...defaultHyperparameters, rotation: 10 };
    const changed = await at.datasets.augmented({ datasetId: summary.id, settings, round: 0 });
    expect(changed.pixels).toHaveLength(2 * 6 * 400);
    await expect(at.datasets.augmented({ datasetId: 'old', settings, round: 0 })).rejects.toThrow(
      'dataset.notOpen',
    );
    const [{ token }] = await at.datasets.recent();
    expect(await at.datasets.forgetRecent(token)).toEqual([]);
  });

  it('cancels an opening when it is told to, or when another is asked for', async () => {
    const at = desk();
    const first = at.datasets.open(sample);
    const second = at.datasets.open(sample);
    await expect(first).rejects.toThrow('dataset.cancelled');
    const { summary } = await second;
    expect(at.datasets.current()?.id).toBe(summary.id);
    const third = at.datasets.open(sample);
    at.jobs.cancel(at.jobs.list()[0].id);
    await expect(third).rejects.toThrow('dataset.cancelled');
    expect(at.datasets.current()?.id).toBe(summary.id);
  });

  it('keeps the open one when another can not be opened', async () => {
    const at = desk();
    const { summary } = await at.datasets.open(sample);
    await expect(at.datasets.open(temporaryFolder())).rejects.toThrow('dataset.empty');
    expect(at.datasets.current()?.id).toBe(summary.id);
    const job = await at.heard('jobs', (jobs) => jobs.some(({ state }) => state === 'failed'));
    expect(job.find(({ state }) => state === 'failed')?.error?.code).toBe('dataset.empty');
  });

  it('remembers how a folder is to be read, and shows beforehand what that gives', async () => {
    const at = desk();
    const folder = temporaryFolder();
    const png = (value: number) =>
      encode({ width: 4, height: 4, data: new Uint8Array(16).fill(value), channels: 1, depth: 8 });
    for (const [i, name] of ['x-a-1', 'x-b-2', 'x-a-3', 'x-b-4'].entries())
      writeFileSync(join(folder, `${name}.png`), png(i));
    await expect(at.datasets.open(folder)).rejects.toThrow('dataset.unknownFormat');
    expect(await at.datasets.previewNames(folder, null)).toMatchObject({
      ...{ total: 4, matched: 4, classes: ['x-a', 'x-b'], classCount: 2, isComplete: true },
      suggestion: '{label}-{number}.*',
    });
    expect(await at.datasets.previewNames(folder, 'x-b-{label}.png')).toMatchObject({ matched: 2 });
    await expect(at.datasets.previewNames(folder, 'x')).rejects.toThrow('pattern.noLabel');
    expect(await at.datasets.previewSheet(folder)).toMatchObject({ width: 4, suggestion: null });
    const how = { namePattern: '*-{label}-*' };
    const { summary } = await at.datasets.open(folder, asFilesAre, how);
    expect(summary).toMatchObject({ classes: ['a', 'b'], reading: how });
    expect((await at.datasets.open(folder)).summary.reading).toEqual(how);
    // A run keeps how its data set was read, for when the folder is no longer remembered.
    const small = { epochs: 1, hiddenLayers: [2], batchSize: 2, validationFraction: 0 };
    const { id } = begin(at, small, await at.datasets.open(folder));
    await ended(at, id, 'done');
    await at.datasets.open(sample);
    await at.datasets.forgetRecent((await at.datasets.recent())[1].token);
    expect((await at.datasetOf(id)).summary).toMatchObject({ classes: ['a', 'b'], reading: how });
    // To read it as its files say is a wish, too.
    await expect(at.datasets.open(folder, asFilesAre, {})).rejects.toThrow('dataset.unknownFormat');
  });
  it('marks a recent folder that is gone', async () => {
    const at = desk();
    const folder = join(temporaryFolder(), 'copy');
    for (const name of ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz']) {
      await import('node:fs/promises').then(({ mkdir }) => mkdir(folder, { recursive: true }));
      writeFileSync(join(folder, name), readFileSync(join(sample, name)));
    }
    await at.datasets.open(folder);
    renameSync(folder, `${folder}-moved`);
    expect(await at.datasets.recent()).toMatchObject([{ exists: false }]);
    rmSync(`${folder}-moved`, { recursive: true });
  });
});

describe('asking a model', () => {
  it('answers about a sample, and refuses one that does not exist', async () => {
    const at = desk();
    const dataset = await at.datasets.open(sample);
    const { id } = begin(at, { epochs: 2, hiddenLayers: [16], batchSize: 32 }, dataset);
    await expect(
      at.models.predictSample({ runId: id, weights: 'best' }, dataset, 0),
    ).rejects.toThrow('run.noModel');
    await ended(at, id, 'done');
    let right = 0;
    for (let index = 4000; index < 4050; index++) {
      const answer = await at.models.predictSample({ runId: id, weights: 'best' }, dataset, index);
      expect(answer.outputs.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(answer.expected).toBe(new Uint16Array(dataset.labels)[index]);
      if (answer.label === answer.expected) right += 1;
    }
    expect(right).toBeGreaterThan(35);
    await expect(
      at.models.predictSample({ runId: id, weights: 'best' }, dataset, 5000),
    ).rejects.toThrow('dataset.sampleIndex');
    const noImage = at.paths.tokenFor(join(root, 'package.json'));
    await expect(
      at.models.predictPicture({ runId: id, weights: 'best' }, noImage, usualPicture),
    ).rejects.toThrow('image.');
    await expect(
      at.models.predictPicture({ file: noImage.token }, noImage, usualPicture),
    ).rejects.toThrow('model.');
  });
});

describe('the settings', () => {
  it('are remembered, told, and survive what they do not know', () => {
    const folder = temporaryFolder();
    const first = desk(folder);
    expect(first.settings.set({ theme: 'dark' })).toMatchObject({
      theme: 'dark',
      language: 'system',
    });
    expect(first.told.at(-1)).toMatchObject({
      event: 'settings',
      payload: { ...defaultSettings, theme: 'dark' },
    });
    first.history.settings.set('settings', { theme: 'dark', language: 'klingon' });
    expect(desk(folder).settings.get()).toEqual(defaultSettings);
  });
});

describe('another program on the same history', () => {
  it('is noticed: a run that it adds, trains and deletes', async () => {
    const folder = temporaryFolder();
    const window = desk(folder);
    const terminal = desk(folder);
    const { id } = begin(terminal, { epochs: 5 });
    await window.heard('run', (run) => run.id === id && run.epochs === 5 && run.state === 'done');
    await terminal.runs.delete([id]);
    await window.heard('runsDeleted', (ids) => ids.includes(id));
  });
});
