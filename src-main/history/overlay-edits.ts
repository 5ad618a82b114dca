/**
 * Edits as packed numbers: 12 bytes an edited image, so that 70,000 of them are hashed in a moment. `[edits, 3]`
 * 32-bit: index, label or -1, flags.
 */
import { createHash } from 'node:crypto';
import { overlayFlags, type SampleEdit } from '../../src-shared/overlay.ts';

export type PackedEdits = Int32Array<ArrayBuffer>;

const each = 3;
/** In the place of a label: that of the files holds. */
export const noLabel = -1;
const { excluded, marked } = overlayFlags;

export function packEdits(edits: readonly SampleEdit[]): PackedEdits {
  const packed = new Int32Array(edits.length * each);
  for (let i = 0; i < edits.length; i++) putEdit(packed, i, edits[i]);
  return packed;
}

/** Writes the edit at place `i`. */
export function putEdit(packed: PackedEdits, i: number, edit: SampleEdit): void {
  packed[i * each] = edit.index;
  packed[i * each + 1] = edit.label ?? noLabel;
  packed[i * each + 2] = (edit.excluded ? excluded : 0) | (edit.marked ? marked : 0);
}

export const editCount = (packed: PackedEdits): number => packed.length / each;

export function editAt(packed: PackedEdits, i: number): SampleEdit {
  const label = packed[i * each + 1];
  const flags = packed[i * each + 2];
  return {
    index: packed[i * each],
    label: label === noLabel ? null : label,
    excluded: (flags & excluded) !== 0,
    marked: (flags & marked) !== 0,
  };
}

export const unpackEdits = (packed: PackedEdits): SampleEdit[] =>
  Array.from({ length: editCount(packed) }, (_, i) => editAt(packed, i));

/** In the place of the first index: runs follow. No image has such a number. */
const runsFollow = -2;
const eachRun = 4;

/**
 * As the database keeps them: as they lie in memory, little-endian on every machine that Electron runs on; or, where
 * that is shorter, as runs of neighbouring images with one label and the same flags, `[runs, 4]`: first index, count,
 * label or -1, flags. All 70,000 of a set are excluded in a few bytes, not in a megabyte that keeps a window waiting.
 */
export function bytesOf(packed: PackedEdits): Buffer {
  const runs = new Int32Array(1 + packed.length);
  runs[0] = runsFollow;
  let end = 1;
  for (let at = 0; at < packed.length; at += each) {
    const last = end - eachRun;
    if (
      last > 0 &&
      packed[at] === runs[last] + runs[last + 1] &&
      packed[at + 1] === runs[last + 2] &&
      packed[at + 2] === runs[last + 3]
    ) {
      runs[last + 1] += 1;
      continue;
    }
    if (end + eachRun >= packed.length) return asTheyLie(packed);
    runs[end] = packed[at];
    runs[end + 1] = 1;
    runs[end + 2] = packed[at + 1];
    runs[end + 3] = packed[at + 2];
    end += eachRun;
  }
  return asTheyLie(packed.length === 0 ? packed : runs.slice(0, end));
}

export function packedIn(bytes: Buffer): PackedEdits {
  const stored = new Int32Array(bytes.length / 4);
  Buffer.from(stored.buffer).set(bytes);
  if (stored[0] !== runsFollow) return stored;
  let count = 0;
  for (let run = 1; run < stored.length; run += eachRun) count += stored[run + 1];
  const packed = new Int32Array(count * each);
  let at = 0;
  for (let run = 1; run < stored.length; run += eachRun)
    for (let i = 0; i < stored[run + 1]; i++, at += each) {
      packed[at] = stored[run] + i;
      packed[at + 1] = stored[run + 2];
      packed[at + 2] = stored[run + 3];
    }
  return packed;
}

const asTheyLie = (numbers: Int32Array<ArrayBuffer>): Buffer =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);

/** The edits that a training sees, without the marks, in the order of the images. */
export const trainingEdits = (edits: readonly SampleEdit[]): SampleEdit[] =>
  edits
    .filter((edit) => edit.excluded || edit.label !== null)
    .map((edit) => ({ ...edit, marked: false }))
    .sort((a, b) => a.index - b.index);

/**
 * SHA-256 (hex) over the edits that change a training; null when there are none.
 * @param packed in the order of the images
 */
export function hashPacked(packed: PackedEdits): string | null {
  const relevant = new Int32Array(packed.length);
  let count = 0;
  for (let at = 0; at < packed.length; at += each) {
    const flags = packed[at + 2] & excluded;
    if (flags === 0 && packed[at + 1] === noLabel) continue;
    relevant[count] = packed[at];
    relevant[count + 1] = packed[at + 1];
    relevant[count + 2] = flags;
    count += each;
  }
  if (count === 0) return null;
  return createHash('sha256')
    .update(asTheyLie(relevant.subarray(0, count)))
    .digest('hex');
}

/** As `hashPacked`, in any order. */
export const hashEdits = (edits: readonly SampleEdit[]): string | null =>
  hashPacked(packEdits(trainingEdits(edits)));
