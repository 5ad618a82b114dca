/**
 * BMP to grey: every depth from 1 to 32 bits, palettes, bit masks, run lengths, both directions. Not `fast-bmp`,
 * which reads neither 4 nor 16 bits, nor run lengths, nor rows from the top, nor the palette, nor 32 bits without
 * masks: most of what Paint and scanners save.
 */
import { UserError } from '../../src-shared/errors.ts';
import { type BmpHeader, readBmpHeader } from './bmp-header.ts';
import { expandRunLengths } from './bmp-run-lengths.ts';
import { type GreyImage, luma, onWhite } from './grey.ts';
import type { SizeLimit } from './size-limit.ts';

/** @throws UserError `image.truncated`, `image.broken`, `image.unsupported`, `image.tooLarge` */
export function decodeBmp(bytes: Uint8Array, file: string, limit?: SizeLimit): GreyImage {
  const header = readBmpHeader(bytes, file, limit);
  const { width, height, bits } = header;
  if (header.data > bytes.length) throw new UserError('image.truncated', { file });
  const data = bytes.subarray(header.data);
  const stored = header.runLengths
    ? throughPalette(
        expandRunLengths(data, width, height, bits, file),
        paletteOf(bytes, header, file),
      )
    : readRows(data, bytes, header, file);
  if (header.topDown) return { width, height, pixels: stored };
  const pixels = new Uint8Array(stored.length);
  for (let y = 0; y < height; y++)
    pixels.set(stored.subarray((height - 1 - y) * width, (height - y) * width), y * width);
  return { width, height, pixels };
}

/** Grey levels in the order of the file, `[height, width]`. */
function readRows(
  data: Uint8Array,
  bytes: Uint8Array,
  header: BmpHeader,
  file: string,
): Uint8Array {
  const { width, height, bits } = header;
  // Rows are padded to four bytes.
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  // Some programs leave out the padding of the last row.
  if (data.length < rowBytes * (height - 1) + Math.ceil((width * bits) / 8))
    throw new UserError('image.truncated', { file });
  const greyAt = greyReader(bytes, header, file);
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * rowBytes, (y + 1) * rowBytes);
    for (let x = 0; x < width; x++) grey[y * width + x] = greyAt(row, x);
  }
  return header.masks.length === 4 && header.masks[3] !== 0 ? orOpaque(data, header, grey) : grey;
}

type GreyAt = (row: Uint8Array, x: number) => number;

function greyReader(bytes: Uint8Array, header: BmpHeader, file: string): GreyAt {
  const { bits } = header;
  if (bits <= 8) {
    const table = paletteOf(bytes, header, file);
    const mask = 2 ** bits - 1;
    return (row, x) => table[(row[(x * bits) >> 3] >> (8 - bits - ((x * bits) & 7))) & mask];
  }
  if (bits === 24) return (row, x) => luma(row[3 * x + 2], row[3 * x + 1], row[3 * x]);
  const [red, green, blue, alpha] = header.masks.map((mask) => channel(mask, file));
  const valueAt = pixelReader(bits);
  return (row, x) => {
    const value = valueAt(row, x);
    const grey = luma(red(value) ?? 0, green(value) ?? 0, blue(value) ?? 0);
    const opacity = alpha?.(value) ?? null;
    return opacity === null ? grey : onWhite(grey, opacity);
  };
}

function pixelReader(bits: number): GreyAt {
  return bits === 16
    ? (row, x) => row[2 * x] | (row[2 * x + 1] << 8)
    : (row, x) =>
        (row[4 * x] | (row[4 * x + 1] << 8) | (row[4 * x + 2] << 16) | (row[4 * x + 3] << 24)) >>>
        0;
}

/** The value under a mask as 0 to 255; null for a mask that is empty. @throws UserError `image.broken` for one with gaps */
function channel(mask: number, file: string): (pixel: number) => number | null {
  if (mask === 0) return () => null;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  if ((most & (most + 1)) !== 0 && most !== 0xffffffff)
    throw new UserError('image.broken', { file });
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / most);
}

/** Programs that know no alpha leave it 0 everywhere: that is an opaque picture, not an empty one. */
function orOpaque(data: Uint8Array, header: BmpHeader, grey: Uint8Array): Uint8Array {
  const { width, height, bits, masks } = header;
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const valueAt = pixelReader(bits);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((valueAt(data.subarray(y * rowBytes), x) & masks[3]) !== 0) return grey;
  const opaque = { ...header, masks: masks.slice(0, 3) };
  return readRows(data, data, opaque, '');
}

/** Grey level of each palette entry, `[256]`; an index past the palette's end is black. */
function paletteOf(bytes: Uint8Array, { palette }: BmpHeader, file: string): Uint8Array {
  const { from, entries, bytesPerEntry } = palette;
  if (from + entries * bytesPerEntry > bytes.length)
    throw new UserError('image.truncated', { file });
  const table = new Uint8Array(256);
  for (let i = 0; i < entries; i++) {
    const at = from + i * bytesPerEntry;
    table[i] = luma(bytes[at + 2], bytes[at + 1], bytes[at]);
  }
  return table;
}

function throughPalette(indices: Uint8Array, table: Uint8Array): Uint8Array {
  return indices.map((index) => table[index]);
}
