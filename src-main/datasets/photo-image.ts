/**
 * A picture that a person has, which may be far larger than any sample: a phone's has 12 to 100 megapixels.
 * What is large is made smaller while it is decoded, as no network looks that closely.
 */
import { UserError } from '../../src-shared/errors.ts';
import { pageSide } from '../../src-shared/page.ts';
import type { GreyImage } from './grey.ts';
import { decodeImage, imageSize } from './image.ts';
import { decodeJpeg } from './jpeg.ts';
import { isJpeg } from './jpeg-header.ts';
import { isPng } from './png.ts';
import { shrunkPng } from './png-stream.ts';
import { sampleLimit, type SizeLimit } from './size-limit.ts';

/** 100 megapixels, in whatever shape a file can have. */
export const photoLimit: SizeLimit = { side: 65_535, pixels: 100_000_000 };

/** The longer side is not made smaller than this: twice what a page is shrunk to, so that it stays sharp. */
const atLeast = 2 * pageSide;

/**
 * As `decodeImage`; the same bits for what is no larger than a sample may be. Larger PNG and JPEG files take a few
 * megabytes while they are decoded, others as many bytes as they have pixels.
 * @throws UserError `image.*`
 */
export async function decodePhoto(bytes: Uint8Array, file: string): Promise<GreyImage> {
  const { width, height } = imageSize(bytes, file, undefined, photoLimit);
  if (Math.max(width, height) <= sampleLimit.side) return decodeImage(bytes, file);
  try {
    if (isJpeg(bytes)) return decodeJpeg(bytes, file, photoLimit, atLeast);
    if (isPng(bytes)) return await shrunkPng(bytes, file, photoLimit, atLeast);
    return decodeImage(bytes, file, undefined, photoLimit);
  } catch (thrown) {
    // The memory there is, or what one array can hold.
    if (thrown instanceof RangeError)
      throw new UserError('image.noMemory', { file, width, height });
    throw thrown;
  }
}
