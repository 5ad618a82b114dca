/** A few pictures as the files have them, kept to show what a preparation would make of them. */
import { inEffect, type Preparation, prepare, preparedSize } from '../../src-shared/preparation.ts';
import { resizeByArea } from '../../src-shared/resize.ts';
import type { DatasetInFiles } from '../../src-shared/dataset.ts';
import type { PreparationPreview } from '../../src-shared/api/datasets.ts';
import { createRandom } from '../engine/random.ts';
import type { RawDataset } from './formats/format.ts';
import { polarityAfter } from './preparation.ts';

export interface Examples {
  indices: number[];
  labels: number[];
  width: number;
  height: number;
  /** `[indices.length, height, width]`. */
  pixels: Uint8Array;
}

/** As many as a person takes in at a glance. */
const shownExamples = 8;
/** The pictures that are kept take at most so many bytes. */
const maximumBytes = 32 * 2 ** 20;
/** A larger picture is shown smaller than it is. Pixels. */
const largestShown = 256;

/** One picture each of classes that are spread over all of them, always the same ones. */
export function keepExamples({ width, height, classes, labels, pixels }: RawDataset): Examples {
  const area = width * height;
  const labelOf = new Uint16Array(labels);
  const room = Math.max(1, Math.min(shownExamples, Math.floor(maximumBytes / area)));
  const count = Math.min(room, labelOf.length);
  const order = createRandom(1, 'examples').permutation(labelOf.length);
  const indices: number[] = [];
  // Classes in turn; where there are fewer of them than places, they come again with other pictures.
  const chosen = new Set<number>();
  for (let place = 0; place < count; place++) {
    const wanted = Math.floor((place * classes.length) / count) % classes.length;
    const found = order.find((i) => labelOf[i] === wanted && !chosen.has(i));
    const index = found ?? order.find((i) => !chosen.has(i)) ?? 0;
    chosen.add(index);
    indices.push(index);
  }
  const kept = new Uint8Array(count * area);
  for (const [place, i] of indices.entries())
    kept.set(new Uint8Array(pixels, i * area, area), place * area);
  return { indices, labels: indices.map((i) => labelOf[i]), width, height, pixels: kept };
}

/** The examples before and after. */
export function previewPreparation(
  { indices, labels, width, height, pixels }: Examples,
  wanted: Preparation,
  { polarity }: Pick<DatasetInFiles, 'polarity'>,
): PreparationPreview & { pixels: Uint8Array<ArrayBuffer> } {
  const area = width * height;
  const preparation = inEffect(wanted, { width, height });
  const after = preparedSize(preparation, { width, height });
  const to = { ...after, preparation, polarity: polarityAfter(preparation, { polarity }) };
  const shrink = Math.min(1, largestShown / Math.max(width, height));
  const before = {
    width: Math.max(1, Math.round(width * shrink)),
    height: Math.max(1, Math.round(height * shrink)),
  };
  const beforeArea = before.width * before.height;
  const afterArea = after.width * after.height;
  const made = new Uint8Array(indices.length * (beforeArea + afterArea));
  for (const place of indices.keys()) {
    const picture = { width, height, pixels: pixels.subarray(place * area, (place + 1) * area) };
    const shown = resizeByArea(picture.pixels, width, height, before.width, before.height);
    made.set(shown, place * beforeArea);
    made.set(prepare(picture, to), indices.length * beforeArea + place * afterArea);
  }
  return {
    samples: indices.map((index, place) => ({ index, label: labels[place] })),
    before,
    after,
    pixels: made,
  };
}
