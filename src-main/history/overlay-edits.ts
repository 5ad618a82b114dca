/** Edits as bytes: 12 an edited image, so that thousands of them are written in a moment. */
import { createHash } from 'node:crypto';
import { changesTraining, overlayFlags, type SampleEdit } from '../../src-shared/overlay.ts';

const numbersEach = 3;
const noLabel = -1;

/** `[edits, 3]` little-endian 32-bit: index, label or -1, flags. */
export function encodeEdits(edits: readonly SampleEdit[]): Buffer {
  const bytes = Buffer.alloc(edits.length * numbersEach * 4);
  for (const [i, { index, label, excluded, marked }] of edits.entries()) {
    const at = i * numbersEach * 4;
    bytes.writeInt32LE(index, at);
    bytes.writeInt32LE(label ?? noLabel, at + 4);
    bytes.writeInt32LE(
      (excluded ? overlayFlags.excluded : 0) | (marked ? overlayFlags.marked : 0),
      at + 8,
    );
  }
  return bytes;
}

export function decodeEdits(bytes: Buffer): SampleEdit[] {
  return Array.from({ length: bytes.length / (numbersEach * 4) }, (_, i) => {
    const at = i * numbersEach * 4;
    const label = bytes.readInt32LE(at + 4);
    const flags = bytes.readInt32LE(at + 8);
    return {
      index: bytes.readInt32LE(at),
      label: label === noLabel ? null : label,
      excluded: (flags & overlayFlags.excluded) !== 0,
      marked: (flags & overlayFlags.marked) !== 0,
    };
  });
}

/** The edits that a training sees, without the marks, in the order of the images. */
export const trainingEdits = (edits: readonly SampleEdit[]): SampleEdit[] =>
  edits
    .filter(changesTraining)
    .map((edit) => ({ ...edit, marked: false }))
    .sort((a, b) => a.index - b.index);

/** SHA-256 (hex) over the edits that change a training; null when there are none. */
export function hashEdits(edits: readonly SampleEdit[]): string | null {
  const relevant = trainingEdits(edits);
  if (relevant.length === 0) return null;
  return createHash('sha256').update(encodeEdits(relevant)).digest('hex');
}
