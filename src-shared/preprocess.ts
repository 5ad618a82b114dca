/**
 * From stored pixels to the network's input. Used by training, by questions about an image file, and
 * written into the model file, so that a model always sees images the way it was trained on them.
 */
import type { Polarity } from './dataset.ts';
import { fitInto } from './fit.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import type { InkStyle } from './ink-style.ts';
import { asFilesAre, prepare, type Preparation } from './preparation.ts';

export { resizeByArea } from './resize.ts';

export interface Preprocessing {
  width: number;
  height: number;
  /** The polarity of the prepared training images; an image of the other polarity is inverted before it is asked about. */
  polarity: Polarity;
  /** What was done to the pictures of the files; absent where nothing was, as in older models. */
  preparation?: Preparation;
  /** The size of the pictures before the preparation; absent where it changed none. */
  inFiles?: { width: number; height: number };
  /** How the ink lies on the training images; absent in models of before it was measured. */
  style?: InkStyle;
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
 * Brings any grey image to what the training images are once they are prepared, `[height, width]`, 0 to 255.
 * An image of the training set's own polarity becomes what training made of it, bit for bit; one of the other
 * polarity is inverted instead.
 */
export function conform(
  pixels: Uint8Array,
  width: number,
  height: number,
  to: Preprocessing,
): Uint8Array {
  const { inFiles = to } = to;
  // As if it were one of the set's own files, which are all brought to one size first.
  const picture = {
    ...{ width: inFiles.width, height: inFiles.height },
    pixels: fitInto({ pixels, width, height }, inFiles),
  };
  const invert = polarityOf(picture.pixels, picture.width, picture.height) !== to.polarity;
  const preparation = { ...preparationOf(to), invert };
  return prepare(picture, { ...to, preparation });
}

/** What the pictures of the data set went through. */
export const preparationOf = ({ preparation = asFilesAre }: Preprocessing): Preparation =>
  preparation;
