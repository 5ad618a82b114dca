/** Reading an image between its pixels. */

export interface Resampler {
  /** Takes one image, `[height, width]`, from `pixels` at `start` on. */
  take(pixels: Uint8Array, start: number): void;
  /**
   * The taken image at the places `columns`, `rows` (`[width]` each, in pixels), written to `out` from
   * `start` on: bilinear, rounded; beyond the image is background.
   */
  readRow(out: Uint8Array, start: number, columns: Float64Array, rows: Float64Array): void;
}

export function createResampler(width: number, height: number, background: number): Resampler {
  // With one line of background before the image and two behind it, every place from -1 to the width
  // lies between four pixels.
  const stride = width + 3;
  const padded = new Uint8Array(stride * (height + 3)).fill(background);
  const right = width + 1;
  const bottom = height + 1;
  return {
    take(pixels, start) {
      for (let row = 0; row < height; row++) {
        const from = start + row * width;
        const to = (row + 1) * stride + 1;
        for (let x = 0; x < width; x++) padded[to + x] = pixels[from + x];
      }
    },
    readRow(out, start, columns, rows) {
      for (let i = 0; i < width; i++) {
        let x = columns[i] + 1;
        let y = rows[i] + 1;
        x = x < 0 ? 0 : x > right ? right : x;
        y = y < 0 ? 0 : y > bottom ? bottom : y;
        const column = x | 0;
        const row = y | 0;
        const at = row * stride + column;
        const topLeft = padded[at];
        const bottomLeft = padded[at + stride];
        const top = topLeft + (x - column) * (padded[at + 1] - topLeft);
        const below = bottomLeft + (x - column) * (padded[at + stride + 1] - bottomLeft);
        out[start + i] = (top + (y - row) * (below - top) + 0.5) | 0;
      }
    },
  };
}
