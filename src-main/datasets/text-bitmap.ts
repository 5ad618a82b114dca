/** An image as lines of the characters 0 (ground) and 1 (ink), ended by LF or CRLF: light ink on a dark ground. */
import { maximumImageSide } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { GreyImage } from './grey.ts';
import type { ImageKind } from './image.ts';

const [lineFeed, carriageReturn, zero, one] = [10, 13, 48, 49];
const isLineEnd = (byte: number): boolean => byte === lineFeed || byte === carriageReturn;
const isPixel = (byte: number): boolean => byte === zero || byte === one;

export const textBitmap: ImageKind = {
  matches: (bytes) =>
    bytes.length > 0 &&
    isPixel(bytes[0]) &&
    bytes.subarray(0, 8).every((byte) => isPixel(byte) || isLineEnd(byte)),
  size: layoutOf,
  decode,
};

/**
 * Checks the whole file: every line counts.
 * @throws UserError `image.empty`, `image.tooLarge`, `text.otherCharacter`, `text.unevenLines`
 */
function layoutOf(bytes: Uint8Array, file: string): { width: number; height: number } {
  let end = bytes.length;
  while (end > 0 && isLineEnd(bytes[end - 1])) end--;
  if (end === 0) throw new UserError('image.empty', { file });
  let [width, height] = [0, 0];
  for (let start = 0; start < end; height++) {
    let stop = start;
    while (stop < end && isPixel(bytes[stop])) stop++;
    let next = stop;
    if (next < end && bytes[next] === carriageReturn) next++;
    const line = height + 1;
    if (stop < end && bytes[next] !== lineFeed)
      throw new UserError('text.otherCharacter', { file, line, column: stop - start + 1 });
    if (height === 0) width = stop - start;
    if (stop - start !== width)
      throw new UserError('text.unevenLines', {
        ...{ file, line, found: stop - start, expected: width },
      });
    start = next + 1;
  }
  if (Math.max(width, height) > maximumImageSide)
    throw new UserError('image.tooLarge', { file, width, height, maximum: maximumImageSide });
  return { width, height };
}

function decode(bytes: Uint8Array, file: string): GreyImage {
  const { width, height } = layoutOf(bytes, file);
  const pixels = new Uint8Array(width * height);
  let i = 0;
  for (const byte of bytes) if (isPixel(byte)) pixels[i++] = byte === one ? 255 : 0;
  return { width, height, pixels };
}
