import { describe, expect, it, onTestFinished } from 'vitest';
import { DatasetClient } from './client.ts';
import { openDataset } from './open.ts';
import type { SampleSelection } from './samples.ts';
import { bundledSample, failure, greyPng, makeFolder } from './test-files.ts';

async function open(path: string): Promise<DatasetClient> {
  const client = await DatasetClient.open(path);
  onTestFinished(() => client.close());
  return client;
}

describe('opening in the worker', () => {
  it('gives what opening here gives, in shared memory', async () => {
    const here = await openDataset(bundledSample);
    const { dataset } = await open(bundledSample);
    expect(dataset.summary).toEqual({ ...here.summary, seconds: dataset.summary.seconds });
    expect(dataset.pixels).toBeInstanceOf(SharedArrayBuffer);
    expect(Buffer.from(dataset.pixels).equals(Buffer.from(here.pixels))).toBe(true);
    expect(Buffer.from(dataset.labels).equals(Buffer.from(here.labels))).toBe(true);
    expect(Buffer.from(dataset.splits).equals(Buffer.from(here.splits))).toBe(true);
  });

  it('reports progress, not too often', async () => {
    const reports: number[] = [];
    const started = performance.now();
    const client = await DatasetClient.open(manyImages(1500), {
      onProgress: (_, done) => reports.push(done),
    });
    await client.close();
    const seconds = (performance.now() - started) / 1000;
    expect(reports.at(-1)).toBe(1500);
    expect(reports.length).toBeLessThan(15 * seconds + 3);
  });

  it('hands errors over as they are', async () => {
    const path = makeFolder({ 'a/1.png': greyPng(1) });
    const error = await failure(DatasetClient.open(path), 'dataset.oneClass');
    expect(error.values).toEqual({ path, label: 'a' });
  });

  it('is cancelled whatever it is doing, without waiting for its end', async () => {
    const path = manyImages(1500);
    // Before its thread has started, and in the middle.
    for (const isAtOnce of [true, false]) {
      const cancel = new AbortController();
      const done: number[] = [];
      const opening = DatasetClient.open(path, {
        signal: cancel.signal,
        onProgress: (_, count) => {
          done.push(count);
          cancel.abort();
        },
      });
      if (isAtOnce) cancel.abort();
      await expect(opening).rejects.toThrow('aborted');
      expect(done).toHaveLength(isAtOnce ? 0 : 1);
      if (!isAtOnce) expect(done[0]).toBeLessThan(1500);
    }
    await expect(DatasetClient.open(path, { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

describe('samples', () => {
  const letters = () =>
    makeFolder({
      ...{ 'train/a/1.png': greyPng(1), 'train/a/2.png': greyPng(2), 'train/b/1.png': greyPng(3) },
      'test/a/1.png': greyPng(4),
    });

  it('are given page by page, with their pixels packed', async () => {
    const client = await open(letters());
    const page = await client.samples({ offset: 1, limit: 2 });
    expect(page.total).toBe(4);
    const plain = { excluded: false, marked: false, judged: null, suspected: null };
    expect(page.samples).toEqual([
      { index: 1, label: 0, fileLabel: 0, split: 'train', file: 'train/a/2.png', ...plain },
      { index: 2, label: 1, fileLabel: 1, split: 'train', file: 'train/b/1.png', ...plain },
    ]);
    expect(page.pixels).toEqual(Uint8Array.from({ length: 32 }, (_, i) => (i < 16 ? 2 : 3)));
  });

  it('are filtered by split and label', async () => {
    const client = await open(letters());
    const places = async (selection: Partial<SampleSelection>) => {
      const { total, samples } = await client.samples({ offset: 0, limit: 9, ...selection });
      return [total, samples.map(({ index }) => index)];
    };
    expect(await places({ split: 'train' })).toEqual([3, [0, 1, 2]]);
    expect(await places({ label: 0 })).toEqual([3, [0, 1, 3]]);
    expect(await places({ split: 'test', label: 0 })).toEqual([1, [3]]);
    expect(await places({ split: 'test', label: 1 })).toEqual([0, []]);
    expect(await places({ split: null, label: null, offset: 9 })).toEqual([4, []]);
  });

  it('have no file names where one file holds many', async () => {
    const client = await open(bundledSample);
    const { total, samples, pixels } = await client.samples({ split: 'test', offset: 0, limit: 3 });
    expect([total, pixels.length]).toEqual([1000, 1200]);
    expect(samples[0]).toMatchObject({ index: 4000, split: 'test', file: null });
  });
});

describe('the end of the worker', () => {
  it('rejects what is pending and all that follows, when it was closed', async () => {
    const client = await open(bundledSample);
    const pending = client.samples({ offset: 0, limit: 1 });
    const closing = client.close();
    await failure(pending, 'dataset.notOpen');
    await closing;
    await failure(client.samples({ offset: 0, limit: 1 }), 'dataset.notOpen');
    // The pixels outlive the thread.
    expect(new Uint8Array(client.dataset.pixels).some((value) => value > 0)).toBe(true);
  });

  it('rejects what is pending and all that follows, when it crashed', async () => {
    const client = await open(bundledSample);
    const nonsense = null as unknown as SampleSelection;
    const [first, second] = [client.samples(nonsense), client.samples({ offset: 0, limit: 1 })];
    await failure(first, 'dataset.workerDied');
    await failure(second, 'dataset.workerDied');
    await failure(client.samples({ offset: 0, limit: 1 }), 'dataset.workerDied');
  });
});

function manyImages(count: number): string {
  const images = Array.from({ length: count }, (_, i) => [`${i % 3}/${i}.png`, greyPng(i % 256)]);
  return makeFolder(Object.fromEntries(images));
}
