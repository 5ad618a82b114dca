/**
 * An animation as PNG with further frames (APNG, PNG specification third edition, sections 11.3.6 and 4.9): programs
 * that do not know them show the first.
 */
import { deflateSync } from 'node:zlib';
import { pngChunk, pngRows, pngSignature } from '../../datasets/png-encode.ts';
import type { Animation } from '../../../src-shared/film.ts';

const indexed = 3;

export function encodeApng({ width, height, frames, palette, milliseconds }: Animation): Buffer {
  const size = width * height;
  const count = frames.length / size;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, indexed, 0, 0, 0], 8);
  const control = Buffer.alloc(8);
  control.writeUInt32BE(count, 0);
  // Played without end.
  control.writeUInt32BE(0, 4);

  /** Of control chunks and frame data after the first together. */
  let sequence = 0;
  const frameControl = (n: number): Buffer => {
    const body = Buffer.alloc(26);
    body.writeUInt32BE(sequence++, 0);
    body.writeUInt32BE(width, 4);
    body.writeUInt32BE(height, 8);
    body.writeUInt16BE(milliseconds * (n === count - 1 ? 3 : 1), 20);
    body.writeUInt16BE(1000, 22);
    return pngChunk('fcTL', body);
  };
  const frameData = (n: number): Buffer => {
    const packed = deflateSync(pngRows(frames.subarray(n * size, (n + 1) * size), width, height));
    if (n === 0) return pngChunk('IDAT', packed);
    const number = Buffer.alloc(4);
    number.writeUInt32BE(sequence++);
    return pngChunk('fdAT', Buffer.concat([number, packed]));
  };
  return Buffer.concat([
    pngSignature,
    pngChunk('IHDR', header),
    pngChunk('acTL', control),
    pngChunk('PLTE', palette),
    ...Array.from({ length: count }, (_, n) => [frameControl(n), frameData(n)]).flat(),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
