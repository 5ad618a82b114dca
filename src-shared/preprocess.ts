/**
 * From stored pixels to the network's input. Used by training, by questions about an image file, and
 * written into the model file, so that a model always sees images the way it was trained on them.
 */
import type { Polarity } from './dataset.ts';
import type { Hyperparameters } from './hyperparameters.ts';

export interface Preprocessing {
  width: number;
  height: number;
  /** The polarity of the training images; an image of the other polarity is inverted before it is asked about. */
  polarity: Polarity;
  inputRange: Hyperparameters['inputRange'];
}

/**
 * The network's input for each pixel value, `[256]`.
 * `0..1`: x / 255. `0.01..1`: x / 255 * 0.99 + 0.01, so that no input is zero (Rashid, *Make Your Own
 * Neural Network*, part 2: a zero input would stop its weight from learning). `binary`: 1 for every
 * pixel above 0.
 */
export function inputTable(range: Preprocessing['inputRange']): Float32Array {
  if (range === 'binary')
    return Float32Array.from({ length: 256 }, (_, value) => (value > 0 ? 1 : 0));
  const scale = range === '0..1' ? 1 : 0.99;
  const offset = range === '0..1' ? 0 : 0.01;
  return Float32Array.from({ length: 256 }, (_, value) => (value / 255) * scale + offset);
}

/** The pixel value that an input comes from, to the nearest; of `binary` 1 for any ink and 0 for none. */
export function inputLevel(range: Preprocessing['inputRange']): (input: number) => number {
  const [none, full] = [inputTable(range)[0], inputTable(range)[255]];
  const scale = (range === 'binary' ? 1 : 255) / (full - none);
  return (input) => Math.min(255, Math.max(0, Math.round((input - none) * scale)));
}

/**
 * Light or dark ink, from the rim of the image: ink rarely touches the rim, so a bright rim is paper.
 * `pixels`: `[height, width]`, 0 to 255.
 */
export function polarityOf(pixels: Uint8Array, width: number, height: number): Polarity {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (y === 0 || x === 0 || y === height - 1 || x === width - 1) {
        sum += pixels[y * width + x];
        count += 1;
      }
  return sum / count > 127.5 ? 'dark' : 'light';
}

/**
 * Resizes by area: each output pixel is the mean of the part of the input that it covers (so that thin
 * strokes do not vanish when an image shrinks). Input `[height, width]`, output `[toHeight, toWidth]`.
 */
export function resizeByArea(
  pixels: Uint8Array,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
): Uint8Array {
  if (width === toWidth && height === toHeight) return pixels.slice();
  const out = new Uint8Array(toWidth * toHeight);
  const columns = coverage(width, toWidth);
  const rows = coverage(height, toHeight);
  for (let y = 0; y < toHeight; y++)
    for (let x = 0; x < toWidth; x++) {
      let sum = 0;
      for (const [row, rowShare] of rows[y])
        for (const [column, columnShare] of columns[x])
          sum += pixels[row * width + column] * rowShare * columnShare;
      out[y * toWidth + x] = Math.round(sum);
    }
  return out;
}

/** For each output cell the input cells it covers with their shares, which sum to 1. */
function coverage(from: number, to: number): [index: number, share: number][][] {
  const step = from / to;
  return Array.from({ length: to }, (_, cell) => {
    const start = cell * step;
    const end = Math.min(from, start + step);
    const covered: [number, number][] = [];
    for (let i = Math.floor(start); i < Math.min(from, Math.ceil(end)); i++) {
      const share = (Math.min(end, i + 1) - Math.max(start, i)) / (end - start);
      if (share > 0) covered.push([i, share]);
    }
    return covered;
  });
}

/** Brings any grey image to the size and polarity of the training images, `[height, width]`, 0 to 255. */
export function conform(
  pixels: Uint8Array,
  width: number,
  height: number,
  to: Preprocessing,
): Uint8Array {
  const resized = resizeByArea(pixels, width, height, to.width, to.height);
  if (polarityOf(pixels, width, height) === to.polarity) return resized;
  return resized.map((value) => 255 - value);
}
