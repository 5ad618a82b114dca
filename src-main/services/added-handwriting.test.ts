/** One's own drawings, learnt from beside a data set, and a model measured on them. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seeDrawing } from '../../src-shared/seeing.ts';
import { readModelFile } from '../models/model-file.ts';
import { type Desk, desk, strokeDataset } from '../testing/desk.ts';
import { digitStrokes, drawingOf } from '../testing/handwriting.ts';
import { strokeHyperparameters, strokes, temporaryFolder } from '../testing/strokes.ts';
import { readAddedDrawings, withAddedDrawings } from '../training/added-drawings.ts';
import { modelPath } from '../training/checkpoints.ts';

const hyperparameters = strokeHyperparameters({ epochs: 6, batchSize: 5 });
const vertical = drawingOf([
  [
    [50, 0],
    [50, 100],
  ],
]);
const horizontal = drawingOf([
  [
    [0, 50],
    [100, 50],
  ],
]);

async function kept(at: Desk): Promise<void> {
  await at.handwriting.keep('vertical', vertical);
  await at.handwriting.keep('horizontal', horizontal);
  // Not one of this data set's labels.
  await at.handwriting.keep('3', drawingOf(digitStrokes[3]));
}
async function start(at: Desk, more: object = {}): Promise<string> {
  const { id } = at.training.start({
    ...{ dataset: strokeDataset(), preset: null, name: 'mine', hyperparameters, origin: 'app' },
    handwriting: await at.handwriting.all(),
    ...more,
  });
  return id;
}
const ended = (at: Desk, id: string) =>
  at.heard('run', (run) => run.id === id && run.state !== 'running' && run.state !== 'queued');
const bits = (at: Desk, id: string): Buffer => readFileSync(modelPath(at.training.folderOf(id)));
const weightsOf = (file: Buffer | string): number[][] =>
  [...readModelFile(String(file)).file.tensors].map(([, { values }]) => [...values]);

it('become training images as the set’s own images are drawn; labels that it does not know are left out', async () => {
  const at = desk();
  await kept(at);
  const data = strokes(240);
  const all = await at.handwriting.all();
  const more = withAddedDrawings(data, all, data.preprocessing);
  expect(more.train).toHaveLength(data.train.length + 2);
  const [first, second] = more.train.slice(-2);
  expect([first, second]).toEqual([240, 241]);
  const labels = new Uint16Array(more.labels);
  expect(data.classes[labels[240]]).toBe('vertical');
  expect(data.classes[labels[241]]).toBe('horizontal');
  expect(new Uint8Array(more.pixels, 240 * 64, 64)).toEqual(
    seeDrawing(vertical, data.preprocessing).at(-1)?.pixels,
  );
  // The data set itself stays as it was.
  expect(new Uint8Array(more.pixels, 0, 240 * 64)).toEqual(new Uint8Array(data.pixels));
  expect(data.train).toHaveLength(160);
});

it('are counted in the run’s record, change what is learnt, and a run goes on with its own copy of them', async () => {
  const folder = temporaryFolder();
  const at = desk(folder);
  await kept(at);
  const plain = await start(at, { handwriting: [] });
  expect((await ended(at, plain)).dataset.handwriting).toBeUndefined();
  const id = await start(at);
  const run = await ended(at, id);
  expect(run.state).toBe('done');
  expect(run.dataset.handwriting).toEqual({ drawings: 2, leftOut: 1 });
  const { images } = at.history.runs.summary(plain).dataset;
  expect(run.dataset.images).toEqual({ ...images, train: images.train + 2 });
  const whole = weightsOf(modelPath(at.training.folderOf(id)));
  expect(whole).not.toEqual(weightsOf(modelPath(at.training.folderOf(plain))));

  // The same again, though what was kept is gone by now.
  for (let i = 0; i < 3; i++) await at.handwriting.takeBack();
  expect(readAddedDrawings(at.training.folderOf(id)).map(({ label }) => label)).toEqual([
    'vertical',
    'horizontal',
  ]);
  const again = at.runs.again(id, 'again', strokeDataset());
  expect((await ended(at, again.id)).dataset.handwriting).toEqual({ drawings: 2, leftOut: 0 });
  expect(weightsOf(modelPath(at.training.folderOf(again.id)))).toEqual(whole);
  expect(bits(at, again.id).length).toBeGreaterThan(0);
});

it('a run that lost its drawings says so', async () => {
  const at = desk();
  await kept(at);
  const id = await start(at);
  await ended(at, id);
  at.training.lengthen(id, 9);
  rmSync(join(at.training.folderOf(id), 'handwriting.json'));
  at.training.resume(id, strokeDataset());
  const failed = await at.heard('run', (run) => run.id === id && run.state === 'failed');
  expect(failed.error?.code).toBe('file.notFound');
});

it('a model is measured on them, label by label', async () => {
  const at = desk();
  const model = { runId: await start(at), weights: 'best' as const };
  await ended(at, model.runId);
  await expect(at.models.measureHandwriting(model, at.handwriting)).rejects.toThrow(
    'pad.nothingKept',
  );
  await kept(at);
  const measured = await at.models.measureHandwriting(model, at.handwriting);
  expect(measured).toMatchObject({ drawings: 2, unknown: 1 });
  expect(measured.perLabel.map(({ label, drawings }) => [label, drawings])).toEqual([
    ['horizontal', 1],
    ['vertical', 1],
  ]);
  const [answer] = await at.models.predictDrawing({
    ...{ models: [model], drawing: vertical, choices: {}, split: null },
  });
  const isRight = answer.classes[answer.label] === 'vertical';
  expect(measured.perLabel[1]).toMatchObject({
    right: isRight ? 1 : 0,
    readAs: isRight ? [] : [answer.classes[answer.label]],
  });
});
