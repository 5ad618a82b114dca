/** A stretch of images put together from pages that start at multiples of the page's size. */
import type { SamplesPage } from '../../src-shared/api/datasets.ts';

/** Images a page: about a megabyte, so that neither tiny nor large images make odd requests. */
export const pageSize = (imagePixels: number): number =>
  Math.max(8, Math.min(200, Math.floor(2 ** 20 / imagePixels)));

/** Offsets of the pages that hold `count` images from `offset` on. */
export function pageOffsets(offset: number, count: number, size: number): number[] {
  const first = Math.floor(offset / size);
  const last = Math.floor((offset + Math.max(count, 1) - 1) / size);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * size);
}

/**
 * Cuts the stretch out of its pages. One page is cut without a copy; the seam of two is copied.
 * `imagePixels`: bytes an image.
 */
export function cutRange(
  pages: readonly Pick<SamplesPage, 'samples' | 'pixels'>[],
  firstOffset: number,
  offset: number,
  count: number,
  imagePixels: number,
): Pick<SamplesPage, 'samples' | 'pixels'> {
  const skip = offset - firstOffset;
  const samples = pages.flatMap((page) => page.samples).slice(skip, skip + count);
  const [from, to] = [skip * imagePixels, (skip + samples.length) * imagePixels];
  if (pages.length === 1) return { samples, pixels: pages[0].pixels.subarray(from, to) };
  const joined = new Uint8Array(pages.reduce((sum, page) => sum + page.pixels.length, 0));
  let at = 0;
  for (const page of pages) {
    joined.set(page.pixels, at);
    at += page.pixels.length;
  }
  return { samples, pixels: joined.subarray(from, to) };
}
