/** What images are compared by, one row an image. */
import type { Shape } from '../../../src-shared/network-size.ts';
import { sizeOf } from '../../engine/shape.ts';
import { type Batches } from '../../training/batches.ts';
import type { Network } from '../../engine/network.ts';
import type { LabData } from '../lab/judge-images.ts';
import type { Course } from '../lab/steering.ts';

/** An image of more numbers than this is averaged over blocks first: 5,000 of them have to fit into memory. */
export const mostNumbers = 1024;

/** Side of the square blocks that bring a shape down to `mostNumbers`; 1 where it needs none. */
export function blockSide({ height, width, channels }: Shape): number {
  let side = 1;
  while (
    side < Math.max(height, width) &&
    Math.ceil(height / side) * Math.ceil(width / side) * channels > mostNumbers
  )
    side += 1;
  return side;
}

/**
 * Writes the means over blocks of `side` x `side` places, channel by channel; blocks at the right and the lower edge
 * may be smaller. `values` `[height, width, channels]` from `from` on. Returns how many numbers were written.
 */
export function blockMeans(
  out: Float32Array,
  to: number,
  values: ArrayLike<number>,
  from: number,
  { height, width, channels }: Shape,
  side: number,
): number {
  let written = 0;
  for (let y = 0; y < height; y += side)
    for (let x = 0; x < width; x += side) {
      const [bottom, right] = [Math.min(height, y + side), Math.min(width, x + side)];
      const places = (bottom - y) * (right - x);
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let row = y; row < bottom; row++)
          for (let column = x; column < right; column++)
            sum += values[from + (row * width + column) * channels + channel];
        out[to + written++] = sum / places;
      }
    }
  return written;
}

export interface ImageNumbers {
  /** `[images, size]` */
  values: Float32Array;
  size: number;
}

const sizeInBlocks = ({ height, width, channels }: Shape, side: number): number =>
  Math.ceil(height / side) * Math.ceil(width / side) * channels;

/** Grey levels from 0 to 1. */
export function pixelNumbers(
  { pixels, width, height }: LabData,
  indices: Uint32Array,
): ImageNumbers {
  const shape = { height, width, channels: 1 };
  const all = new Uint8Array(pixels);
  const side = blockSide(shape);
  const size = sizeInBlocks(shape, side);
  const values = new Float32Array(indices.length * size);
  indices.forEach((sample, n) =>
    blockMeans(values, n * size, all, sample * width * height, shape, side),
  );
  for (let i = 0; i < values.length; i++) values[i] /= 255;
  return { values, size };
}

/** What the network's layer makes of the images. @throws UserError `lab.cancelled` */
export async function layerNumbers(
  network: Network,
  layer: number,
  batches: Batches,
  indices: Uint32Array,
  course: Course,
): Promise<ImageNumbers> {
  const { batchSize, layerOutputs } = network;
  const { shape, values: outputs } = layerOutputs[layer];
  const side = blockSide(shape);
  const [size, whole] = [sizeInBlocks(shape, side), sizeOf(shape)];
  const values = new Float32Array(indices.length * size);
  for (let from = 0; from < indices.length; from += batchSize) {
    const count = Math.min(batchSize, indices.length - from);
    batches.load(indices, from, count);
    network.forward(batches.inputs, count);
    for (let row = 0; row < count; row++)
      blockMeans(values, (from + row) * size, outputs, row * whole, shape, side);
    await course.advance(count);
  }
  return { values, size };
}
