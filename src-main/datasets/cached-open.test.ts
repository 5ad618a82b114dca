import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asFilesAre } from '../../src-shared/preparation.ts';
import type { CachePlace } from './cache.ts';
import { openThroughCache } from './cached-open.ts';
import { DatasetClient } from './client.ts';
import { greyPng, makeFolder } from './test-files.ts';

/** A set in the cache, old enough to be trusted. Its pictures are of one grey each, 1 to 3. */
async function keptSet(): Promise<{ path: string; cache: CachePlace }> {
  const path = makeFolder({ 'a/1.png': greyPng(1), 'a/2.png': greyPng(2), 'b/1.png': greyPng(3) });
  const cache = { folder: join(makeFolder(), 'cache'), maximumBytes: 2 ** 30 };
  await setTimeout(60);
  const { keep } = await openThroughCache(path, {}, cache);
  await keep();
  return { path, cache };
}

const openAtOnce = (path: string, cache: CachePlace, options = {}) =>
  openThroughCache(path, { ...options, atOnce: true }, cache);

/** The grey of each sample. */
const greys = ({ pixels, summary }: Awaited<ReturnType<typeof openAtOnce>>['dataset']): number[] =>
  Array.from(
    { length: summary.samples },
    (_, i) => new Uint8Array(pixels)[i * summary.width * summary.height],
  );

describe('an opening at once', () => {
  it('has no pixels yet but those that are asked for; then all, and says that they are true', async () => {
    const { path, cache } = await keptSet();
    const { dataset, pending } = await openAtOnce(path, cache);
    const plain = await openThroughCache(path, {}, cache);
    expect(dataset.summary).toEqual({ ...plain.dataset.summary, seconds: dataset.summary.seconds });
    expect(plain.pending).toBeNull();
    expect([greys(dataset), dataset.files]).toEqual([[0, 0, 0], null]);
    expect(await pending?.need([1])).toBe(true);
    expect([greys(dataset), dataset.files]).toEqual([
      [0, 2, 0],
      ['a/1.png', 'a/2.png', 'b/1.png'],
    ]);
    expect(await pending?.check()).toBe(true);
    expect(greys(dataset)).toEqual([1, 2, 3]);
    expect(Buffer.from(dataset.pixels).equals(Buffer.from(plain.dataset.pixels))).toBe(true);
    expect(await pending?.need([0])).toBe(true);
  });

  it.each<[string, (path: string, cache: CachePlace) => void]>([
    ['a file of another content', (path) => writeFileSync(join(path, 'a/1.png'), greyPng(9))],
    ['a new file in a folder', (path) => writeFileSync(join(path, 'a/3.png'), greyPng(9))],
    [
      'a pixel that is not what was kept',
      (_, { folder }) => {
        const [entry] = readdirSync(folder).map((name) => join(folder, name));
        const bytes = readFileSync(entry);
        bytes[bytes.length - 1] ^= 1;
        writeFileSync(entry, bytes);
      },
    ],
  ])('is no longer true: %s', async (_, change) => {
    const { path, cache } = await keptSet();
    change(path, cache);
    const { dataset, pending } = await openAtOnce(path, cache);
    expect(dataset.summary.fromCache).toBe(true);
    expect(await pending?.check()).toBe(false);
    // Whoever opens it otherwise gets what the files say.
    expect((await openThroughCache(path, {}, cache)).dataset.summary.fromCache).toBe(false);
  });

  it('is none where the folder itself has changed', async () => {
    const { path, cache } = await keptSet();
    mkdirSync(join(path, 'c'));
    const { dataset, pending } = await openAtOnce(path, cache);
    expect([dataset.summary.fromCache, pending]).toEqual([false, null]);
  });

  it('has all pixels where they are prepared', async () => {
    const { path, cache } = await keptSet();
    const preparation = { ...asFilesAre, invert: true };
    const { dataset, pending } = await openAtOnce(path, cache, { preparation });
    expect(greys(dataset)).toEqual([254, 253, 252]);
    expect(dataset.examples().pixels[0]).toBeLessThan(4);
    expect(await pending?.check()).toBe(true);
  });
});

describe('in the dataset worker', () => {
  it('questions are answered before all is read, and it tells whether it is true', async () => {
    const { path, cache } = await keptSet();
    const open = async (): Promise<DatasetClient> => {
      const client = await DatasetClient.open(path, { cache, atOnce: true });
      onTestFinished(() => client.close());
      return client;
    };
    const client = await open();
    const page = await client.samples({ offset: 1, limit: 2 });
    expect(page.samples.map(({ file }) => file)).toEqual(['a/2.png', 'b/1.png']);
    const area = page.pixels.length / 2;
    expect([page.pixels[0], page.pixels[area]]).toEqual([2, 3]);
    const means = await client.ask('means', { from: 1, count: 1 });
    expect(means[0]).toBe(3);
    expect((await client.pictures([2, 99])).samples).toHaveLength(1);
    expect(await client.checked).toBe(true);

    writeFileSync(join(path, 'b/1.png'), greyPng(9));
    const changed = await open();
    expect(changed.dataset.summary.fromCache).toBe(true);
    expect(await changed.checked).toBe(false);
    const ended = await open();
    await ended.close();
    expect(await ended.checked).toBe(false);
  });
});
