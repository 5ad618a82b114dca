import { createHash } from 'node:crypto';
import type { RawDataset } from './formats/format.ts';

/** Bytes that are hashed between two breaths. */
const chunkBytes = 8 * 2 ** 20;

/**
 * SHA-256 (hex) over sizes, class names, splits, labels and pixels: the same fingerprint means the same samples
 * in the same order, whatever files they came from. Labels are hashed as they lie in memory, little-endian.
 */
export async function fingerprintOf(
  dataset: RawDataset,
  breathe: () => Promise<void>,
): Promise<string> {
  const { width, height, classes, splits, labels, pixels } = dataset;
  const hash = createHash('sha256').update(JSON.stringify({ width, height, classes }));
  for (const part of [splits, labels, pixels])
    for (let offset = 0; offset < part.byteLength; offset += chunkBytes) {
      await breathe();
      const length = Math.min(chunkBytes, part.byteLength - offset);
      hash.update(new Uint8Array(part, offset, length));
    }
  return hash.digest('hex');
}
