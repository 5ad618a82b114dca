/** The picture that a sheet is cut from: it may be larger than any single sample. */
import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../../src-shared/errors.ts';
import { reasonToSkip } from './file-errors.ts';
import type { GreyImage } from './grey.ts';
import { decodeImage } from './image.ts';
import type { SizeLimit } from './size-limit.ts';
import type { FoundFile } from './listing.ts';
import type { Reading } from './reading.ts';

/** Some 5,800 pixels square: an A4 page at 600 dots an inch. */
export const sheetLimit: SizeLimit = { side: 20_000, pixels: 2 ** 25 + 2 ** 22 };
/** As uncompressed 16-bit RGBA no sheet is larger. Bytes. */
const maximumFileBytes = sheetLimit.pixels * 8 + 2 ** 20;

/** Pictures by their names; what they are is seen when they are read. */
export const isSheetName = (name: string): boolean => /\.(png|jpe?g|bmp|dib|webp|gif)$/i.test(name);

/** @throws UserError `image.*`, `file.*` */
export async function readSheetPicture(file: FoundFile, reading: Reading): Promise<GreyImage> {
  try {
    const { size } = await stat(file.path);
    if (size > maximumFileBytes)
      throw new UserError('image.tooManyBytes', {
        file: file.relative,
        megabytes: Math.ceil(size / 2 ** 20),
        maximum: Math.floor(maximumFileBytes / 2 ** 20),
      });
    return decodeImage(await readFile(file.path), file.relative, undefined, sheetLimit);
  } catch (thrown) {
    throw UserError.from(await reasonToSkip(thrown, file.path, file.relative, reading));
  }
}
