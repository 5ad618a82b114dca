/**
 * Edits of very many images at once, over plain arrays: 70,000 of them have to be done in a blink, also the first
 * time, when nothing of this is compiled yet. Hence no object, no closure and no private field in a loop.
 */
import { splitNames } from '../../src-shared/dataset.ts';
import { overlayFlags } from '../../src-shared/overlay.ts';
import { noLabel, type PackedEdits } from '../history/overlay-edits.ts';

const { excluded, marked, relabelled } = overlayFlags;
const kept = excluded | marked;

export interface OverlayArrays {
  /** `[sample]`: as the files give them; with the edits; bits of `overlayFlags`. */
  original: Uint16Array;
  labels: Uint16Array;
  flags: Uint8Array;
}

/** How these images are now. */
export function packNow(indices: ArrayLike<number>, { labels, flags }: OverlayArrays): PackedEdits {
  const packed = new Int32Array(3 * indices.length);
  for (let k = 0, at = 0; k < indices.length; k++, at += 3) {
    const index = indices[k];
    packed[at] = index;
    packed[at + 1] = (flags[index] & relabelled) === 0 ? noLabel : labels[index];
    packed[at + 2] = flags[index] & kept;
  }
  return packed;
}

/** All images that are not as in the files, in their order. */
export function packEdited(arrays: OverlayArrays): PackedEdits {
  const { flags } = arrays;
  const edited = new Uint32Array(flags.length);
  let count = 0;
  for (let i = 0; i < flags.length; i++) if (flags[i] !== 0) edited[count++] = i;
  return packNow(edited.subarray(0, count), arrays);
}

export function applyEdits(edits: PackedEdits, { original, labels, flags }: OverlayArrays): void {
  for (let at = 0; at < edits.length; at += 3) {
    const index = edits[at];
    const label = edits[at + 1];
    labels[index] = label === noLabel ? original[index] : label;
    flags[index] = edits[at + 2] | (label === noLabel ? 0 : relabelled);
  }
}

/** Only those of `after` that are not as in `before`, of both. A label that the file gives anyway is none. */
export function onlyChanged(
  before: PackedEdits,
  after: PackedEdits,
  { original }: Pick<OverlayArrays, 'original'>,
): { before: PackedEdits; after: PackedEdits } {
  let end = 0;
  for (let at = 0; at < before.length; at += 3) {
    const index = after[at];
    const label = after[at + 1] === original[index] ? noLabel : after[at + 1];
    const bits = after[at + 2];
    if (label === before[at + 1] && bits === before[at + 2]) continue;
    before[end] = after[end] = index;
    before[end + 1] = before[at + 1];
    before[end + 2] = before[at + 2];
    after[end + 1] = label;
    after[end + 2] = bits;
    end += 3;
  }
  return { before: before.slice(0, end), after: after.slice(0, end) };
}

export interface OverlayCounts {
  relabelled: number;
  excluded: number;
  marked: number;
  /** `[split, class]` of the images that are not excluded. */
  perClass: Uint32Array;
}

export function countEdits(
  { labels, flags }: OverlayArrays,
  splits: Uint8Array,
  classes: number,
): OverlayCounts {
  const perClass = new Uint32Array(splitNames.length * classes);
  /** Images by their flags. */
  const withFlags = new Uint32Array(8);
  for (let i = 0; i < flags.length; i++) {
    withFlags[flags[i]] += 1;
    if ((flags[i] & excluded) === 0) perClass[splits[i] * classes + labels[i]] += 1;
  }
  const having = (bit: number): number =>
    withFlags.reduce((sum, count, bits) => sum + ((bits & bit) === 0 ? 0 : count), 0);
  return {
    ...{ relabelled: having(relabelled), excluded: having(excluded), marked: having(marked) },
    perClass,
  };
}
