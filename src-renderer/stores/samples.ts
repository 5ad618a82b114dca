/** Images of the open data set, fetched as atlas pages and kept while there is room. */
import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import type { SampleInfo, SamplesPage, SamplesQuery } from '../../src-shared/api/datasets.ts';
import type { DatasetSummary } from '../../src-shared/dataset.ts';
import { call } from '../api.ts';
import { PageCache } from './page-cache.ts';
import { useDataset } from './dataset.ts';
import { useOverlay } from './overlay.ts';
import { cutRange, pageOffsets, pageSize } from './sample-range.ts';

/** `version`: of lists and judgements; pages of before are asked for again under another. */
export type PageQuery = Omit<SamplesQuery, 'datasetId'> & { version?: number };
/** One image: its description, and where its pixels are in its page's atlas. */
export interface Sample extends SampleInfo {
  /** `[height, width]`, a view into the atlas. */
  pixels: Uint8Array;
}

/** Two full-width pages of large images and some hundred rows of small ones fit in. */
const cacheBytes = 48 * 1024 * 1024;

export const useSamples = defineStore('samples', () => {
  const dataset = useDataset();
  const overlay = useOverlay();
  /** Light ink shown dark and the other way round, everywhere; the data stay as they are. */
  const inverted = ref(false);

  const cache = new PageCache<SamplesPage>(cacheBytes, (page) => page.pixels.byteLength);
  watch(
    () => dataset.current?.id,
    () => cache.clear(),
  );

  function keyed(datasetId: string, version: number, query: Omit<PageQuery, 'version'>) {
    const asked = { revision: overlay.revision, ...query };
    return { asked, key: JSON.stringify([datasetId, version, asked]) };
  }

  /** A page of the open data set; null when none is open, or another one was opened meanwhile. */
  async function page({ version = 0, ...query }: PageQuery): Promise<SamplesPage | null> {
    const datasetId = dataset.current?.id;
    if (datasetId === undefined) return null;
    const { asked, key } = keyed(datasetId, version, query);
    const loaded = await cache.get(key, () => call('datasets/samples', { datasetId, ...asked }));
    return dataset.current?.id === datasetId ? loaded : null;
  }

  /** `limit` images from `offset` on, from whole pages, so that scrolling asks for each image once. */
  async function range({
    offset,
    limit,
    ...of
  }: PageQuery): Promise<Pick<SamplesPage, 'samples' | 'pixels'> | null> {
    const current = dataset.current;
    if (!current) return null;
    const { imagePixels, size, offsets } = pagesOf(current, offset, limit);
    const pages = await Promise.all(
      offsets.map((start) => page({ ...of, offset: start, limit: size })),
    );
    const found = pages.filter((one) => one !== null);
    if (found.length < pages.length) return null;
    return cutRange(found, offsets[0], offset, limit, imagePixels);
  }

  function pagesOf(current: DatasetSummary, offset: number, limit: number) {
    const imagePixels = current.width * current.height;
    const size = pageSize(imagePixels);
    return { imagePixels, size, offsets: pageOffsets(offset, limit, size) };
  }

  /** As `range`, when all of it is here already: while scrolling no frame has to wait. */
  function rangeNow({
    offset,
    limit,
    version = 0,
    ...of
  }: PageQuery): Pick<SamplesPage, 'samples' | 'pixels'> | null {
    const current = dataset.current;
    if (!current) return null;
    const { imagePixels, size, offsets } = pagesOf(current, offset, limit);
    const pages = offsets.flatMap(
      (start) =>
        cache.peek(keyed(current.id, version, { ...of, offset: start, limit: size }).key) ?? [],
    );
    if (pages.length < offsets.length) return null;
    return cutRange(pages, offsets[0], offset, limit, imagePixels);
  }

  /** The sample at a place of a view; of the whole data set unless told. */
  async function at(
    offset: number,
    of: Omit<PageQuery, 'offset' | 'limit'> = {},
  ): Promise<Sample | null> {
    const found = await page({ ...of, offset, limit: 1 });
    const info = found?.samples[0];
    return found && info ? { ...info, pixels: found.pixels } : null;
  }

  /** Any image: of the test images, where there are some, which are the ones worth asking about. */
  async function random(): Promise<Sample | null> {
    const { current } = dataset;
    if (!current) return null;
    const testImages = current.counts.test.reduce((sum, count) => sum + count, 0);
    const place = Math.floor(Math.random() * (testImages || current.samples));
    return at(place, { split: testImages > 0 ? 'test' : null });
  }

  return { inverted, page, range, rangeNow, at, random };
});
