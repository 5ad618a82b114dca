/** Runs out of one Inkling and into another, with the real parts: histories, files, threads. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { defaultRunColumns } from '../../src-shared/run-columns.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import type { RunsFile } from '../../src-shared/runs-file.ts';
import { readModelFile } from '../models/model-file.ts';
import { type Desk, desk, strokeDataset } from '../testing/desk.ts';
import { strokeHyperparameters, temporaryFolder } from '../testing/strokes.ts';

const sample = resolve(import.meta.dirname, '../../resources/sample');
const codeOf = (thrown: unknown): string => errorInfoOf(thrown).code;

async function trained(at: Desk, name: string, change = {}): Promise<RunSummary> {
  const run = at.training.start({
    ...{ dataset: strokeDataset(), preset: null, name, origin: 'app' },
    hyperparameters: strokeHyperparameters({ epochs: 2, ...change }),
  });
  await at.heard('run', ({ id, state }) => id === run.id && state === 'done');
  return at.history.runs.summary(run.id);
}

it('a table has the columns that are shown, every hyper-parameter, and no formula', async () => {
  const at = desk();
  const runs = [await trained(at, '=1+1'), await trained(at, '跑, "two"', { learningRate: 0.02 })];
  at.history.marks.mark([runs[0].id], { note: 'a\nb', tags: ['x', 'y'] });
  const path = join(temporaryFolder(), 'runs.csv');
  const what = { columns: [...defaultRunColumns, 'note', 'tags'] as const, tailLength: 2 };
  await at.sharing.saveTable(
    runs.map(({ id }) => id),
    what,
    path,
  );
  const text = readFileSync(path, 'utf8');
  expect(text.startsWith('\ufeffid,name,state,')).toBe(true);
  const [head, ...rows] = text.slice(1).trimEnd().split('\r\n');
  expect(rows).toHaveLength(2);
  expect(head).toContain(',learningRate,');
  expect(rows[0]).toContain(`${runs[0].id},'=1+1,done,strokes`);
  expect(rows[0]).toContain('"a\nb",x; y');
  expect(rows[1]).toContain('"跑, ""two"""');
  const place = head.split(',').indexOf('hyperparameters.epochs');
  expect(rows[0].replace('"a\nb"', 'note').split(',')[place]).toBe('2');
});

it('runs in full hold everything but where the files lay, and are read by nothing more than JSON', async () => {
  const at = desk();
  const run = await trained(at, 'one');
  const path = join(temporaryFolder(), 'runs.json');
  await at.sharing.saveRuns([run.id, run.id], path);
  const file = JSON.parse(readFileSync(path, 'utf8')) as RunsFile;
  expect(file).toMatchObject({ format: 'inkling-runs', version: 1, inkling: 'test' });
  expect(file.runs).toHaveLength(2);
  const { history, hyperparameters, dataset, environment } = at.history.runs.details(run.id);
  expect(file.runs[0]).toMatchObject({ id: run.id, history, hyperparameters, environment });
  expect(file.runs[0].dataset.fingerprint).toBe(dataset.fingerprint);
  expect(JSON.stringify(file)).not.toContain('/strokes');
});

describe('a bundle', () => {
  it('becomes a run of another Inkling, with its curves, its edits and a model that answers', async () => {
    const [here, there] = [desk(), desk()];
    const dataset = await here.datasets.open(sample);
    here.browsing.edit(dataset.summary.id, Uint32Array.of(1, 2), { kind: 'exclude', on: true });
    const begun = here.training.start({
      ...{ dataset, preset: null, name: 'mine', origin: 'app' },
      hyperparameters: { hiddenLayers: [16], epochs: 2 },
    });
    await here.heard('run', ({ id, state }) => id === begun.id && state === 'done');
    here.history.marks.mark([begun.id], { note: 'a note', tags: ['good'] });
    const path = join(temporaryFolder(), 'a.inkling');
    await here.sharing.bundle(begun.id, 'en', path);

    const run = await there.sharing.import(path);
    const [original, taken] = [here, there].map((at) => at.history.runs.details(begun.id));
    expect(run).toMatchObject({ id: begun.id, origin: 'imported', name: 'mine', hasModel: true });
    for (const part of [
      'history',
      'events',
      'hyperparameters',
      'best',
      'tail',
      'note',
      'tags',
    ] as const)
      expect(taken[part]).toEqual(original[part]);
    expect(taken.createdAt).toBe(original.createdAt);
    expect(taken.dataset).toEqual({ ...original.dataset, path: '' });
    expect(there.history.overlays.ofRun(run.id)).toEqual(here.history.overlays.ofRun(run.id));
    expect(there.told.some(({ event }) => event === 'run')).toBe(true);

    // The model says the same, and is judged by the same held-out images once the data set is there.
    await expect(there.datasetOf(run.id)).rejects.toSatisfy(
      (e) => codeOf(e) === 'run.dataElsewhere',
    );
    const same = await there.datasets.open(sample);
    const [a, b] = await Promise.all([
      here.models.predictSample({ runId: begun.id, weights: 'best' }, dataset, 4500),
      there.models.predictSample({ runId: run.id, weights: 'best' }, same, 4500),
    ]);
    expect(b.outputs).toEqual(a.outputs);
    const which = { runId: run.id, choice: 'test' } as const;
    const [judgedThere, judgedHere] = await Promise.all([
      there.lab.evaluate(which, same),
      here.lab.evaluate(which, dataset),
    ]);
    expect(judgedThere.answered).toEqual(judgedHere.answered);
    // There is nothing to go on from; the same again can be trained.
    for (const goOn of [
      () => there.training.resume(run.id, same),
      () => there.training.lengthen(run.id, 9),
    ])
      expect(goOn).toThrow(
        expect.objectContaining({ info: { code: 'run.isImported', values: { id: run.id } } }),
      );
    const again = there.runs.again(run.id, 'again', same);
    await there.heard('run', ({ id, state }) => id === again.id && state === 'done');
    expect(there.history.runs.details(again.id).history.map((e) => e.trainLoss)).toEqual(
      original.history.map((e) => e.trainLoss),
    );
  });

  it('of a branch brings the weights that it began with: the same again is the same', async () => {
    const [here, there] = [desk(), desk()];
    const done = async (at: Desk, { id }: RunSummary): Promise<RunSummary> => {
      await at.heard('run', (run) => run.id === id && run.state === 'done');
      return at.history.runs.summary(id);
    };
    const first = await trained(here, 'one');
    const branch = await done(here, here.runs.again(first.id, 'branch', strokeDataset()));
    const path = join(temporaryFolder(), 'a.inkling');
    await here.sharing.bundle(branch.id, 'en', path);
    await here.runs.delete([first.id]);

    const run = await there.sharing.import(path);
    expect(await there.mind.epochs(run.id)).toEqual(await here.mind.epochs(branch.id));
    const again = await done(there, there.runs.again(run.id, 'again', strokeDataset()));
    expect(again.parent).toMatchObject({ runId: run.id, how: 'again', branched: true });
    const modelOf = (at: Desk, { id }: RunSummary) => [
      ...readModelFile(at.models.modelFileOf(id)).file.tensors,
    ];
    expect(modelOf(there, again)).toEqual(modelOf(here, branch));
    expect(modelOf(there, again)).not.toEqual(modelOf(there, await trained(there, 'fresh')));
  });

  it('of a branch of nearest neighbours comes in, too', async () => {
    const [here, there] = [desk(), desk()];
    const first = await trained(here, 'one', { method: 'nearestNeighbours' });
    const { id } = here.runs.again(first.id, 'branch', strokeDataset());
    await here.heard('run', (run) => run.id === id && run.state === 'done');
    const path = join(temporaryFolder(), 'a.inkling');
    await here.sharing.bundle(id, 'en', path);
    expect(await there.sharing.import(path)).toMatchObject({ id, hasModel: true });
  });

  it('of a run that is here already comes in beside it, also when that one is deleted', async () => {
    const at = desk(undefined, { hasWindow: true });
    const run = await trained(at, 'one');
    const path = join(temporaryFolder(), 'a.inkling');
    await at.sharing.bundle(run.id, 'zh', path);
    const second = await at.sharing.import(path);
    expect(second.id).not.toBe(run.id);
    expect(at.history.runs.summary(run.id).origin).toBe('app');
    at.runs.trash([run.id]);
    const third = await at.sharing.import(path);
    expect(new Set([run.id, second.id, third.id]).size).toBe(3);
    at.runs.restore([run.id]);
    expect(at.history.runs.list()).toHaveLength(3);
  });

  it('needs a model; one that is broken leaves the history as it was', async () => {
    const at = desk();
    const run = at.training.add({
      ...{ dataset: strokeDataset(), preset: null, name: 'waits', origin: 'app' },
      hyperparameters: strokeHyperparameters(),
    }).run;
    const path = join(temporaryFolder(), 'a.inkling');
    await expect(at.sharing.bundle(run.id, 'en', path)).rejects.toSatisfy(
      (e) => codeOf(e) === 'run.noModel',
    );
    writeFileSync(path, 'no bundle');
    await expect(at.sharing.import(path)).rejects.toSatisfy((e) => codeOf(e) === 'bundle.notOne');
    await expect(at.sharing.import(join(path, 'gone'))).rejects.toSatisfy((e) =>
      codeOf(e).startsWith('file.'),
    );
    expect(at.history.runs.list()).toHaveLength(1);
    expect(at.jobs.list()).toEqual([]);
  });
});

describe('a report', () => {
  it('of runs on the sample has their matrices and pictures; what is open stays open', async () => {
    const at = desk();
    const dataset = await at.datasets.open(sample);
    const runs = [];
    for (const learningRate of [0.001, 0.01]) {
      const run = at.training.start({
        ...{ dataset, preset: null, name: `rate ${learningRate}`, origin: 'app' },
        hyperparameters: { hiddenLayers: [16], epochs: 2, learningRate },
      });
      await at.heard('run', ({ id, state }) => id === run.id && state === 'done');
      runs.push(run.id);
    }
    const strokesRun = await trained(at, 'strokes');
    const path = join(temporaryFolder(), 'a.html');
    await at.sharing.report(runs, 'en', path);
    const page = readFileSync(path, 'utf8');
    expect(page.match(/class="matrix/g)).toHaveLength(2);
    expect(page.match(/<img /g)).toHaveLength(20);
    expect(page).toMatch(/1,000 test images, \d+ of them mistaken/);
    const { testAccuracy } = at.history.runs.summary(runs[0]).best ?? {};
    expect(page).toContain(`accuracy ${testAccuracy?.toFixed(4)}`);
    expect(
      at.told.some(
        ({ event, payload }) => event === 'jobs' && JSON.stringify(payload).includes('"report"'),
      ),
    ).toBe(true);

    // Images that are not there any more leave a word; the open data set is not touched.
    await at.sharing.report([strokesRun.id], 'en', path);
    expect(readFileSync(path, 'utf8')).toContain('They need the data set “strokes”');
    expect(at.datasets.current()?.id).toBe(dataset.summary.id);
  });

  it('is given up when it is cancelled, without a file', async () => {
    const at = desk();
    const run = await trained(at, 'one');
    const path = join(temporaryFolder(), 'a.html');
    const made = at.sharing.report([run.id], 'en', path);
    for (const job of at.jobs.list()) at.jobs.cancel(job.id);
    await expect(made).rejects.toSatisfy((e) => codeOf(e) === 'job.cancelled');
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  it('is not made of more runs than anybody reads', async () => {
    const at = desk();
    const ids = Array.from({ length: 201 }, () => 'x');
    await expect(at.sharing.report(ids, 'en', '/x')).rejects.toSatisfy(
      (e) => codeOf(e) === 'report.tooMany',
    );
  });
});
