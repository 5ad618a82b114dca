/** Opens a data set from the cache where nothing changed; else reads its files and puts them there. */
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type CachePlace, findInCache, storeInCache } from './cache.ts';
import { inputsOf, watchListings } from './cache-inputs.ts';
import { isSystemError } from './file-errors.ts';
import {
  openDataset,
  type OpenedDataset,
  type OpenOptions,
  prepareRead,
  readDataset,
} from './open.ts';
import { createBreathing } from './reading.ts';

interface CachedOpening {
  dataset: OpenedDataset;
  /** Writes the cache, if there is something to write; for afterwards, so that nobody waits for it. */
  keep(): Promise<void>;
}

/** `cache`: null without one. It holds what the files say; the preparation comes after it. @throws as `openDataset` */
export async function openThroughCache(
  path: string,
  options: OpenOptions,
  cache: CachePlace | null,
): Promise<CachedOpening> {
  const root = cache && (await realPath(path));
  if (!cache || root === null)
    return { dataset: await openDataset(path, options), keep: async () => {} };

  const started = performance.now();
  const startedAt = Date.now();
  const { onProgress, signal, how = {} } = options;
  const key = { root, manner: JSON.stringify(how) };
  const noSignal = new AbortController().signal;
  const breathe = createBreathing(signal ?? noSignal);
  const entry = await findInCache(cache, key, signal ?? noSignal, breathe);
  if (entry) {
    const dataset = await prepareRead(entry.read, path, started, options);
    const { summary } = dataset;
    onProgress?.(1, summary.samples, summary.samples);
    return {
      dataset: { ...dataset, summary: { ...summary, fromCache: true } },
      keep: async () => {},
    };
  }

  const { result: read, listings } = await watchListings(() => readDataset(path, options));
  return {
    dataset: await prepareRead(read, path, started, options),
    async keep() {
      const breathe = createBreathing(noSignal);
      try {
        const inputs = await inputsOf(listings, startedAt, breathe);
        if (inputs) await storeInCache(cache, key, { inputs, read }, breathe);
      } catch (thrown) {
        if (!isSystemError(thrown)) throw thrown;
      }
    },
  };
}

/** Null where there is none: the opening says why. */
async function realPath(path: string): Promise<string | null> {
  try {
    return await realpath(resolve(path));
  } catch (thrown) {
    if (isSystemError(thrown)) return null;
    throw thrown;
  }
}
