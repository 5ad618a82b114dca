import { maximumImageSide } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';

/** What a header may claim, in pixels. */
export interface SizeLimit {
  side: number;
  pixels: number;
}

/** Of an image that is one sample. */
export const sampleLimit: SizeLimit = { side: maximumImageSide, pixels: maximumImageSide ** 2 };

/** Before anything is allocated by what a header claims. @throws UserError `image.broken`, `image.tooLarge` */
export function checkSize(width: number, height: number, file: string, limit: SizeLimit): void {
  if (width === 0 || height === 0) throw new UserError('image.broken', { file });
  if (width > limit.side || height > limit.side || width * height > limit.pixels) {
    const square = Math.floor(Math.sqrt(limit.pixels));
    throw new UserError('image.tooLarge', { file, width, height, maximum: square });
  }
}
