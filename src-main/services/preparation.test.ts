/** Prepared data sets and label names through the services, and one picture through every road. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DatasetSummary } from '../../src-shared/dataset.ts';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { asFilesAre, likeMnist, type Preparation } from '../../src-shared/preparation.ts';
import { usualPicture } from '../../src-shared/prediction.ts';
import { conform } from '../../src-shared/preprocess.ts';
import { decodeImage } from '../datasets/image.ts';
import { failure } from '../datasets/test-files.ts';
import { readModelFile } from '../models/model-file.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { createServices, type Services } from './services.ts';

/** Services that are shut down with the test; `ended` waits for the end of a run. */
function desk(dataFolder = temporaryFolder()) {
  const waiting = new Map<string, () => void>();
  const services = createServices({
    ...{ dataFolder, environment: {}, hasWindow: false },
    broadcast: (event, payload) => {
      if (event !== 'run') return;
      const run = payload as { id: string; state: string };
      if (run.state !== 'running') waiting.get(run.id)?.();
    },
  });
  let open = true;
  const shutDown = async (): Promise<void> => {
    if (open) await services.shutDown();
    open = false;
  };
  onTestFinished(shutDown);
  const ended = (id: string) => new Promise<void>((done) => waiting.set(id, done));
  return { services, ended, shutDown };
}

/** Thirty uneven drawings of two classes, dark on light, nowhere near the middle. */
function drawings(): string {
  const folder = temporaryFolder();
  const [width, height] = [44, 36];
  for (let i = 0; i < 30; i++) {
    const data = Uint8Array.from({ length: width * height }, (_, k) => 220 + ((k * 13 + i) % 30));
    for (let k = 0; k < 14; k++) {
      const x = 5 + (i % 9) + (i % 2 === 0 ? k : k >> 2);
      const y = 6 + (i % 7) + (i % 2 === 0 ? k >> 2 : k);
      for (const at of [y * width + x, y * width + x + 1, (y + 1) * width + x])
        data[at] = 15 + 3 * k;
    }
    const file = join(folder, i % 2 === 0 ? 'lying' : 'standing', `${i}.png`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, encode({ width, height, data, channels: 1 }));
  }
  // One of another size and shape: it is scaled like the others that are read with it.
  const wide = Uint8Array.from({ length: 90 * 40 }, (_, k) =>
    k % 90 > 20 && k % 90 < 60 ? 30 : 240,
  );
  writeFileSync(
    join(folder, 'lying', 'wide.png'),
    encode({ width: 90, height: 40, data: wide, channels: 1 }),
  );
  return folder;
}

/** A file of another size would else be taken for a photograph where the set is not prepared. */
const asTheFilesOfTheSet = { ...usualPicture, asData: true };

const quick = { ...defaultHyperparameters, hiddenLayers: [], epochs: 1, testFraction: 0.2 };

async function trainOn({ services, ended }: ReturnType<typeof desk>, id: string): Promise<string> {
  const dataset = await services.datasets.get(id);
  const run = services.training.start({
    ...{ dataset, preset: null, name: null, origin: 'app' as const },
    hyperparameters: quick,
  });
  await ended(run.id);
  return run.id;
}

describe('one picture', () => {
  const preparations: Record<string, Preparation> = {
    'as the files are': asFilesAre,
    inverted: { ...asFilesAre, invert: true },
    'binarised and smaller': { ...asFilesAre, threshold: 'otsu', size: { width: 20, height: 16 } },
    'like MNIST': { ...likeMnist, invert: true },
    'everything at once': {
      ...{ invert: true, threshold: 120, crop: true, margin: 8, box: 17, centre: true },
      size: { width: 24, height: 20 },
    },
  };

  it.each(Object.entries(preparations))(
    '%s has the same bits in training, as a file, and for a loaded model',
    async (_, preparation) => {
      const at = desk();
      const folder = drawings();
      const { summary, pixels } = await at.services.datasets.open(folder, preparation);
      expect(summary.preparation).toEqual(preparation);
      const runId = await trainOn(at, summary.id);
      const model = readModelFile(at.services.models.modelFileOf(runId)).info;
      expect(at.services.history.runs.summary(runId).dataset.preparation ?? asFilesAre).toEqual(
        preparation,
      );
      const { samples } = await at.services.datasets.samples({
        ...{ datasetId: summary.id, split: null, label: null, offset: 0, limit: 100 },
      });
      const area = summary.width * summary.height;
      expect(samples).toHaveLength(31);
      for (const { index, file } of samples) {
        const path = join(folder, file ?? '');
        const inTraining = new Uint8Array(pixels, index * area, area).slice();
        const asked = await at.services.models.predictPicture(
          { runId, weights: 'best' },
          at.services.paths.tokenFor(path),
          asTheFilesOfTheSet,
        );
        expect(asked.pixels).toEqual(inTraining);
        const image = decodeImage(readFileSync(path), path);
        const loaded = conform(image.pixels, image.width, image.height, model.preprocessing);
        expect(loaded).toEqual(inTraining);
        // The same drawing in light ink on dark.
        const turned = image.pixels.map((value) => 255 - value);
        const ofTurned = conform(turned, image.width, image.height, model.preprocessing);
        if (preparation.threshold === null) expect(ofTurned).toEqual(inTraining);
      }
    },
  );
});

describe('a preparation', () => {
  it('is remembered for the folder, and forgotten when it is undone', async () => {
    const at = desk();
    const { datasets } = at.services;
    const folder = drawings();
    const first = await datasets.show(folder);
    const prepared = await datasets.prepare(first.id, likeMnist);
    expect(prepared).toMatchObject({ width: 28, height: 28, preparation: likeMnist });
    expect(prepared.id).not.toBe(first.id);
    expect((await datasets.show(folder)).fingerprint).toBe(prepared.fingerprint);
    // The command line does as it is told.
    expect((await datasets.open(folder)).summary.fingerprint).toBe(first.fingerprint);
    const again = await datasets.show(folder);
    expect((await datasets.prepare(again.id, asFilesAre)).fingerprint).toBe(first.fingerprint);
    expect((await datasets.show(folder)).fingerprint).toBe(first.fingerprint);
    await failure(datasets.prepare(first.id, likeMnist), 'dataset.notOpen');
  });

  it('shows what it would make of some pictures, without changing the set', async () => {
    const { datasets } = desk().services;
    const { summary } = await datasets.open(drawings());
    const shown = await datasets.previewPreparation(summary.id, { ...likeMnist, invert: true });
    expect(shown).toMatchObject({
      before: { width: 44, height: 36 },
      after: { width: 28, height: 28 },
    });
    const count = shown.samples.length;
    expect(new Set(shown.samples.map(({ label }) => label))).toEqual(new Set([0, 1]));
    expect(shown.pixels.length).toBe(count * (44 * 36 + 28 * 28));
    const { id } = await datasets.prepare(summary.id, { ...likeMnist, invert: true });
    const prepared = await datasets.get(id);
    for (const [place, { index }] of shown.samples.entries()) {
      const start = count * 44 * 36 + place * 784;
      const made = new Uint8Array(prepared.pixels, index * 784, 784);
      expect(shown.pixels.subarray(start, start + 784)).toEqual(made.slice());
    }
  });
});

describe('label names', () => {
  const names = ['flat', 'upright'];
  const stored = async (services: Services, folder: string): Promise<DatasetSummary> =>
    (await services.datasets.open(folder)).summary;

  it('are shown everywhere, kept for the data set and undone', async () => {
    const dataFolder = temporaryFolder();
    const folder = drawings();
    const at = desk(dataFolder);
    const { summary } = await at.services.datasets.open(folder);
    const renamed = at.services.datasets.setLabelNames(summary.id, [' flat ', 'upright']);
    expect(renamed).toEqual({ ...summary, classes: names });
    expect(at.services.datasets.current()?.classes).toEqual(names);
    const runId = await trainOn(at, summary.id);
    expect(readModelFile(at.services.models.modelFileOf(runId)).info.labels).toEqual(names);
    expect(at.services.history.runs.summary(runId).dataset.classes).toEqual(names);
    await at.shutDown();

    const later = desk(dataFolder).services;
    const again = await stored(later, folder);
    expect(again).toMatchObject({ classes: names, fingerprint: summary.fingerprint });
    const prepared = (await later.datasets.open(folder, likeMnist)).summary;
    expect(prepared.classes).toEqual(names);
    later.datasets.setLabelNames(prepared.id, null);
    expect((await stored(later, folder)).classes).toEqual(['lying', 'standing']);
  });

  it('may change after a training: its answers about the data set keep their names', async () => {
    const at = desk();
    const { summary } = await at.services.datasets.open(drawings());
    const runId = await trainOn(at, summary.id);
    at.services.datasets.setLabelNames(summary.id, names);
    const dataset = await at.services.datasets.get(summary.id);
    const answer = await at.services.models.predictSample({ runId, weights: 'best' }, dataset, 20);
    expect(answer.classes).toEqual(['lying', 'standing']);
    expect(answer.expected).toBe(new Uint16Array(dataset.labels)[20]);
  });

  it('are refused when they do not fit', async () => {
    const { datasets } = desk().services;
    const { id } = (await datasets.open(drawings())).summary;
    const set = (given: string[]) =>
      Promise.resolve().then(() => datasets.setLabelNames(id, given));
    await failure(set(['one']), 'labelNames.count');
    await failure(set(['a', '  ']), 'labelNames.empty');
    await failure(set(['a', ' a']), 'labelNames.twice');
    await failure(set(['a', 'b'.repeat(61)]), 'labelNames.long');
  });
});
