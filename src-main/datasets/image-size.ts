import { maximumImageSide } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';

/** Before anything is allocated by what a header claims. @throws UserError `image.broken`, `image.tooLarge` */
export function checkSize(width: number, height: number, file: string): void {
  if (width === 0 || height === 0) throw new UserError('image.broken', { file });
  if (width > maximumImageSide || height > maximumImageSide)
    throw new UserError('image.tooLarge', { file, width, height, maximum: maximumImageSide });
}
