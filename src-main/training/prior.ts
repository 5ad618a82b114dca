/**
 * What the images of a data set have in common, without their labels: goes into the model file, so
 * that the network can be asked for pictures without its data set.
 */
import { inputTable } from '../../src-shared/preprocess.ts';
import { priorComponents } from '../../src-shared/prior-size.ts';
import { type PrincipalComponents, principalComponents } from '../engine/principal-components.ts';
import { createRandom } from '../engine/random.ts';
import type { TrainingData } from './task.ts';

/** From 300 images on the pictures are as good; both bounds keep it to a second or so. */
const mostImages = 1000;
const fewestImages = 100;
const mostPixels = 3e6;
/** Always the same, so that runs on the same images share it. */
const seed = 1;

/** Of the training images as the network sees them, with 0 for no ink and 1 for full; null without any. */
export function priorOf(
  data: Pick<TrainingData, 'pixels' | 'preprocessing' | 'train'>,
): PrincipalComponents | null {
  const { width, height, inputRange } = data.preprocessing;
  const size = width * height;
  const wanted = Math.max(fewestImages, Math.min(mostImages, Math.floor(mostPixels / size)));
  const count = Math.min(data.train.length, wanted);
  const pixels = new Uint8Array(data.pixels);
  const levelOf = levels(inputRange);
  const order = createRandom(seed, 'prior').permutation(data.train.length);
  const images = new Float32Array(count * size);
  for (let n = 0; n < count; n++) {
    const start = data.train[order[n]] * size;
    for (let i = 0; i < size; i++) images[n * size + i] = levelOf[pixels[start + i]];
  }
  const found = principalComponents(images, size, priorComponents(size), seed);
  return found.deviations.length === 0 ? null : found;
}

/** 0 to 1 for each pixel value, `[256]`: what the network is given, without its range. */
function levels(range: Parameters<typeof inputTable>[0]): Float32Array {
  const table = inputTable(range);
  return table.map((value) => (value - table[0]) / (table[255] - table[0]));
}
