/** Images of several sizes in one data set: which size they are all brought to, and how. */
import type { ImageSizeCount } from '../../src-shared/dataset.ts';
import { resizeByArea } from '../../src-shared/preprocess.ts';
import type { GreyImage } from './grey.ts';

export interface Size {
  width: number;
  height: number;
}

/** A size is the common one when at least one image in this many has it. */
const commonShare = 4;
/** The longer side where no size is common, as of photographs that were cut out by hand. Pixels. */
const longestSide = 64;

export class SizeCounts {
  readonly #counts = new Map<number, ImageSizeCount>();
  total = 0;

  add({ width, height }: Size): void {
    this.total += 1;
    const key = width * 65_536 + height;
    const entry = this.#counts.get(key);
    if (entry) entry.count += 1;
    else this.#counts.set(key, { width, height, count: 1 });
  }

  /** Most common first; of equally common ones the largest, so that the order of the files does not matter. */
  ranked(): ImageSizeCount[] {
    return [...this.#counts.values()].sort(
      (a, b) => b.count - a.count || b.width * b.height - a.width * a.height || b.width - a.width,
    );
  }
}

/**
 * The size that all images are brought to: the most common one. Where none is common: the median width and the
 * median height of `sample`, made smaller until the longer one is 64 at most. Null without any image.
 */
export function chooseFrame(all: SizeCounts, sample: SizeCounts): Size | null {
  const [first] = all.ranked();
  if (!first) return null;
  if (commonShare * first.count >= all.total) return { width: first.width, height: first.height };
  const judges = (sample.total > 0 ? sample : all).ranked();
  const [width, height] = [median(judges, 'width'), median(judges, 'height')];
  const longer = Math.max(width, height);
  if (longer <= longestSide) return { width, height };
  return { width: shrunk(width, longer), height: shrunk(height, longer) };
}

function median(sizes: readonly ImageSizeCount[], side: 'width' | 'height'): number {
  const sorted = [...sizes].sort((a, b) => a[side] - b[side]);
  const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
  let passed = 0;
  for (const size of sorted) {
    passed += size.count;
    if (passed >= half) return size[side];
  }
  return 1;
}

function shrunk(side: number, longer: number): number {
  return Math.max(1, Math.round((side * longestSide) / longer));
}

/**
 * The image scaled by area until it fits, its aspect kept, in the middle; the rest is filled with its own ground:
 * the median of its rim, which a stroke that touches the rim does not change.
 */
export function fitInto(image: GreyImage, frame: Size): Uint8Array {
  if (image.width === frame.width && image.height === frame.height) return image.pixels;
  const isWide = frame.width * image.height < frame.height * image.width;
  const width = isWide
    ? frame.width
    : Math.max(1, Math.round((image.width * frame.height) / image.height));
  const height = isWide
    ? Math.max(1, Math.round((image.height * frame.width) / image.width))
    : frame.height;
  const scaled = resizeByArea(image.pixels, image.width, image.height, width, height);
  if (width === frame.width && height === frame.height) return scaled;
  const out = new Uint8Array(frame.width * frame.height).fill(rimLevel(image));
  const left = (frame.width - width) >> 1;
  const top = (frame.height - height) >> 1;
  for (let y = 0; y < height; y++)
    out.set(scaled.subarray(y * width, (y + 1) * width), (top + y) * frame.width + left);
  return out;
}

function rimLevel({ width, height, pixels }: GreyImage): number {
  const counts = new Uint32Array(256);
  let total = 0;
  const add = (value: number): void => {
    counts[value] += 1;
    total += 1;
  };
  for (let x = 0; x < width; x++) {
    add(pixels[x]);
    if (height > 1) add(pixels[(height - 1) * width + x]);
  }
  for (let y = 1; y < height - 1; y++) {
    add(pixels[y * width]);
    if (width > 1) add(pixels[y * width + width - 1]);
  }
  let passed = 0;
  return counts.findIndex((count) => (passed += count) * 2 >= total);
}
