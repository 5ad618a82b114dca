/**
 * One number out of each window of `size` x `size` pixels, channel by channel. Windows lie side by
 * side from the upper left corner; rows and columns at the end that fill no window are left out, and
 * have no gradient. Images are `[batch, height, width, channels]`; `image` is the input's shape.
 */
import { type Shape, sizeOf } from '../shape.ts';
import type { Vector } from '../vector.ts';

/** The largest of each window, or NaN where one is among them. */
export function maxPoolingForward(
  output: Vector,
  input: Vector,
  batch: number,
  image: Shape,
  size: number,
): void {
  const { channels } = image;
  eachWindow(batch, image, size, (at, corner, stride) => {
    for (let c = 0; c < channels; c++) output[at + c] = input[corner + c];
    for (let row = 0; row < size; row++)
      for (let column = row === 0 ? 1 : 0; column < size; column++) {
        const pixel = corner + row * stride + column * channels;
        for (let c = 0; c < channels; c++) {
          const value = input[pixel + c];
          if (value > output[at + c] || Number.isNaN(value)) output[at + c] = value;
        }
      }
  });
}

/**
 * Overwrites `dInput`: the whole gradient goes to the largest number, and of several to the first
 * one: that of the lowest row, then of the lowest column. A NaN has none.
 */
export function maxPoolingBackward(
  dInput: Vector,
  dOutput: Vector,
  input: Vector,
  output: Vector,
  batch: number,
  image: Shape,
  size: number,
): void {
  const { channels } = image;
  dInput.fill(0, 0, batch * sizeOf(image));
  eachWindow(batch, image, size, (at, corner, stride) => {
    for (let c = 0; c < channels; c++) {
      const place = findFirst(input, output[at + c], corner + c, stride, channels, size);
      if (place !== -1) dInput[place] = dOutput[at + c];
    }
  });
}

/** Where in its window `wanted` first is, the window's channel beginning at `corner`; or -1. */
function findFirst(
  values: Vector,
  wanted: number,
  corner: number,
  stride: number,
  channels: number,
  size: number,
): number {
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const place = corner + row * stride + column * channels;
      if (values[place] === wanted) return place;
    }
  return -1;
}

/** The mean of each window. */
export function meanPoolingForward(
  output: Vector,
  input: Vector,
  batch: number,
  image: Shape,
  size: number,
): void {
  const { channels } = image;
  eachWindow(batch, image, size, (at, corner, stride) => {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let row = 0; row < size; row++)
        for (let column = 0; column < size; column++)
          sum += input[corner + row * stride + column * channels + c];
      output[at + c] = sum / (size * size);
    }
  });
}

/** Overwrites `dInput`: an equal share of the gradient for each pixel of a window. */
export function meanPoolingBackward(
  dInput: Vector,
  dOutput: Vector,
  batch: number,
  image: Shape,
  size: number,
): void {
  const { channels } = image;
  dInput.fill(0, 0, batch * sizeOf(image));
  eachWindow(batch, image, size, (at, corner, stride) => {
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        const pixel = corner + row * stride + column * channels;
        for (let c = 0; c < channels; c++) dInput[pixel + c] = dOutput[at + c] / (size * size);
      }
  });
}

/**
 * Calls `pool` with the place of each window's output, that of its first input, and how far one row
 * of the input is from the next.
 */
function eachWindow(
  batch: number,
  { height, width, channels }: Shape,
  size: number,
  pool: (at: number, corner: number, stride: number) => void,
): void {
  const stride = width * channels;
  let at = 0;
  for (let b = 0; b < batch; b++)
    for (let top = 0; top + size <= height; top += size)
      for (let left = 0; left + size <= width; left += size) {
        pool(at, (b * height + top) * stride + left * channels, stride);
        at += channels;
      }
}
