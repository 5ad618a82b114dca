/** Opens a data set from the cache where nothing changed; else reads its files and puts them there. */
import { realpath } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type CachePlace, findInCache, storeInCache } from './cache.ts';
import { inputsOf, watchListings } from './cache-inputs.ts';
import { isSystemError } from './file-errors.ts';
import { openDataset, type OpenedDataset, type OpenOptions } from './open.ts';
import { createBreathing } from './reading.ts';

interface CachedOpening {
  dataset: OpenedDataset;
  /** Writes the cache, if there is something to write; for afterwards, so that nobody waits for it. Never rejects. */
  keep(): Promise<void>;
}

/** `cache`: null without one. @throws as `openDataset` */
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
  const { onProgress, signal = new AbortController().signal, onPreview: _, ...how } = options;
  const manner = JSON.stringify(how);
  const entry = await findInCache(cache, root, manner, signal, createBreathing(signal));
  if (entry) {
    const { summary, ...rest } = entry.dataset;
    onProgress?.(1, summary.samples, summary.samples);
    const place = resolve(path);
    const dataset = {
      ...rest,
      summary: {
        ...summary,
        ...{ name: basename(place) || place, path: place, fromCache: true },
        seconds: (performance.now() - started) / 1000,
      },
    };
    return { dataset, keep: async () => {} };
  }

  const { result: dataset, listings } = await watchListings(() => openDataset(path, options));
  return {
    dataset,
    async keep() {
      const breathe = createBreathing(new AbortController().signal);
      try {
        const inputs = await inputsOf(listings, startedAt, breathe);
        if (inputs) await storeInCache(cache, root, manner, { inputs, dataset }, breathe);
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
