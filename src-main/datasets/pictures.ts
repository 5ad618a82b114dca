import type { Pictures } from '../../src-shared/api/datasets.ts';
import { splitNames } from '../../src-shared/dataset.ts';
import type { OpenedDataset } from './open.ts';

/** Samples by their indices, in that order; those that the data set does not have are left out. */
export function picturesOf(
  {
    summary,
    pixels,
    labels,
    splits,
    files,
  }: Pick<OpenedDataset, 'summary' | 'pixels' | 'labels' | 'splits' | 'files'>,
  wanted: readonly number[],
): Pictures & { pixels: Uint8Array<ArrayBuffer> } {
  const area = summary.width * summary.height;
  const indices = wanted.filter((index) => index < summary.samples);
  const packed = new Uint8Array(indices.length * area);
  for (const [place, i] of indices.entries())
    packed.set(new Uint8Array(pixels, i * area, area), place * area);
  return {
    samples: indices.map((index) => ({
      index,
      label: new Uint16Array(labels)[index],
      split: splitNames[new Uint8Array(splits)[index]],
      file: files?.[index] ?? null,
    })),
    pixels: packed,
  };
}
