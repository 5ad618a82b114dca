/** A page of samples with their pixels packed into one buffer, for a grid of thumbnails. */
import type { SamplesPage } from '../../src-shared/api/datasets.ts';
import { wholeView, type SampleView } from '../../src-shared/browse.ts';
import { splitNames } from '../../src-shared/dataset.ts';
import { overlayFlags } from '../../src-shared/overlay.ts';
import type { Browsing } from './browse.ts';
import type { OpenedDataset } from './open.ts';

/** What is left out of the view is as in the whole one. */
export interface SampleSelection extends Partial<SampleView> {
  /** Of the edits; a page of before a change is asked for again under another. */
  revision?: number;
  offset: number;
  limit: number;
}

/** A page is cut where its pixels would take more than this. Bytes. */
const maximumPageBytes = 64 * 2 ** 20;

/** The samples of a page: in the order of the view, `offset` of them passed over, at most `limit`. */
export function chooseSamples(
  { width, height }: Pick<OpenedDataset['summary'], 'width' | 'height'>,
  browsing: Browsing,
  { offset, limit, revision = 0, ...partial }: SampleSelection,
): { total: number; chosen: Uint32Array } {
  const view = { ...wholeView, ...partial };
  const indices = browsing.indicesOf({ view, revision });
  const most = Math.min(limit, Math.max(1, Math.floor(maximumPageBytes / (width * height))));
  return { total: indices.length, chosen: indices.subarray(offset, offset + most) };
}

export function selectSamples(
  dataset: OpenedDataset,
  browsing: Browsing,
  selection: SampleSelection,
): SamplesPage & { pixels: Uint8Array<ArrayBuffer> } {
  const { width, height } = dataset.summary;
  const area = width * height;
  const original = new Uint16Array(dataset.labels);
  const splits = new Uint8Array(dataset.splits);
  const { total, chosen } = chooseSamples(dataset.summary, browsing, selection);
  const pixels = new Uint8Array(chosen.length * area);
  for (const [place, i] of chosen.entries())
    pixels.set(new Uint8Array(dataset.pixels, i * area, area), place * area);
  const { labels, flags } = browsing;
  return {
    total,
    samples: Array.from(chosen, (index) => ({
      index,
      label: labels[index],
      split: splitNames[splits[index]],
      file: dataset.files?.[index] ?? null,
      fileLabel: original[index],
      excluded: (flags[index] & overlayFlags.excluded) !== 0,
      marked: (flags[index] & overlayFlags.marked) !== 0,
      judged: browsing.judgementOf('model', index),
      suspected: browsing.judgementOf('suspicious', index),
    })),
    pixels,
  };
}
