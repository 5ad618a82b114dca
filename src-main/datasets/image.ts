/** One image file to grey, by what it holds and not by its name. A further kind is one line in `kinds`. */
import { UserError } from '../../src-shared/errors.ts';
import { decodeBmp } from './bmp.ts';
import { isBmp, readBmpHeader } from './bmp-header.ts';
import { decodeGif, isGif, readGifHeader } from './gif.ts';
import type { GreyImage } from './grey.ts';
import type { SizeLimit } from './size-limit.ts';
import { decodeJpeg } from './jpeg.ts';
import { isJpeg, readJpegHeader } from './jpeg-header.ts';
import { decodePng, isPng, readPngHeader } from './png.ts';
import { textBitmap } from './text-bitmap.ts';
import { decodeWebp, uprightWebpSize } from './webp.ts';
import { isWebp } from './webp-header.ts';

export interface ImageKind {
  matches(bytes: Uint8Array): boolean;
  /** Width and height of the upright image, without decoding it. */
  size(bytes: Uint8Array, file: string, limit?: SizeLimit): { width: number; height: number };
  decode(bytes: Uint8Array, file: string, limit?: SizeLimit): GreyImage;
}

const kinds: readonly ImageKind[] = [
  { matches: isPng, size: readPngHeader, decode: decodePng },
  { matches: isJpeg, size: uprightJpegSize, decode: decodeJpeg },
  { matches: isBmp, size: readBmpHeader, decode: decodeBmp },
  { matches: isGif, size: readGifHeader, decode: decodeGif },
  { matches: isWebp, size: uprightWebpSize, decode: decodeWebp },
  textBitmap,
];

/** Whether the first bytes (18 are enough) are those of a kind of image that can be read. */
export function isImage(bytes: Uint8Array): boolean {
  return kinds.some((kind) => kind.matches(bytes));
}

/**
 * Width and height without decoding. `bytes`: the whole file; `file`: its name for messages; `kind`: what it must
 * be, where that is known; `limit`: what it may claim, without which it is that of one sample.
 * @throws UserError `image.*`
 */
export function imageSize(
  bytes: Uint8Array,
  file: string,
  kind: ImageKind = kindOf(bytes, file),
  limit?: SizeLimit,
): { width: number; height: number } {
  const { width, height } = kind.size(bytes, file, limit);
  return { width, height };
}

/**
 * Colour becomes Rec. 601 luma, transparency white paper, 16 bits 8; a photograph is turned upright.
 * Blocks the thread: about 0.1 ms for a small image, up to a second for the largest.
 * @throws UserError `image.*`
 */
export function decodeImage(
  bytes: Uint8Array,
  file: string,
  kind: ImageKind = kindOf(bytes, file),
  limit?: SizeLimit,
): GreyImage {
  return kind.decode(bytes, file, limit);
}

function kindOf(bytes: Uint8Array, file: string): ImageKind {
  if (bytes.length === 0) throw new UserError('image.empty', { file });
  const kind = kinds.find((candidate) => candidate.matches(bytes));
  if (!kind) throw new UserError('image.notAnImage', { file });
  return kind;
}

function uprightJpegSize(bytes: Uint8Array, file: string, limit?: SizeLimit) {
  const { width, height, orientation } = readJpegHeader(bytes, file, limit);
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}
