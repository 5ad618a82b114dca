/** Images of several sizes in one data set: which size they are all brought to, and how. */
import type { ImageSizeCount } from '../../src-shared/dataset.ts';

export { fitInto } from '../../src-shared/fit.ts';

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
