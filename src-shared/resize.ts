/** Scaling by area, in whole numbers alone: the same bits everywhere. */

/**
 * Each output pixel is the mean of the part of the input that it covers, rounded half up, so that thin
 * strokes do not vanish when an image shrinks. Input `[height, width]`, output `[toHeight, toWidth]`.
 */
export function resizeByArea(
  pixels: Uint8Array,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
): Uint8Array {
  if (width === toWidth && height === toHeight) return pixels.slice();
  const columns = coverage(width, toWidth);
  const rows = coverage(height, toHeight);
  // Row by row, then column by column. The sums stay below 255 * 4096 * 4096, which a double holds exactly.
  const across = new Float64Array(height * toWidth);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < toWidth; x++) {
      const { first, shares } = columns[x];
      let sum = 0;
      for (let i = 0; i < shares.length; i++) sum += pixels[y * width + first + i] * shares[i];
      across[y * toWidth + x] = sum;
    }
  const out = new Uint8Array(toWidth * toHeight);
  const area = width * height;
  for (let y = 0; y < toHeight; y++) {
    const { first, shares } = rows[y];
    for (let x = 0; x < toWidth; x++) {
      let sum = 0;
      for (let i = 0; i < shares.length; i++) sum += across[(first + i) * toWidth + x] * shares[i];
      out[y * toWidth + x] = Math.floor((2 * sum + area) / (2 * area));
    }
  }
  return out;
}

interface Covered {
  first: number;
  /** How much of each input cell from `first` on, in parts of which the output cell has `from`. */
  shares: number[];
}

/** Measured so that an input cell is `to` long and an output cell `from`. */
function coverage(from: number, to: number): Covered[] {
  return Array.from({ length: to }, (_, cell) => {
    const [start, end] = [cell * from, (cell + 1) * from];
    const first = Math.floor(start / to);
    const shares: number[] = [];
    for (let i = first; i * to < end; i++)
      shares.push(Math.min(end, (i + 1) * to) - Math.max(start, i * to));
    return { first, shares };
  });
}
