import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CachePlace, cacheUsage, clearCache } from './cache.ts';
import { openThroughCache } from './cached-open.ts';
import { DatasetClient } from './client.ts';
import { openDataset, type OpenedDataset } from './open.ts';
import { bundledSample, failure, greyPng, makeFolder } from './test-files.ts';

/** A cache of its own for a test. */
function makeCache(maximumBytes = 2 ** 30): CachePlace {
  return { folder: join(makeFolder(), 'cache'), maximumBytes };
}

/** Two classes, beside them a file that is skipped; old enough to be trusted. */
async function makeSet(more: Record<string, Uint8Array | string> = {}): Promise<string> {
  const path = makeFolder({
    ...{ 'a/1.png': greyPng(1), 'a/2.png': greyPng(2), 'b/1.png': greyPng(3), 'notes.txt': 'x' },
    ...more,
  });
  await settle();
  return path;
}

/** What changed a moment ago is not trusted yet. */
const settle = (): Promise<void> => setTimeout(60);

async function open(path: string, cache: CachePlace): Promise<OpenedDataset> {
  const { dataset, keep } = await openThroughCache(path, {}, cache);
  await keep();
  return dataset;
}

const entriesIn = ({ folder }: CachePlace): string[] =>
  existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
const isFromCache = async (path: string, cache: CachePlace): Promise<boolean> =>
  (await open(path, cache)).summary.fromCache;

describe('a second opening', () => {
  it('comes from the cache, and is the same data set', async () => {
    const cache = makeCache();
    const path = await makeSet({ 'b/2.png': greyPng(4, 6, 6), 'b/3.png': 'no image' });
    const first = await open(path, cache);
    const second = await open(path, cache);
    expect([first.summary.fromCache, second.summary.fromCache]).toEqual([false, true]);
    expect(second.summary).toEqual({
      ...first.summary,
      ...{ fromCache: true, seconds: second.summary.seconds },
    });
    expect(second.summary).toMatchObject({ skippedCount: 2, resizedCount: 1 });
    expect(second.files).toEqual(first.files);
    for (const part of ['pixels', 'labels', 'splits'] as const) {
      expect(second[part]).toBeInstanceOf(SharedArrayBuffer);
      expect(Buffer.from(second[part]).equals(Buffer.from(first[part])), part).toBe(true);
    }
  });

  it('does so for files that hold many images, in the dataset worker', async () => {
    const cache = makeCache();
    const here = await openDataset(bundledSample);
    for (const fromCache of [false, true]) {
      const client = await DatasetClient.open(bundledSample, { cache });
      onTestFinished(() => client.close());
      await client.kept;
      const { summary, pixels } = client.dataset;
      expect(summary).toMatchObject({ fromCache, fingerprint: here.summary.fingerprint });
      expect(Buffer.from(pixels).equals(Buffer.from(here.pixels))).toBe(true);
      expect((await client.samples({ offset: 4000, limit: 1 })).samples[0].split).toBe('test');
    }
  });

  it('is told by its own name and path, reached by another way', async () => {
    const cache = makeCache();
    const path = await makeSet();
    await open(path, cache);
    const link = join(makeFolder(), 'by another name');
    symlinkSync(path, link);
    const { summary } = await open(link, cache);
    expect(summary).toMatchObject({ fromCache: true, name: 'by another name', path: link });
  });

  it('reports that it is done, and is cancelled like any other', async () => {
    const cache = makeCache();
    const path = await makeSet();
    await open(path, cache);
    const reports: number[][] = [];
    await openThroughCache(path, { onProgress: (...report) => reports.push(report) }, cache);
    expect(reports).toEqual([[1, 3, 3]]);
    const opening = openThroughCache(path, { signal: AbortSignal.abort() }, cache);
    await expect(opening).rejects.toThrow('aborted');
  });
});

describe('what changed is noticed', () => {
  it.each<[string, (path: string) => void]>([
    ['a file of another content', (path) => writeFileSync(join(path, 'a/1.png'), greyPng(9))],
    [
      'a file of another content, with its old size and time',
      (path) => {
        const file = join(path, 'a/1.png');
        const other = Buffer.from(greyPng(7));
        expect(other.length).toBe(readFileSync(file).length);
        writeFileSync(file, other);
        utimesSync(file, 1e9, 1e9);
      },
    ],
    ['a new file', (path) => writeFileSync(join(path, 'a/3.png'), greyPng(9))],
    ['a file that is gone', (path) => unlinkSync(join(path, 'a/2.png'))],
    ['a new name', (path) => renameSync(join(path, 'a/2.png'), join(path, 'a/3.png'))],
    ['a new class', (path) => mkdirSync(join(path, 'c'))],
    [
      'a link that leads elsewhere',
      (path) => {
        unlinkSync(join(path, 'b/link'));
        symlinkSync('../other', join(path, 'b/link'));
      },
    ],
  ])('%s', async (_, change) => {
    const cache = makeCache();
    const path = await makeSet({ 'more/1.png': greyPng(5), 'other/1.png': greyPng(6) });
    symlinkSync('../more', join(path, 'b/link'));
    const file = join(path, 'a/1.png');
    utimesSync(file, 1e9, 1e9);
    await settle();
    await open(path, cache);
    expect(await isFromCache(path, cache)).toBe(true);
    change(path);
    await settle();
    expect(await isFromCache(path, cache)).toBe(false);
    expect(await isFromCache(path, cache)).toBe(true);
    expect(entriesIn(cache)).toHaveLength(1);
  });

  it('but not what systems leave behind', async () => {
    const cache = makeCache();
    const path = await makeSet();
    await open(path, cache);
    writeFileSync(join(path, 'a/.DS_Store'), 'x');
    writeFileSync(join(path, 'Thumbs.db'), 'x');
    expect(await isFromCache(path, cache)).toBe(true);
  });

  it('a file that changed a moment ago, or while it was read, is not kept', async () => {
    const cache = makeCache();
    const path = makeFolder({ 'a/1.png': greyPng(1), 'b/1.png': greyPng(2) });
    const changed = (seconds: number): void => {
      const time = Date.now() / 1000 + seconds;
      utimesSync(join(path, 'a/1.png'), time, time);
    };
    // Ahead of the clock, so that it is a moment ago however slow this machine is.
    changed(60);
    await open(path, cache);
    expect(entriesIn(cache)).toEqual([]);
    changed(-60);
    await settle();
    const { keep } = await openThroughCache(path, {}, cache);
    writeFileSync(join(path, 'a/1.png'), greyPng(3));
    await keep();
    expect(entriesIn(cache)).toEqual([]);
  });

  it('a folder that is gone, in spite of the cache', async () => {
    const cache = makeCache();
    const path = await makeSet();
    await open(path, cache);
    rmSync(path, { recursive: true });
    await failure(open(path, cache), 'dataset.notFound');
  });
});

describe('an entry that is not sound', () => {
  const flip = (at: (length: number) => number) => (path: string) => {
    const bytes = readFileSync(path);
    bytes[at(bytes.length)] ^= 1;
    writeFileSync(path, bytes);
  };
  it.each<[string, (path: string) => void]>([
    ['cut short', (path) => truncateSync(path, readFileSync(path).length - 1)],
    ['cut in its header', (path) => truncateSync(path, 40)],
    ['empty', (path) => truncateSync(path, 0)],
    ['of something else', (path) => writeFileSync(path, 'something else altogether')],
    ['with another header', flip(() => 30)],
    ['with another version', flip(() => 7)],
    ['with a huge header', flip(() => 11)],
    ['with one pixel changed', flip((length) => length - 1)],
    ['with one label changed', flip((length) => length - 3 * 17 + 1)],
  ])('%s, is passed over and written anew', async (_, damage) => {
    const cache = makeCache();
    const path = await makeSet();
    const first = await open(path, cache);
    const [entry] = entriesIn(cache);
    damage(entry);
    const again = await open(path, cache);
    expect(again.summary).toMatchObject({
      ...{ fromCache: false, fingerprint: first.summary.fingerprint },
    });
    expect(await isFromCache(path, cache)).toBe(true);
    expect(entriesIn(cache)).toEqual([entry]);
  });
});

describe('the room it takes', () => {
  it('is told, and given back', async () => {
    const cache = makeCache();
    expect(await cacheUsage(cache.folder)).toEqual({ entries: 0, bytes: 0 });
    const path = await makeSet();
    await open(path, cache);
    const { entries, bytes } = await cacheUsage(cache.folder);
    expect([entries, bytes]).toEqual([1, readFileSync(entriesIn(cache)[0]).length]);
    writeFileSync(join(cache.folder, 'not ours.txt'), 'x');
    await clearCache(cache.folder);
    expect(await cacheUsage(cache.folder)).toEqual({ entries: 0, bytes: 0 });
    expect(readdirSync(cache.folder)).toEqual(['not ours.txt']);
    expect(await isFromCache(path, cache)).toBe(false);
  });

  it('is bounded: what was not used for the longest time goes first', async () => {
    const paths = await Promise.all([makeSet(), makeSet(), makeSet()]);
    const whole = makeCache();
    await open(paths[0], whole);
    const { bytes } = await cacheUsage(whole.folder);
    const cache = makeCache(Math.floor(2.5 * bytes));
    await open(paths[0], cache);
    await settle();
    await open(paths[1], cache);
    await settle();
    expect(await isFromCache(paths[0], cache)).toBe(true);
    await settle();
    await open(paths[2], cache);
    expect(entriesIn(cache)).toHaveLength(2);
    expect(await isFromCache(paths[0], cache)).toBe(true);
    expect(await isFromCache(paths[2], cache)).toBe(true);
    expect(await isFromCache(paths[1], cache)).toBe(false);
  });

  it('is not taken by a set that is larger than all of it', async () => {
    const cache = makeCache(40);
    await open(await makeSet(), cache);
    expect(entriesIn(cache)).toEqual([]);
  });

  it('is cleared of what a killed program left half written, and such a thing is never read', async () => {
    const cache = makeCache();
    const path = await makeSet();
    mkdirSync(cache.folder);
    const [old, young] = ['old.part', 'young.part'].map((name) => join(cache.folder, name));
    for (const part of [old, young]) writeFileSync(part, 'half');
    utimesSync(old, 1e9, 1e9);
    await open(path, cache);
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });

  it('may be none: no error where nothing can be written', async () => {
    const folder = join(makeFolder({ 'a file': 'x' }), 'a file');
    const path = await makeSet();
    const cache = { folder, maximumBytes: 2 ** 30 };
    expect((await open(path, cache)).summary.samples).toBe(3);
    expect(await isFromCache(path, cache)).toBe(false);
    expect(await cacheUsage(folder)).toEqual({ entries: 0, bytes: 0 });
  });
});
