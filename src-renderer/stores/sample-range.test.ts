import { expect, test } from 'vitest';
import type { SamplesPage } from '../../src-shared/api/datasets.ts';
import { cutRange, pageOffsets, pageSize } from './sample-range.ts';

/** Pages of 4 images of 2 pixels; image n has the pixels n, n. */
const page = (offset: number, length = 4): Pick<SamplesPage, 'samples' | 'pixels'> => ({
  samples: Array.from({ length }, (_, i) => ({
    index: offset + i,
    label: 0,
    fileLabel: 0,
    split: 'train',
    file: null,
    excluded: false,
    marked: false,
    judged: null,
    suspected: null,
  })),
  pixels: Uint8Array.from({ length: length * 2 }, (_, i) => offset + Math.floor(i / 2)),
});

test('pages are smaller the larger the images', () => {
  expect(pageSize(20 * 20)).toBe(200);
  expect(pageSize(256 * 256)).toBe(16);
  expect(pageSize(4096 * 4096)).toBe(8);
});

test('names the pages of a stretch', () => {
  expect(pageOffsets(5, 3, 4)).toEqual([4]);
  expect(pageOffsets(3, 2, 4)).toEqual([0, 4]);
  expect(pageOffsets(8, 0, 4)).toEqual([8]);
});

test('cuts a stretch out of one page', () => {
  const { samples, pixels } = cutRange([page(4)], 4, 5, 2, 2);
  expect(samples.map(({ index }) => index)).toEqual([5, 6]);
  expect([...pixels]).toEqual([5, 5, 6, 6]);
});

test('joins a stretch over the seam of two pages, the last one short', () => {
  const { samples, pixels } = cutRange([page(0), page(4, 2)], 0, 3, 8, 2);
  expect(samples.map(({ index }) => index)).toEqual([3, 4, 5]);
  expect([...pixels]).toEqual([3, 3, 4, 4, 5, 5]);
});
