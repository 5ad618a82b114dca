import { UserError } from '../../src-shared/errors.ts';

/** After a zero: end of the line, end of the picture, a jump; anything above is a row of pixels as they are. */
const escapes = { lineEnd: 0, pictureEnd: 1, jump: 2 } as const;

/**
 * The pixels of a BMP with run lengths (BI_RLE8, BI_RLE4), `[height, width]`, in the order of the file. What no run
 * covers is colour 0.
 * @throws UserError `image.truncated` when the data ends before the picture does
 */
export function expandRunLengths(
  data: Uint8Array,
  width: number,
  height: number,
  bits: number,
  file: string,
): Uint8Array {
  const pixels = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, 0];
  const put = (index: number): void => {
    // Runs past the end of a line are cut, as Windows does.
    if (x < width && y < height) pixels[y * width + x] = index;
    x += 1;
  };
  const next = (): number => {
    if (at >= data.length) throw new UserError('image.truncated', { file });
    return data[at++];
  };
  /** The `i`-th pixel of a run, of which `byte` holds one or two. */
  const part = (byte: number, i: number): number =>
    bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15;
  while (y < height) {
    const [count, value] = [next(), next()];
    if (count > 0) {
      for (let i = 0; i < count; i++) put(part(value, i));
    } else if (value === escapes.lineEnd) {
      [x, y] = [0, y + 1];
    } else if (value === escapes.pictureEnd) {
      break;
    } else if (value === escapes.jump) {
      x += next();
      y += next();
    } else {
      let byte = 0;
      for (let i = 0; i < value; i++) {
        if (bits === 8 || i % 2 === 0) byte = next();
        put(part(byte, i));
      }
      // Such rows are padded to two bytes.
      if (Math.ceil((value * bits) / 8) % 2 === 1) next();
    }
  }
  return pixels;
}
