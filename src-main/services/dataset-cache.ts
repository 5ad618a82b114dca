/** The decoded data sets in the app's data folder: how much they take, and how to be rid of them. */
import type { CacheUsage } from '../../src-shared/dataset.ts';
import { cacheUsage, clearCache, evict, type CachePlace } from '../datasets/cache.ts';
import type { createSettings } from './settings.ts';

const megabyte = 1e6;

export function createDatasetCache(
  folder: string,
  settings: ReturnType<typeof createSettings>,
  isUsed: boolean,
) {
  const limit = (): number => settings.get().cacheMegabytes * megabyte;
  const usage = (): Promise<CacheUsage> => cacheUsage(folder);
  return {
    /** Null where nothing is to be kept. */
    place(): CachePlace | null {
      const maximumBytes = limit();
      return isUsed && maximumBytes > 0 ? { folder, maximumBytes } : null;
    },
    usage,
    async clear(): Promise<CacheUsage> {
      await clearCache(folder);
      return usage();
    },
    /** Another limit holds at once. */
    async setLimit(cacheMegabytes: number): Promise<CacheUsage> {
      settings.set({ cacheMegabytes });
      await evict(folder, limit());
      return usage();
    },
  };
}
