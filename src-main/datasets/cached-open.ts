/** Opens a data set from the cache where nothing changed; else reads its files and puts them there. */
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asFilesAre, changesNothing } from '../../src-shared/preparation.ts';
import { type CachePlace, findInCache, storeInCache, unlessDefect } from './cache.ts';
import { areUnchanged, inputsOf, watchListings } from './cache-inputs.ts';
import { isSystemError } from './file-errors.ts';
import {
  openDataset,
  type OpenedDataset,
  type OpenOptions,
  prepareRead,
  readDataset,
} from './open.ts';
import { createBreathing } from './reading.ts';
import { statisticsOf } from './statistics.ts';
import type { StoredEntry } from './stored-entry.ts';

export interface CachedOpenOptions extends OpenOptions {
  /**
   * Whether what the cache has of a folder may be taken for true at once, to be checked afterwards: by `pending`. Only
   * a changed time of the folder itself is noticed before.
   */
  atOnce?: boolean;
}

interface CachedOpening {
  dataset: OpenedDataset;
  /** What an opening at once left to be done; null where there is nothing. */
  pending: PendingCheck | null;
  /** Writes the cache, if there is something to write; for afterwards, so that nobody waits for it. */
  keep(): Promise<void>;
}

export interface PendingCheck {
  /** Has the pixels of these samples there, and the names of all files. False where the entry is not sound. */
  need(samples: Iterable<number>): Promise<boolean>;
  /** Has everything there. False where the entry is not sound. */
  whole(): Promise<boolean>;
  /** Has everything there, then says whether the files are those that the entry was made from. Once only. */
  check(): Promise<boolean>;
}

/** A thread that answers questions meanwhile lets them in after so many milliseconds. */
const backgroundBreath = 8;

/** `cache`: null without one. It holds what the files say; the preparation comes after it. @throws as `openDataset` */
export async function openThroughCache(
  path: string,
  options: CachedOpenOptions,
  cache: CachePlace | null,
): Promise<CachedOpening> {
  const root = cache && (await realPath(path));
  if (!cache || root === null)
    return { dataset: await openDataset(path, options), pending: null, keep: async () => {} };

  const started = performance.now();
  const startedAt = Date.now();
  const { signal = new AbortController().signal, how = {} } = options;
  const key = { root, manner: JSON.stringify(how) };
  const entry = await findInCache(cache, key, signal, createBreathing(signal));
  const opened = entry && (await openEntry(entry, path, root, started, options));
  if (opened) return opened;

  const { result: read, listings } = await watchListings(() => readDataset(path, options));
  return {
    dataset: await prepareRead(read, path, started, options),
    pending: null,
    async keep() {
      const breathe = createBreathing(new AbortController().signal);
      try {
        const inputs = await inputsOf(listings, startedAt, breathe);
        if (!inputs) return;
        const folderChanged = (await stat(root)).mtimeMs;
        const statistics = statisticsOf(read.raw);
        await storeInCache(cache, key, { inputs, folderChanged, read, statistics }, breathe);
      } catch (thrown) {
        if (!isSystemError(thrown)) throw thrown;
      }
    },
  };
}

/** Null where it is not sound or no longer true. Closes it. @throws as `prepareRead` */
async function openEntry(
  entry: StoredEntry,
  path: string,
  root: string,
  started: number,
  options: CachedOpenOptions,
): Promise<CachedOpening | null> {
  const { onProgress, signal = new AbortController().signal, preparation = asFilesAre } = options;
  const { raw, head } = entry;
  const { facts, statistics, folderChanged } = head;
  const breathe = createBreathing(signal);
  let isLeftOpen = false;
  try {
    const atOnce = options.atOnce === true && (await changeOf(root)) === folderChanged;
    const plain = changesNothing(preparation, raw);
    const isSound = !atOnce
      ? await isTrue(entry, root, breathe)
      : plain || (await isWhole(entry, breathe));
    signal.throwIfAborted();
    if (!isSound) return null;
    const files = atOnce && plain ? null : ((await entry.names(breathe))?.files ?? null);
    const read = { raw: { ...raw, files }, facts };
    const prepared = await prepareRead(read, path, started, options, statistics);
    const { summary } = prepared;
    onProgress?.(1, summary.samples, summary.samples);
    const dataset = { ...prepared, summary: { ...summary, fromCache: true } };
    isLeftOpen = atOnce;
    const pending = atOnce ? pendingCheck(entry, dataset, root) : null;
    return { dataset, pending, keep: async () => {} };
  } finally {
    if (!isLeftOpen) await entry.close();
  }
}

function pendingCheck(entry: StoredEntry, dataset: OpenedDataset, root: string): PendingCheck {
  const breathe = createBreathing(new AbortController().signal, backgroundBreath);
  const takeNames = async (): Promise<boolean> => {
    const names = await entry.names(breathe);
    if (names) dataset.files = names.files;
    return names !== null;
  };
  const whole = async (): Promise<boolean> =>
    (await isWhole(entry, breathe)) && (await takeNames());
  return {
    whole,
    async need(samples) {
      try {
        if (!(await takeNames())) return false;
        entry.readSamples(samples);
        return true;
      } catch (thrown) {
        unlessDefect(thrown);
        // It may have been closed meanwhile: then everything is there.
        return whole();
      }
    },
    async check() {
      try {
        return (await isTrue(entry, root, breathe)) && (await takeNames());
      } finally {
        await entry.close();
      }
    },
  };
}

/** Whether the entry is sound, all of it in memory from then on, and its files are as they were. */
async function isTrue(
  entry: StoredEntry,
  root: string,
  breathe: () => Promise<void>,
): Promise<boolean> {
  const unchanged = async (): Promise<boolean> => {
    const names = await entry.names(breathe);
    return names !== null && (await areUnchanged(root, names.inputs, breathe));
  };
  // The pixels are read by other threads while this one looks at the files. Whatever comes of it, the entry is not
  // closed under the reading's hands.
  const [sound, same] = await Promise.allSettled([isWhole(entry, breathe), unchanged()]);
  if (sound.status === 'rejected') throw sound.reason;
  if (same.status === 'rejected') return unlessDefect(same.reason) ?? false;
  return sound.value && same.value;
}

async function isWhole(entry: StoredEntry, breathe: () => Promise<void>): Promise<boolean> {
  try {
    return (await entry.pixels(breathe)) && (await entry.names(breathe)) !== null;
  } catch (thrown) {
    return unlessDefect(thrown) ?? false;
  }
}

/** When a folder last changed; null where that cannot be told. */
async function changeOf(root: string): Promise<number | null> {
  return (await stat(root).catch(unlessDefect))?.mtimeMs ?? null;
}

/** Null where there is none: the opening says why. */
async function realPath(path: string): Promise<string | null> {
  return realpath(resolve(path)).catch(unlessDefect);
}
