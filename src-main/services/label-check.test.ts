/** Wrong labels are found: labels of the bundled sample are flipped, and the checks have to name them. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import type { Events } from '../../src-shared/api.ts';
import { wholeView } from '../../src-shared/browse.ts';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { createRandom } from '../engine/random.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { dealFolds, quickPlan } from '../training/out-of-fold.ts';
import { createServices } from './services.ts';

const sample = resolve(import.meta.dirname, '../../resources/sample');

function desk(dataFolder = temporaryFolder()) {
  const ended = new Map<string, () => void>();
  const services = createServices({
    dataFolder,
    environment: {},
    hasWindow: false,
    broadcast: (event, payload) => {
      if (event !== 'run') return;
      const { id, state } = payload as Events['run'];
      if (state !== 'running') ended.get(id)?.();
    },
  });
  let open = true;
  const shutDown = async (): Promise<void> => {
    if (open) await services.shutDown();
    open = false;
  };
  onTestFinished(shutDown);
  return {
    ...services,
    shutDown,
    ended: (id: string) => new Promise<void>((done) => void ended.set(id, done)),
  };
}

/** A copy of the sample in which `share` of the training labels are another class than they were. */
function withWrongLabels(share: number): { path: string; flipped: Set<number> } {
  const path = join(temporaryFolder(), 'flipped');
  cpSync(sample, path, { recursive: true });
  const [name] = ['train-labels-idx1-ubyte.gz'];
  const bytes = gunzipSync(readFileSync(join(path, name)));
  const labels = bytes.subarray(8);
  const random = createRandom(5, 'flip');
  const flipped = new Set(
    random.permutation(labels.length).subarray(0, Math.round(labels.length * share)),
  );
  for (const i of flipped) labels[i] = (labels[i] + 1 + random.below(9)) % 10;
  writeFileSync(join(path, name), gzipSync(bytes));
  return { path, flipped };
}

it('out-of-fold predictions put most wrong labels among the first, with the right one beside', async () => {
  const { path, flipped } = withWrongLabels(0.03);
  const dataFolder = temporaryFolder();
  const at = desk(dataFolder);
  const { summary } = await at.datasets.open(path);
  const { id } = summary;
  const right = new Uint16Array((await openLabels()).labels);
  const result = await at.labelChecks.check(id, { method: 'folds' });
  expect(result).toMatchObject({ judged: 5000, check: { method: 'folds', folds: 5 } });
  const view = { ...wholeView, list: 'suspicious' as const, order: 'list' as const };
  const query = { datasetId: id, view, revision: 0 };
  const first = await at.browsing.indices({ ...query, offset: 0, limit: 2 * flipped.size });
  const found = [...first].filter((i) => flipped.has(i));
  console.log(
    `${found.length} of ${flipped.size} wrong labels among the first ${2 * flipped.size}; ` +
      `${result.suspicious} suspicious`,
  );
  // Measured: 115 of 120, always the same ones: the bits reproduce.
  expect(found.length / flipped.size).toBeGreaterThan(0.9);

  // Fixed with one key each: the suggestion is nearly always the label that it had.
  at.browsing.edit(id, Uint32Array.from(found), { kind: 'suggested' });
  const now = new Map(at.browsing.edits(id).map(({ index, label }) => [index, label]));
  const mended = found.filter((i) => now.get(i) === right[i]);
  expect(mended.length / found.length).toBeGreaterThan(0.9);
  const page = await at.datasets.samples({ ...view, datasetId: id, offset: 0, limit: 1 });
  const [most] = page.samples;
  expect(most.suspected?.ofLabel).toBeLessThan(0.05);
  expect(most.suspected?.predicted).not.toBe(most.fileLabel);

  // It is all there after a restart, and known to be of before the edits.
  await at.shutDown();
  const later = desk(dataFolder);
  const again = await later.datasets.open(path);
  const datasetId = again.summary.id;
  expect(await later.labelChecks.result(datasetId)).toEqual(result);
  const restored = await later.browsing.indices({ ...query, datasetId, offset: 0, limit: 200 });
  expect(restored.subarray(0, first.length)).toEqual(first.subarray(0, 200));
  expect(later.browsing.overlay(datasetId).hash).not.toBe(result.overlayHash);
  const next = [...restored].filter((i) => !now.has(i)).slice(0, 1);
  const [suspect] = (
    await later.datasets.samples({
      ...view,
      datasetId,
      offset: restored.indexOf(next[0]),
      limit: 1,
    })
  ).samples;
  later.browsing.edit(datasetId, Uint32Array.from(next), { kind: 'suggested' });
  const edits = later.browsing.edits(datasetId);
  expect(edits.find(({ index }) => index === next[0])?.label).toBe(suspect.suspected?.predicted);
  // Another data set has none.
  const { id: other } = (await later.datasets.open(sample)).summary;
  expect(await later.labelChecks.result(other)).toBeNull();

  async function openLabels() {
    const other = desk();
    return other.datasets.open(sample);
  }
});

it('a model judges the images that it was not trained on, and all of them when asked for an order', async () => {
  const at = desk();
  const { id } = (await at.datasets.open(sample)).summary;
  const run = at.training.start({
    dataset: await at.datasets.get(id),
    preset: null,
    name: 'judge',
    hyperparameters: { ...defaultHyperparameters, hiddenLayers: [32], epochs: 3 },
    origin: 'app',
  });
  await at.ended(run.id);
  const { images } = run.dataset;
  const result = await at.labelChecks.check(id, { method: 'heldOut', runId: run.id });
  expect(result).toMatchObject({ judged: images.validation + images.test, runName: 'judge' });
  expect(result.suspicious).toBeGreaterThan(0);
  expect(result.suspicious).toBeLessThan(result.judged / 4);
  const suspects = await at.browsing.indices({
    datasetId: id,
    view: { ...wholeView, list: 'suspicious', order: 'list' },
    revision: 0,
    offset: 0,
    limit: 9999,
  });
  expect(suspects).toHaveLength(result.suspicious);

  const judgedBy = await at.labelChecks.judge(id, run.id);
  expect(judgedBy).toMatchObject({ runId: run.id, runName: 'judge', hasLoss: true });
  expect(judgedBy.overlayHash).toBe(at.browsing.overlay(id).hash);
  at.browsing.edit(id, Uint32Array.of(7), { kind: 'exclude', on: true });
  const { hash } = at.browsing.overlay(id);
  expect(at.labelChecks.judgedBy(id)?.overlayHash).not.toBe(hash);
  expect((await at.labelChecks.judge(id, run.id)).overlayHash).toBe(hash);
  const page = await at.datasets.samples({
    datasetId: id,
    order: 'loss',
    descending: true,
    offset: 0,
    limit: 50,
  });
  const losses = page.samples.map(({ judged }) => judged?.loss ?? NaN);
  expect(losses.every((loss, k) => k === 0 || loss <= losses[k - 1])).toBe(true);
  // The same figure as the model's own answer.
  const one = await at.models.predictSample(
    { runId: run.id, weights: 'best' },
    await at.datasets.get(id),
    page.samples[0].index,
  );
  expect(page.samples[0].judged?.predicted).toBe(one.label);
  expect(page.samples[0].judged?.ofPredicted).toBeCloseTo(one.outputs[one.label], 5);
});

it('a check can be cancelled, and refuses what it can not judge', async () => {
  const at = desk();
  const { id } = (await at.datasets.open(sample)).summary;
  const checking = at.labelChecks.check(id, { method: 'folds' });
  await expect.poll(() => at.jobs.list()).toHaveLength(1);
  const [job] = at.jobs.list();
  expect(job).toMatchObject({ kind: 'checkLabels', subject: 'sample' });
  setTimeout(() => at.jobs.cancel(job.id), 100);
  await expect(checking).rejects.toThrow('job.cancelled');
  expect(at.jobs.list()).toEqual([]);
  expect(await at.labelChecks.result(id)).toBeNull();
  await expect(at.labelChecks.check(id, { method: 'heldOut', runId: 'x' })).rejects.toThrow(
    'run.unknown',
  );
  const most = Uint32Array.from({ length: 4995 }, (_, i) => i);
  at.browsing.edit(id, most, { kind: 'exclude', on: true });
  await expect(at.labelChecks.check(id, { method: 'folds' })).rejects.toThrow('check.tooFewImages');
});

it('folds are of one size, in every class', () => {
  const labels = Uint16Array.from({ length: 103 }, (_, i) => (i < 70 ? 0 : i < 100 ? 1 : 2));
  const samples = Uint32Array.from(labels.keys());
  const folds = dealFolds(samples, labels, 3, quickPlan(103));
  const sizes = (of: number[]) =>
    [0, 1, 2, 3, 4].map((f) => of.filter((i) => folds[i] === f).length);
  expect(sizes([...samples]).toSorted()).toEqual([20, 20, 21, 21, 21]);
  expect(sizes([...samples].filter((i) => labels[i] === 0))).toEqual([14, 14, 14, 14, 14]);
  expect(sizes([...samples].filter((i) => labels[i] === 1))).toEqual([6, 6, 6, 6, 6]);
});
