import { describe, expect, it } from 'vitest';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { SweepPlan } from '../../src-shared/sweep.ts';
import { readModelFile } from '../models/model-file.ts';
import { barsFolder, sample } from '../testing/command-line.ts';
import { type Desk, desk, strokeDataset } from '../testing/desk.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { checkpointPath, keptPath, modelPath, startPath } from '../training/checkpoints.ts';
import { createTrainingQueue } from './training-queue.ts';

const small: Partial<Hyperparameters> = {
  hiddenLayers: [10],
  loss: 'softmaxCrossEntropy',
  batchSize: 9,
  epochs: 4,
};
const what = (change: Partial<Hyperparameters> = {}) => ({
  dataset: strokeDataset(),
  preset: null,
  name: null,
  hyperparameters: { ...defaultHyperparameters, ...small, ...change },
  origin: 'app' as const,
});
const plan = (change: Partial<SweepPlan> = {}): SweepPlan => ({
  axes: [{ name: 'learningRate', values: [0.001, 0.01, 0.1] }],
  seeds: 2,
  search: 'grid',
  draws: 1,
  drawSeed: 1,
  stopHopeless: false,
  ...change,
});
const ended = (at: Desk, id: string) =>
  at.heard('run', (run) => run.id === id && !['queued', 'running'].includes(run.state));
const allEnded = (at: Desk, ids: readonly string[]) => Promise.all(ids.map((id) => ended(at, id)));
const stateOf = (at: Desk, id: string) => at.history.runs.summary(id).state;
const long = { epochs: 5000 };
const tensorsIn = (file: string) =>
  Object.fromEntries([...readModelFile(file).file.tensors].map(([name, t]) => [name, t.values]));
const bitsOf = (at: Desk, id: string) => tensorsIn(checkpointPath(at.training.folderOf(id)));

describe('the queue', () => {
  it('trains as many at once as it has places for, and the next when one ends', async () => {
    const at = desk();
    at.settings.set({ runsAtOnce: 1 });
    const [a, b, c] = [what(long), what(), what()].map((one) => at.queue.add(one).id);
    expect([a, b, c].map((id) => stateOf(at, id))).toEqual(['running', 'queued', 'queued']);
    expect(at.queue.state()).toMatchObject({ runIds: [b, c], paused: false });
    expect(at.jobs.list()).toContainEqual(expect.objectContaining({ kind: 'queue', subject: '2' }));
    at.queue.move(c, 0);
    expect(at.queue.state().runIds).toEqual([c, b]);
    at.training.stop(a);
    await allEnded(at, [a, b, c]);
    expect([a, b, c].map((id) => stateOf(at, id))).toEqual(['stopped', 'done', 'done']);
    const times = [c, b].map((id) => at.history.runs.summary(id).endedAt ?? '');
    expect(times).toEqual(times.toSorted());
    expect(at.jobs.list()).toEqual([]);
  });

  it('shares the processors out among those that train at once', () => {
    const at = desk();
    const queue = createTrainingQueue({
      ...at,
      broadcast: () => undefined,
      settings: { get: () => ({ ...at.settings.get(), runsAtOnce: 4 }) },
      datasetOf: async () => strokeDataset(),
      processors: 8,
    });
    const ids = [1, 2, 3, 4, 5].map(() => queue.addOnly(what(long)).id);
    queue.pump();
    const threads = ids.map((id) => at.history.runs.details(id).environment['threads']);
    expect(ids.map((id) => stateOf(at, id))).toEqual([...Array(4).fill('running'), 'queued']);
    expect(threads.slice(0, 4)).toEqual(['2', '2', '2', '2']);
    queue.cancel(ids);
    queue.shutDown();
  });

  it('starts nothing while it is paused, except for a person who asks for one run', async () => {
    const at = desk();
    at.settings.set({ runsAtOnce: 1 });
    at.queue.pause();
    const waiting = at.queue.add(what());
    expect(waiting.state).toBe('queued');
    const asked = at.queue.add(what(), { ownTurn: true });
    expect(asked.state).toBe('running');
    await ended(at, asked.id);
    expect(stateOf(at, waiting.id)).toBe('queued');
    at.queue.goOn();
    await ended(at, waiting.id);
    expect(stateOf(at, waiting.id)).toBe('done');
  });

  it('keeps what is taken out of it as stopped, and that can still be trained', async () => {
    const at = desk();
    at.queue.pause();
    const { id } = at.queue.add(what());
    at.queue.cancel([id]);
    expect(stateOf(at, id)).toBe('stopped');
    expect(at.queue.state().runIds).toEqual([]);
    at.queue.resume(id, strokeDataset());
    await at.heard('run', (run) => run.id === id && run.state === 'done');
  });

  it('survives the end of its program, waits for a person, and then goes on to the same bits', async () => {
    const reference = desk();
    const whole = reference.training.start(what());
    await ended(reference, whole.id);

    const folder = temporaryFolder();
    const first = desk(folder, { hasWindow: true });
    first.settings.set({ runsAtOnce: 1 });
    first.queue.pause();
    const { id } = first.queue.add(what());
    await first.shutDown();

    // The process is the same one here; a dead one's runs are those of no living process.
    const second = desk(folder, { hasWindow: true });
    expect(second.history.runs.summary(id).state).toBe('queued');
    expect(second.queue.state()).toEqual({ runIds: [id], paused: true, leftOver: true });
    const data = strokeDataset();
    second.datasets.withFingerprint = () => Promise.resolve(data);
    second.queue.goOn();
    await ended(second, id);
    const bits = (at: Desk, run: string) =>
      [...readModelFile(modelPath(at.training.folderOf(run))).file.tensors.values()].map(
        ({ values }) => values,
      );
    expect(bits(second, id)).toEqual(bits(reference, whole.id));
  });
});

describe('a queue from last time', () => {
  it('opens the data sets of its runs by itself, many runs at once', async () => {
    const folder = temporaryFolder();
    const first = desk(folder, { hasWindow: true });
    first.queue.pause();
    const dataset = await first.datasets.open(sample);
    const ids = [1, 2, 3].map(() => first.queue.add({ ...what({ epochs: 1 }), dataset }).id);
    const bars = await first.datasets.open(barsFolder());
    ids.push(first.queue.add({ ...what({ epochs: 1 }), dataset: bars }).id);
    await first.shutDown();

    const second = desk(folder, { hasWindow: true });
    second.settings.set({ runsAtOnce: 4 });
    expect(second.queue.state()).toMatchObject({ runIds: ids, leftOver: true });
    second.queue.goOn();
    await allEnded(second, ids);
    expect(ids.map((id) => second.history.runs.summary(id))).toEqual(
      ids.map(() => expect.objectContaining({ state: 'done', error: null })),
    );
  });

  it('keeps its runs when the opening is cancelled', async () => {
    const folder = temporaryFolder();
    const first = desk(folder, { hasWindow: true });
    first.queue.pause();
    const { id } = first.queue.add({ ...what(), dataset: await first.datasets.open(sample) });
    await first.shutDown();
    const second = desk(folder, { hasWindow: true });
    second.queue.goOn();
    await second.heard('jobs', (jobs) => jobs.some(({ kind }) => kind === 'open'));
    const [opening] = second.jobs.list().filter(({ kind }) => kind === 'open');
    second.jobs.cancel(opening.id);
    await second.heard(
      'queue',
      ({ paused, runIds, leftOver }) => paused && !leftOver && runIds[0] === id,
    );
    expect(stateOf(second, id)).toBe('queued');
    second.queue.goOn();
    expect((await ended(second, id)).state).toBe('done');
  });
});

describe('a sweep', () => {
  it('makes a run for each value and seed, and is stored with them', async () => {
    const folder = temporaryFolder();
    const at = desk(folder);
    const sweep = await at.sweeps.start({ ...what({ epochs: 1 }), plan: plan() });
    expect(sweep.runIds).toHaveLength(6);
    await allEnded(at, sweep.runIds);
    const runs = sweep.runIds.map(at.history.runs.summary);
    expect(runs.map(({ hyperparameters: h }) => [h.learningRate, h.seed])).toEqual(
      [1, 2].flatMap((seed) => [0.001, 0.01, 0.1].map((rate) => [rate, seed])),
    );
    expect(new Set(runs.map(({ sweepId }) => sweepId))).toEqual(new Set([sweep.id]));
    await at.shutDown();
    expect(desk(folder).sweeps.list()).toEqual([sweep]);
  });

  it('leaves nothing behind when a run of it is impossible', async () => {
    const at = desk();
    const axes = [{ name: 'hiddenLayers' as const, values: [[8], ['conv5x5x4', 'maxpool16']] }];
    await expect(at.sweeps.start({ ...what(), plan: plan({ axes }) })).rejects.toThrow('layer.');
    expect(at.history.runs.list()).toEqual([]);
    expect(at.sweeps.list()).toEqual([]);
    expect(at.queue.state().runIds).toEqual([]);
  });

  it('ends hopeless runs early by the median rule, and says so in their record', async () => {
    const at = desk();
    at.settings.set({ runsAtOnce: 1 });
    const axes = [{ name: 'learningRate' as const, values: [0.01, 0.02, 1e-12] }];
    const sweep = await at.sweeps.start({
      ...what({ epochs: 60 }),
      plan: plan({ axes, seeds: 1, stopHopeless: true }),
    });
    await allEnded(at, sweep.runIds);
    const runs = sweep.runIds.map(at.history.runs.details);
    expect(runs.map(({ state }) => state)).toEqual(['done', 'done', 'stopped']);
    expect(runs[2].epochs).toBeLessThan(60);
    expect(runs[2].events.map(({ kind }) => kind)).toContain('medianStop');
    // It was not a person who stopped it: going on with the sweep leaves it as it is.
    at.sweeps.goOn(sweep.id);
    expect(at.queue.state().runIds).toEqual([]);
  });

  it('is stopped and goes on as a whole; without it its runs stay', async () => {
    const at = desk();
    at.settings.set({ runsAtOnce: 1 });
    const sweep = await at.sweeps.start({ ...what(long), plan: plan() });
    at.sweeps.stop(sweep.id);
    await allEnded(at, sweep.runIds);
    expect(sweep.runIds.map((id) => stateOf(at, id))).toEqual(Array(6).fill('stopped'));
    at.queue.pause();
    at.sweeps.goOn(sweep.id);
    expect(at.queue.state().runIds).toEqual(sweep.runIds);
    at.queue.cancel(sweep.runIds);
    at.sweeps.delete(sweep.id);
    expect(at.history.runs.list().map(({ sweepId }) => sweepId)).toEqual(Array(6).fill(null));
  });
});

describe('a run again', () => {
  it('comes to the same bits with the same seed, and to others with a new one', async () => {
    const at = desk();
    const first = at.training.start(what());
    await ended(at, first.id);
    const again = at.runs.again(first.id, 'again', strokeDataset());
    const other = at.runs.again(first.id, 'newSeed', strokeDataset());
    await allEnded(at, [again.id, other.id]);
    const losses = (id: string) => at.history.epochs.ofRun(id).map(({ trainLoss }) => trainLoss);
    expect(losses(again.id)).toEqual(losses(first.id));
    expect(losses(other.id)).not.toEqual(losses(first.id));
    expect(again.parent).toEqual({ runId: first.id, how: 'again', differs: [] });
    expect(other.hyperparameters.seed).toBe(2);
    const elsewhere = at.runs.again(first.id, 'again', strokeDataset(9));
    expect(elsewhere.parent?.differs).toEqual(['data']);
  });

  it.each([{}, { hiddenLayers: ['conv3x3x4', 'maxpool2', 'dropout0.5', 8], rotation: 5 } as const])(
    'comes to the same bits with any number of threads: %j',
    async (change) => {
      const at = desk();
      const first = at.training.start({ ...what(change), threads: 1 });
      await ended(at, first.id);
      for (const threads of [2, 3, 4]) {
        const again = at.runs.descendant(first.id, 'again', strokeDataset());
        const { id } = at.training.start({ ...again, threads });
        await ended(at, id);
        expect(bitsOf(at, id)).toEqual(bitsOf(at, first.id));
      }
    },
  );

  it('says what is not as it was: data, version, machine, a rate that was set by hand', async () => {
    const folder = temporaryFolder();
    const old = desk(folder, { environment: { inkling: '0.0.9', processor: 'another' } });
    const { id } = old.training.start(what(long));
    await old.heard('epoch', () => true);
    old.training.setLearningRate(id, 0.5);
    await old.heard('epoch', ({ record }) => record.learningRate === 0.5);
    await old.shutDown();

    const now = desk(folder, { environment: { inkling: '0.1.0', processor: 'this' } });
    const again = now.runs.descendant(id, 'again', strokeDataset(9));
    expect(again.parent?.differs).toEqual(['data', 'version', 'machine', 'rate']);
    // One that goes on in another version keeps both in its record.
    now.training.resume(id, strokeDataset());
    await now.heard('epoch', ({ record }) => record.epoch > 1);
    expect(now.history.runs.details(id).environment).toMatchObject({
      ...{ inkling: '0.0.9, then 0.1.0', processor: 'another, then this' },
    });
    now.training.stop(id);
    await ended(now, id);
  });

  it('branches off: starts from the weights of the other', async () => {
    const at = desk();
    const first = at.training.start(what({ epochs: 40, learningRate: 0.01 }));
    await ended(at, first.id);
    const change = { hyperparameters: { epochs: 1, learningRate: 1e-9, keepBest: false } };
    const branch = at.runs.again(first.id, 'branch', strokeDataset(), change);
    const fresh = at.training.start(what({ ...change.hyperparameters }));
    await allEnded(at, [branch.id, fresh.id]);
    const loss = (id: string) => at.history.runs.summary(id).last?.trainLoss ?? NaN;
    expect(loss(branch.id)).toBeLessThan(loss(fresh.id) / 2);
    const misfit = at.runs.again(first.id, 'branch', strokeDataset(), {
      hyperparameters: { hiddenLayers: [11] },
    });
    expect((await ended(at, misfit.id)).error?.code).toBe('training.otherNetwork');
  });

  it('branches off from any kept epoch, again and again to the same bits, whatever became of it', async () => {
    const at = desk();
    const first = at.training.start({ ...what({ epochs: 6 }), keepEvery: 2 });
    await ended(at, first.id);
    const change = { hyperparameters: { epochs: 2, learningRate: 0.02 } };
    const folderOf = at.training.folderOf;
    const branches: string[] = [];
    // 6 is the last: it is in the checkpoint, too.
    for (const epoch of [2, 4, 6]) {
      const branch = at.runs.again(first.id, 'branch', strokeDataset(), { ...change, epoch });
      expect(branch.parent).toEqual({ runId: first.id, how: 'branch', epoch, differs: [] });
      expect((await ended(at, branch.id)).state).toBe('done');
      branches.push(branch.id);
      const kept = tensorsIn(keptPath(folderOf(first.id), epoch));
      for (const [name, values] of Object.entries(tensorsIn(startPath(folderOf(branch.id)))))
        expect(values, name).toEqual(kept[name]);
    }
    expect(new Set(branches.map((id) => JSON.stringify(bitsOf(at, id)))).size).toBe(3);

    const missing = at.runs.again(first.id, 'branch', strokeDataset(), { ...change, epoch: 3 });
    expect((await ended(at, missing.id)).error?.code).toBe('run.noWeights');

    // The run that they came from is made longer, then deleted: a branch of it needs it no more.
    at.training.lengthen(first.id, 8);
    at.training.resume(first.id, strokeDataset());
    await at.heard('run', ({ id, epochs }) => id === first.id && epochs === 8);
    await at.heard('run', (run) => run.id === first.id && run.epochs === 8 && run.state === 'done');
    await at.runs.delete([first.id]);
    for (const id of branches) {
      const again = at.runs.again(id, 'again', strokeDataset());
      expect(again.parent).toEqual({ runId: id, how: 'again', branched: true, differs: [] });
      await ended(at, again.id);
      expect(bitsOf(at, again.id)).toEqual(bitsOf(at, id));
    }
    at.training.lengthen(branches[0], 3);
    at.training.resume(branches[0], strokeDataset());
    await at.heard(
      'run',
      (run) => run.id === branches[0] && run.state === 'done' && run.epochs === 3,
    );
  });

  it('goes on for more epochs to the bits of a run that had them from the start', async () => {
    const at = desk();
    const short = at.training.start(what({ epochs: 3 }));
    const whole = at.training.start(what({ epochs: 7 }));
    await allEnded(at, [short.id, whole.id]);
    expect(() => at.training.lengthen(short.id, 3)).toThrow('training.notLonger');
    at.training.lengthen(short.id, 7);
    at.queue.resume(short.id, strokeDataset());
    await at.heard('run', (run) => run.id === short.id && run.state === 'done' && run.epochs === 7);
    const bits = (id: string) =>
      [...readModelFile(checkpointPath(at.training.folderOf(id))).file.tensors.values()].map(
        ({ values }) => values,
      );
    expect(bits(short.id)).toEqual(bits(whole.id));
    expect(at.history.epochs.eventsOfRun(short.id)).toMatchObject([
      { kind: 'longer', value: 7 },
      { kind: 'resume' },
    ]);
  });
});

describe('the saved epochs of a run', () => {
  it('are the best and the last, and every so many where that was asked for', async () => {
    const at = desk();
    at.settings.set({ keepEvery: 2 });
    const { id } = at.training.start(what({ epochs: 5 }));
    await ended(at, id);
    const names = async () => (await at.runs.files(id)).map(({ name }) => name).sort();
    const usual = ['checkpoint.safetensors', 'model.safetensors'];
    expect(await names()).toEqual([
      'checkpoint.safetensors',
      'epoch-000002.safetensors',
      'epoch-000004.safetensors',
      'model.safetensors',
    ]);
    const kept = readModelFile(keptPath(at.training.folderOf(id), 4)).info.record;
    expect(kept).toEqual(at.history.epochs.ofRun(id)[3]);
    await at.runs.dropKept(id);
    expect(await names()).toEqual(usual);
  });
});

describe('deleting runs', () => {
  it('is taken back with all that belongs to them, until they are removed for good', async () => {
    const at = desk();
    const { id } = at.training.start(what({ epochs: 1 }));
    await ended(at, id);
    at.runs.mark([id], { note: '好', tags: ['x', 'y'], starred: true, archived: true, colour: 3 });
    const before = at.history.runs.summary(id);
    expect(before).toMatchObject({ note: '好', tags: ['x', 'y'], starred: true, colour: 3 });
    at.runs.trash([id]);
    expect(at.history.runs.list()).toEqual([]);
    expect(() => at.history.runs.find(id)).toThrow('run.unknown');
    at.runs.restore([id]);
    expect(at.history.runs.list()).toEqual([before]);
    expect(await at.runs.files(id)).toHaveLength(2);
    await at.runs.purge();
    expect(at.history.runs.list()).toHaveLength(1);
    at.runs.trash([id]);
    await at.runs.purge();
    at.runs.restore([id]);
    expect(at.history.runs.list()).toEqual([]);
    expect(await at.runs.files(id)).toEqual([]);
  });
});

describe('the learning-rate finder', () => {
  it('suggests a rate that learns, and leaves neither run nor file', async () => {
    const at = desk();
    const search = await at.finder.find(what({ optimiser: 'sgd' }));
    expect(search?.points.length).toBeGreaterThan(50);
    expect(search?.suggestion).toBeGreaterThan(1e-3);
    expect(search?.suggestion).toBeLessThan(10);
    expect(at.history.runs.count()).toBe(0);
    expect(at.jobs.list()).toEqual([]);
  });

  it('is cancelled as a job', async () => {
    const at = desk();
    const asked = at.finder.find(what({ batchSize: 1, hiddenLayers: [512, 512] }));
    at.jobs.cancel(at.jobs.list()[0].id);
    expect(await asked).toBeNull();
  });
});
