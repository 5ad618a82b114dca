/** Edits laid over the bundled sample: what the counts, the views and the trainings make of them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EventName, Events } from '../../src-shared/api.ts';
import { wholeView } from '../../src-shared/browse.ts';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { RunState } from '../../src-shared/run.ts';
import { readModelFile } from '../models/model-file.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { modelPath } from '../training/checkpoints.ts';
import { readOverlayFile, writeOverlayFile } from './overlay-file.ts';
import { createServices } from './services.ts';

const sample = resolve(import.meta.dirname, '../../resources/sample');

function desk(dataFolder = temporaryFolder()) {
  const listeners = new Set<(event: EventName, payload: unknown) => void>();
  const told: [EventName, unknown][] = [];
  const services = createServices({
    dataFolder,
    environment: {},
    hasWindow: false,
    broadcast: (event, payload) => {
      told.push([event, payload]);
      for (const listener of listeners) listener(event, payload);
    },
  });
  let open = true;
  const shutDown = async (): Promise<void> => {
    if (open) await services.shutDown();
    open = false;
  };
  onTestFinished(shutDown);
  const heard = <E extends EventName>(
    event: E,
    fits: (payload: Events[E]) => boolean,
  ): Promise<Events[E]> =>
    new Promise((done) => {
      const check = (name: EventName, payload: unknown): void => {
        if (name === event && fits(payload as Events[E])) done(payload as Events[E]);
      };
      for (const [name, payload] of told) check(name, payload);
      listeners.add(check);
    });
  const ended = (id: string, state: RunState) =>
    heard('run', (run) => run.id === id && run.state === state);
  return { ...services, shutDown, heard, ended, told };
}
type Desk = ReturnType<typeof desk>;

async function opened(at: Desk, path = sample) {
  const dataset = await at.datasets.open(path);
  const { id } = dataset.summary;
  const counts = (change: Partial<typeof wholeView> = {}) =>
    at.browsing.counts({
      datasetId: id,
      view: { ...wholeView, ...change },
      revision: at.browsing.overlay(id).revision,
    });
  return { dataset, id, counts };
}
const start = async (at: Desk, id: string, change: Partial<Hyperparameters> = {}) =>
  at.training.start({
    dataset: await at.datasets.get(id),
    preset: null,
    name: null,
    hyperparameters: { ...defaultHyperparameters, hiddenLayers: [8], epochs: 2, ...change },
    origin: 'app',
  });
const of = (...indices: number[]): Uint32Array => Uint32Array.from(indices);
const weights = (at: Desk, id: string): Buffer =>
  Buffer.concat(
    [...readModelFile(modelPath(at.training.folderOf(id))).file.tensors.values()].map(
      ({ values }) => Buffer.from(values.buffer),
    ),
  );

describe('edits', () => {
  it('relabel, exclude and mark; count at once; are undone and done again; and outlive the program', async () => {
    const dataFolder = temporaryFolder();
    const at = desk(dataFolder);
    const { id, counts } = await opened(at);
    const before = at.browsing.overlay(id);
    expect(before).toMatchObject({ revision: 0, hash: null, canUndo: false, canRedo: false });
    expect(before.counts.train[0]).toBe(400);

    // Four training images of a 0, in the order of the files.
    const [a, b, c, d] = await at.browsing.indices({
      datasetId: id,
      view: { ...wholeView, label: 0, split: 'train' },
      revision: 0,
      offset: 0,
      limit: 4,
    });
    at.browsing.edit(id, of(a, b, c), { kind: 'relabel', label: 7 });
    at.browsing.edit(id, of(d), { kind: 'exclude', on: true });
    const state = at.browsing.edit(id, of(d, 4000), { kind: 'mark', on: true });
    expect(state).toMatchObject({ revision: 3, relabelled: 3, excluded: 1, marked: 2 });
    expect([state.counts.train[0], state.counts.train[7]]).toEqual([396, 403]);
    expect((await at.heard('overlay', ({ revision }) => revision === 3)).marked).toBe(2);
    // The views: excluded images are there to be put back.
    expect((await counts()).perClass[7]).toBe(503);
    expect((await counts({ edited: 'excluded' })).total).toBe(1);
    expect((await counts({ edited: 'kept' })).total).toBe(4999);
    expect((await counts({ edited: 'relabelled', label: 7 })).total).toBe(3);
    expect((await counts({ edited: 'marked', split: 'test' })).total).toBe(1);
    const page = await at.datasets.samples({
      datasetId: id,
      edited: 'relabelled',
      revision: 3,
      offset: 0,
      limit: 1,
    });
    expect(page.samples[0]).toMatchObject({ index: a, label: 7, fileLabel: 0, excluded: false });

    // The label that the file gives is no edit.
    expect(at.browsing.edit(id, of(b), { kind: 'relabel', label: 0 }).relabelled).toBe(2);
    // What changes nothing is no step.
    expect(at.browsing.edit(id, of(d), { kind: 'exclude', on: true }).revision).toBe(4);
    at.browsing.undo(id);
    at.browsing.undo(id);
    expect(at.browsing.overlay(id)).toMatchObject({ relabelled: 3, marked: 0, canRedo: true });
    at.browsing.redo(id);
    expect(at.browsing.overlay(id)).toMatchObject({ marked: 2, canRedo: true });
    await at.shutDown();

    const later = desk(dataFolder);
    const again = await opened(later);
    expect(later.browsing.overlay(again.id)).toMatchObject({
      relabelled: 3,
      excluded: 1,
      marked: 2,
      canUndo: true,
      canRedo: true,
    });
    for (let i = 0; i < 3; i++) later.browsing.undo(again.id);
    expect(later.browsing.overlay(again.id)).toMatchObject({
      relabelled: 0,
      excluded: 0,
      marked: 0,
      hash: null,
      canUndo: false,
    });
    expect(later.browsing.undo(again.id).canUndo).toBe(false);
  });

  it('refuse images and classes that are not there', async () => {
    const at = desk();
    const { id } = await opened(at);
    expect(() => at.browsing.edit(id, of(5000), { kind: 'mark', on: true })).toThrow(
      'dataset.sampleIndex',
    );
    expect(() => at.browsing.edit(id, of(0), { kind: 'relabel', label: 10 })).toThrow(
      'overlay.label',
    );
    expect(() => at.browsing.edit('other', of(0), { kind: 'reset' })).toThrow('dataset.notOpen');
  });

  it('of 5,000 images at once take no longer than a blink, and reset takes all back', async () => {
    const at = desk();
    const { id, dataset } = await opened(at);
    const all = Uint32Array.from({ length: dataset.summary.samples }, (_, i) => i);
    at.browsing.edit(id, all, { kind: 'exclude', on: true });
    expect(at.browsing.overlay(id)).toMatchObject({ excluded: 5000, revision: 1 });
    await expect(start(at, id)).rejects.toThrow('training.tooFewImages');
    expect(at.browsing.edit(id, all, { kind: 'reset' })).toMatchObject({ excluded: 0 });
    // A toggle brings all to one state.
    at.browsing.edit(id, of(1), { kind: 'mark', on: null });
    expect(at.browsing.edit(id, of(1, 2), { kind: 'mark', on: null }).marked).toBe(2);
    expect(at.browsing.edit(id, of(1, 2), { kind: 'mark', on: null }).marked).toBe(0);
  });

  it('that another program made meanwhile are taken in, not written over', async () => {
    const dataFolder = temporaryFolder();
    const [here, there] = [desk(dataFolder), desk(dataFolder)];
    const [mine, theirs] = [await opened(here), await opened(there)];
    there.browsing.edit(theirs.id, of(1), { kind: 'exclude', on: true });
    here.browsing.edit(mine.id, of(2), { kind: 'exclude', on: true });
    expect(here.browsing.overlay(mine.id)).toMatchObject({ excluded: 2, revision: 2 });
    expect(there.browsing.overlay(theirs.id)).toMatchObject({ excluded: 2, revision: 2 });
  });
});

describe('a training', () => {
  it('leaves excluded images out before the split, learns new labels, and says so', async () => {
    const at = desk();
    const { id } = await opened(at);
    at.browsing.edit(id, of(0, 1, 4000), { kind: 'exclude', on: true });
    at.browsing.edit(id, of(2), { kind: 'relabel', label: 5 });
    at.browsing.edit(id, of(3), { kind: 'mark', on: true });
    const run = await start(at, id);
    const { hash } = at.browsing.overlay(id);
    expect(run.dataset.overlay).toEqual({ hash, relabelled: 1, excluded: 3 });
    const { train, validation, test } = run.dataset.images;
    expect([train + validation, test]).toEqual([3998, 999]);
    expect(at.history.overlays.ofRun(run.id).map(({ index }) => index)).toEqual([0, 1, 2, 4000]);
    // Other bits than without: the edits reached the weights.
    const plain = at.training.start({
      dataset: await at.datasets.get(id),
      preset: null,
      name: null,
      hyperparameters: { ...defaultHyperparameters, hiddenLayers: [8], epochs: 2 },
      origin: 'app',
      edits: [],
    });
    expect(plain.dataset.overlay).toBeUndefined();
    await Promise.all([at.ended(run.id, 'done'), at.ended(plain.id, 'done')]);
    expect(weights(at, run.id).equals(weights(at, plain.id))).toBe(false);
  });

  it('only relabelled images see, ends in the same bits as files with those labels', async () => {
    const at = desk();
    const { id, dataset } = await opened(at);
    const indices = Array.from({ length: 40 }, (_, i) => i * 90);
    at.browsing.edit(id, Uint32Array.from(indices), { kind: 'relabel', label: 3 });
    const edited = await start(at, id);
    const labels = new SharedArrayBuffer(dataset.labels.byteLength);
    new Uint16Array(labels).set(new Uint16Array(dataset.labels));
    for (const index of indices) new Uint16Array(labels)[index] = 3;
    const other = at.training.start({
      dataset: { ...dataset, labels },
      preset: null,
      name: null,
      hyperparameters: { ...defaultHyperparameters, hiddenLayers: [8], epochs: 2 },
      origin: 'app',
      edits: [],
    });
    await Promise.all([at.ended(edited.id, 'done'), at.ended(other.id, 'done')]);
    expect(weights(at, edited.id).equals(weights(at, other.id))).toBe(true);
  });

  it('goes on with the edits of its start, whatever was edited since', async () => {
    const at = desk();
    const { id } = await opened(at);
    at.browsing.edit(id, of(0, 500), { kind: 'exclude', on: true });
    at.browsing.edit(id, of(1), { kind: 'relabel', label: 5 });
    const whole = await start(at, id, { epochs: 12, hiddenLayers: [40] });
    await at.ended(whole.id, 'done');

    const cut = await start(at, id, { epochs: 12, hiddenLayers: [40] });
    await at.heard('epoch', ({ runId, record }) => runId === cut.id && record.epoch === 2);
    at.training.stop(cut.id);
    await at.ended(cut.id, 'stopped');
    expect(at.history.runs.summary(cut.id).epochs).toBeLessThan(12);
    at.browsing.edit(id, of(0, 500, 1), { kind: 'reset' });
    at.browsing.edit(id, of(2, 3, 4), { kind: 'relabel', label: 9 });
    at.training.resume(cut.id, await at.datasets.get(id));
    await at.ended(cut.id, 'done');
    expect(weights(at, cut.id).equals(weights(at, whole.id))).toBe(true);
  });
});

describe('a run again', () => {
  it('is by the edits of the first, and waits with them in the queue', async () => {
    const at = desk();
    const { id } = await opened(at);
    at.browsing.edit(id, of(0, 500), { kind: 'exclude', on: true });
    const first = await start(at, id);
    await at.ended(first.id, 'done');
    at.browsing.edit(id, of(0, 500), { kind: 'reset' });
    at.browsing.edit(id, of(1), { kind: 'relabel', label: 9 });
    const again = at.runs.again(first.id, 'again', await at.datasets.get(id));
    expect(again.dataset.overlay).toEqual(first.dataset.overlay);
    expect(at.history.overlays.ofRun(again.id)).toEqual(at.history.overlays.ofRun(first.id));
    await at.ended(again.id, 'done');
    expect(weights(at, again.id).equals(weights(at, first.id))).toBe(true);
    // A branch is another training: by what is there now.
    const branch = at.runs.again(first.id, 'branch', await at.datasets.get(id));
    expect(branch.dataset.overlay).toMatchObject({ relabelled: 1, excluded: 0 });
    await at.ended(branch.id, 'done');
  });

  it('finds the edits of the files, however those are prepared', async () => {
    const at = desk();
    const { id, dataset } = await opened(at);
    at.browsing.edit(id, of(7), { kind: 'relabel', label: 3 });
    const { preparation } = dataset.summary;
    const prepared = await at.datasets.prepare(id, { ...preparation, invert: true });
    expect(prepared.fingerprint).not.toBe(dataset.summary.fingerprint);
    expect(at.browsing.overlay(prepared.id)).toMatchObject({ relabelled: 1 });
    expect((await start(at, prepared.id)).dataset.overlay?.relabelled).toBe(1);
  });
});

describe('a file of edits', () => {
  it('brings the same edits back, by the names of classes, as one step', async () => {
    const at = desk();
    const { id, dataset } = await opened(at);
    at.browsing.edit(id, of(7, 9), { kind: 'relabel', label: 4 });
    at.browsing.edit(id, of(9, 11), { kind: 'exclude', on: true });
    at.browsing.edit(id, of(13), { kind: 'mark', on: true });
    const edits = at.browsing.edits(id);
    const file = join(temporaryFolder(), '编辑 edits.json');
    await writeOverlayFile(file, dataset.summary, edits);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      dataset: 'sample',
      edits: [
        { index: 7, label: '4' },
        { index: 9, label: '4', excluded: true },
        { index: 11, excluded: true },
        { index: 13, marked: true },
      ],
    });
    at.browsing.edit(id, of(7, 9, 11, 13), { kind: 'reset' });
    at.browsing.edit(id, of(20), { kind: 'exclude', on: true });
    at.browsing.replace(id, await readOverlayFile(file, dataset.summary));
    expect(at.browsing.edits(id)).toEqual(edits);
    at.browsing.undo(id);
    expect(at.browsing.edits(id).map(({ index }) => index)).toEqual([20]);
  });

  it('is refused when it is none, or of other data, with what is wrong', async () => {
    const at = desk();
    const { dataset } = await opened(at);
    const folder = temporaryFolder();
    const file = (content: string): string => {
      const path = join(folder, `${readdirSync(folder).length}.json`);
      writeFileSync(path, content);
      return path;
    };
    const head = { format: 'inkling-edits', version: 1, classes: [] };
    const own = { ...head, fingerprint: dataset.summary.inFiles.fingerprint };
    const refused: [string, string][] = [
      [file('{"format"'), 'overlay.broken'],
      [file('[]'), 'overlay.broken'],
      [file(JSON.stringify({ ...head, fingerprint: 'x', edits: [] })), 'overlay.otherData'],
      [file(JSON.stringify({ ...own, edits: [{ index: 5000 }] })), 'overlay.broken'],
      [file(JSON.stringify({ ...own, edits: [{ index: 1 }, { index: 1 }] })), 'overlay.broken'],
      [file(JSON.stringify({ ...own, edits: [{ index: 1, label: 'x' }] })), 'overlay.broken'],
      [join(folder, 'none.json'), 'file.notFound'],
    ];
    for (const [path, code] of refused)
      await expect(readOverlayFile(path, dataset.summary), path).rejects.toThrow(code);
  });
});
