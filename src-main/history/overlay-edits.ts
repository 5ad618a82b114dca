/**
 * Edits as packed numbers: 12 bytes an edited image, so that 70,000 of them are hashed and written in a
 * moment. `[edits, 3]` 32-bit: index, label or -1, flags.
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

/** As they lie in memory: little-endian on every machine that Electron runs on. */
export const bytesOf = (packed: PackedEdits): Buffer =>
  Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);

export function packedIn(bytes: Buffer): PackedEdits {
  const packed = new Int32Array(bytes.length / 4);
  Buffer.from(packed.buffer).set(bytes);
  return packed;
}

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
    .update(bytesOf(relevant.subarray(0, count)))
    .digest('hex');
}

/** As `hashPacked`, in any order. */
export const hashEdits = (edits: readonly SampleEdit[]): string | null =>
  hashPacked(packEdits(trainingEdits(edits)));
