/** What is left of a data set's samples, and under which labels, when edits are laid over it. */
import type { RunOverlay, SampleEdit } from '../../src-shared/overlay.ts';
import { hashEdits } from '../history/overlay-edits.ts';

export interface EditedData {
  /** Uint16, `[sample]`: a copy where an edit changes one, as what is open goes on being edited. */
  labels: SharedArrayBuffer;
  /** Labels and splits of the samples that are left, `[kept]`, for splitting. */
  kept: { labels: Uint16Array; splits: Uint8Array };
  /** From positions among those that are left to sample indices. */
  toSamples(positions: Uint32Array): Uint32Array;
}

export function editedData(
  data: { labels: SharedArrayBuffer; splits: SharedArrayBuffer },
  edits: readonly SampleEdit[],
): EditedData {
  const labels = relabelled(data.labels, edits);
  const all = new Uint16Array(labels);
  const splits = new Uint8Array(data.splits);
  if (!edits.some(({ excluded }) => excluded))
    return { labels, kept: { labels: all, splits }, toSamples: (positions) => positions };
  const isOut = new Uint8Array(splits.length);
  for (const { index, excluded } of edits) if (excluded) isOut[index] = 1;
  const kept = new Uint32Array(splits.length);
  let count = 0;
  for (let i = 0; i < splits.length; i++) if (isOut[i] === 0) kept[count++] = i;
  const samples = kept.subarray(0, count);
  return {
    labels,
    kept: {
      labels: Uint16Array.from(samples, (i) => all[i]),
      splits: Uint8Array.from(samples, (i) => splits[i]),
    },
    toSamples: (positions) => positions.map((position) => samples[position]),
  };
}

function relabelled(labels: SharedArrayBuffer, edits: readonly SampleEdit[]): SharedArrayBuffer {
  if (!edits.some(({ label }) => label !== null)) return labels;
  const copy = new SharedArrayBuffer(labels.byteLength);
  const values = new Uint16Array(copy);
  values.set(new Uint16Array(labels));
  for (const { index, label } of edits) if (label !== null) values[index] = label;
  return copy;
}

/** What a run says of its edits; undefined where there are none. */
export function runOverlay(edits: readonly SampleEdit[]): RunOverlay | undefined {
  const hash = hashEdits(edits);
  if (hash === null) return undefined;
  return {
    hash,
    relabelled: edits.filter(({ label }) => label !== null).length,
    excluded: edits.filter(({ excluded }) => excluded).length,
  };
}
