/** The decoded images that are kept for a quick opening. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { CacheUsage } from '../../src-shared/dataset.ts';
import { call } from '../api.ts';
import { useNotices } from './notices.ts';

export const useDatasetCache = defineStore('dataset-cache', () => {
  const notices = useNotices();
  const usage = shallowRef<CacheUsage | null>(null);

  const become = (found: CacheUsage | undefined): void => {
    if (found) usage.value = found;
  };
  const load = async (): Promise<void> =>
    become(await notices.attempt(() => call('datasets/cacheUsage', null)));
  const clear = async (): Promise<void> =>
    become(await notices.attempt(() => call('datasets/clearCache', null)));
  const setLimit = async (megabytes: number): Promise<void> =>
    become(await notices.attempt(() => call('datasets/setCacheLimit', { megabytes })));

  return { usage, load, clear, setLimit };
});
