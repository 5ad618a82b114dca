/**
 * GIF to grey: the first picture, on white paper. Not `omggif`, which never ends on some damaged files (a code that
 * is beyond its table becomes its own prefix) and takes a file that is cut short for a sound one.
 * Source: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */
import { UserError } from '../../src-shared/errors.ts';
import { type GreyImage, luma } from './grey.ts';
import { expandLzw } from './gif-lzw.ts';
import { checkSize, sampleLimit, type SizeLimit } from './size-limit.ts';

const blocks = { extension: 0x21, image: 0x2c } as const;
const graphicControl = 0xf9;
const screenEnd = 13;

export function isGif(bytes: Uint8Array): boolean {
  const signature = String.fromCharCode(...bytes.subarray(0, 6));
  return signature === 'GIF87a' || signature === 'GIF89a';
}

/** The size of the screen that the pictures are laid on. @throws UserError `image.truncated`, `image.broken`, `image.tooLarge` */
export function readGifHeader(
  bytes: Uint8Array,
  file: string,
  limit: SizeLimit = sampleLimit,
): { width: number; height: number } {
  if (bytes.length < screenEnd) throw new UserError('image.truncated', { file });
  const [width, height] = [uint16(bytes, 6), uint16(bytes, 8)];
  checkSize(width, height, file, limit);
  return { width, height };
}

/** @throws UserError `image.truncated`, `image.broken`, `image.tooLarge` */
export function decodeGif(
  bytes: Uint8Array,
  file: string,
  limit: SizeLimit = sampleLimit,
): GreyImage {
  const { width, height } = readGifHeader(bytes, file, limit);
  const picture = firstPicture(bytes, file);
  checkSize(picture.width, picture.height, file, limit);
  const indices = expandLzw(picture.codes, picture.codeSize, picture.width * picture.height, file);
  const pixels = new Uint8Array(width * height).fill(255);
  for (const [stored, y] of rowOrder(picture.height, picture.interlaced).entries())
    for (let x = 0; x < picture.width; x++) {
      const index = indices[stored * picture.width + x];
      const [left, top] = [picture.left + x, picture.top + y];
      if (index !== picture.transparent && left < width && top < height)
        pixels[top * width + left] = picture.palette[index];
    }
  return { width, height, pixels };
}

function firstPicture(bytes: Uint8Array, file: string) {
  let at = screenEnd;
  const need = (count: number): void => {
    if (at + count > bytes.length) throw new UserError('image.truncated', { file });
  };
  /** Grey levels, `[256]`; an index past the palette's end is black. `flags`: has one, and its size. */
  const readPalette = (flags: number): Uint8Array | null => {
    if ((flags & 0x80) === 0) return null;
    const entries = 2 << (flags & 7);
    need(3 * entries);
    const table = new Uint8Array(256);
    for (let i = 0; i < entries; i++, at += 3)
      table[i] = luma(bytes[at], bytes[at + 1], bytes[at + 2]);
    return table;
  };
  /** The joined content of a chain of blocks of up to 255 bytes. */
  const readChain = (): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (;;) {
      need(1);
      const length = bytes[at++];
      if (length === 0) return Buffer.concat(parts);
      need(length);
      parts.push(bytes.subarray(at, at + length));
      at += length;
    }
  };
  const common = readPalette(bytes[10]);
  let transparent = -1;
  for (;;) {
    need(1);
    const block = bytes[at++];
    if (block === blocks.extension) {
      need(1);
      const kind = bytes[at++];
      const control = readChain();
      if (kind === graphicControl && control.length >= 4)
        transparent = (control[0] & 1) === 1 ? control[3] : -1;
    } else if (block === blocks.image) {
      need(9);
      const [left, top] = [uint16(bytes, at), uint16(bytes, at + 2)];
      const [width, height] = [uint16(bytes, at + 4), uint16(bytes, at + 6)];
      const flags = bytes[at + 8];
      at += 9;
      const palette = readPalette(flags) ?? common;
      need(1);
      const codeSize = bytes[at++];
      const codes = readChain();
      if (!palette) throw new UserError('image.broken', { file });
      const interlaced = (flags & 0x40) !== 0;
      return { left, top, width, height, interlaced, palette, transparent, codeSize, codes };
    } else throw new UserError('image.broken', { file });
  }
}

/** The row of the picture that each stored row is (appendix E). */
function rowOrder(height: number, interlaced: boolean): number[] {
  const passes = interlaced
    ? [
        [0, 8],
        [4, 8],
        [2, 4],
        [1, 2],
      ]
    : [[0, 1]];
  const rows: number[] = [];
  for (const [first, step] of passes) for (let y = first; y < height; y += step) rows.push(y);
  return rows;
}

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8);
}
