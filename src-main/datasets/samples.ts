/** A page of samples with their pixels packed into one buffer, for a grid of thumbnails. */
import type { SamplesPage, SamplesQuery } from '../../src-shared/api.ts';
import { splitNames } from '../../src-shared/dataset.ts';
import type { OpenedDataset } from './open.ts';

/** Without a split or a label, those of all. */
export type SampleSelection = Pick<SamplesQuery, 'offset' | 'limit'> &
  Partial<Pick<SamplesQuery, 'split' | 'label'>>;

/** A page is cut where its pixels would take more than this. Bytes. */
const maximumPageBytes = 64 * 2 ** 20;

/** In the order of the data set; `offset` samples of the selection are passed over, at most `limit` are given. */
export function selectSamples(
  dataset: OpenedDataset,
  { split = null, label = null, offset, limit }: SampleSelection,
): SamplesPage & { pixels: Uint8Array<ArrayBuffer> } {
  const { width, height, samples } = dataset.summary;
  const area = width * height;
  const labels = new Uint16Array(dataset.labels);
  const splits = new Uint8Array(dataset.splits);
  const wantedSplit = split === null ? null : splitNames.indexOf(split);
  const most = Math.min(limit, Math.max(1, Math.floor(maximumPageBytes / area)));
  const chosen: number[] = [];
  let total = 0;
  for (let i = 0; i < samples; i++) {
    if (wantedSplit !== null && splits[i] !== wantedSplit) continue;
    if (label !== null && labels[i] !== label) continue;
    if (total >= offset && chosen.length < most) chosen.push(i);
    total += 1;
  }
  const pixels = new Uint8Array(chosen.length * area);
  for (const [place, i] of chosen.entries())
    pixels.set(new Uint8Array(dataset.pixels, i * area, area), place * area);
  return {
    total,
    samples: chosen.map((index) => ({
      index,
      label: labels[index],
      split: splitNames[splits[index]],
      file: dataset.files?.[index] ?? null,
    })),
    pixels,
  };
}
