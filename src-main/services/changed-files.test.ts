/** A data set that is shown before its files were looked at: what happens when they have changed. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { failure, greyPng, makeFolder } from '../datasets/test-files.ts';
import { desk } from '../testing/desk.ts';
import { temporaryFolder } from '../testing/strokes.ts';

/** Two classes, and what a first opening keeps of them in the data folder. */
async function keptSet() {
  const folder = makeFolder({
    'a/1.png': greyPng(1),
    'a/2.png': greyPng(2),
    'b/1.png': greyPng(3),
  });
  const dataFolder = temporaryFolder();
  await setTimeout(60);
  const first = desk(dataFolder);
  const { fingerprint } = await first.datasets.show(folder);
  await first.shutDown();
  return { folder, dataFolder, fingerprint };
}

it('is shown from the cache, then read again; what was asked of it meanwhile is told', async () => {
  const { folder, dataFolder, fingerprint } = await keptSet();
  writeFileSync(join(folder, 'a/1.png'), greyPng(9));
  const at = desk(dataFolder);
  const shown = await at.datasets.show(folder);
  expect(shown).toMatchObject({ fromCache: true, fingerprint });
  // A training, a check of the labels, an order by loss: all of them ask for it so.
  await failure(at.datasets.get(shown.id), 'dataset.filesChanged');
  const { datasetId } = await at.heard('datasetReadAgain', () => true);
  const again = await at.datasets.get(datasetId);
  expect(again.summary.fromCache).toBe(false);
  expect(again.summary.fingerprint).not.toBe(fingerprint);
  expect(new Uint8Array(again.pixels)[0]).toBe(9);
  expect(at.datasets.current()?.id).toBe(datasetId);
  await failure(at.datasets.get(shown.id), 'dataset.notOpen');
});

it('a training that is asked for at once waits for the check, and has all pixels', async () => {
  const { folder, dataFolder, fingerprint } = await keptSet();
  const at = desk(dataFolder);
  const { id } = await at.datasets.show(folder);
  const dataset = await at.datasets.get(id);
  expect(dataset.summary).toMatchObject({ fromCache: true, fingerprint });
  expect(
    [0, 1, 2].map((i) => new Uint8Array(dataset.pixels)[(i * dataset.pixels.byteLength) / 3]),
  ).toEqual([1, 2, 3]);
  const hyperparameters = { ...defaultHyperparameters, hiddenLayers: [2], epochs: 1 };
  const run = at.training.start({
    ...{ dataset, preset: null, name: null, origin: 'app', hyperparameters },
  });
  await at.heard('run', (told) => told.id === run.id && told.state === 'done');
});

it('files that are gone are a problem to be seen; what is shown can not be used', async () => {
  const { folder, dataFolder } = await keptSet();
  rmSync(join(folder, 'b/1.png'));
  const at = desk(dataFolder);
  const shown = await at.datasets.show(folder);
  const notice = await at.heard('notice', () => true);
  expect(notice.code).toMatch(/^dataset\./);
  expect(at.datasets.current()?.id).toBe(shown.id);
  await failure(at.datasets.get(shown.id), 'dataset.filesChanged');
});
