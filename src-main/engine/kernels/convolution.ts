/**
 * A convolution (as networks have it: the kernel is not turned round) over flat arrays. Images are
 * `[batch, height, width, channels]`, `weights` is `[height, width, input channels, output
 * channels]`: one row of `output.channels` numbers for each number under the kernel. As in
 * `dense.ts`, a number of exactly zero costs nothing, neither an input nor, on the way back, an
 * output's gradient: behind a max-pooling and a ReLU most of those are zero.
 *
 * Under one row of the kernel, the inputs and their rows of weights both lie one after another:
 * the loops go over these stretches, cut where the kernel reaches beyond the image.
 */
import { sizeOf } from '../shape.ts';
import type { Vector } from '../vector.ts';
import type { ConvolutionGeometry } from './kernels.ts';

/** Numbers with their places, `[the most there can be]` each. */
export interface Listed {
  places: Int32Array;
  values: Float64Array;
}

export const createListed = (length: number): Listed => ({
  places: new Int32Array(length),
  values: new Float64Array(length),
});

/** How many numbers lie under a kernel: the rows of `weights`. */
export const patchSizeOf = ({ input, height, width }: ConvolutionGeometry): number =>
  height * width * input.channels;

/**
 * Output `[batch, output size]`, input `[batch, input size]`, biases `[output channels]`. `patch` is
 * scratch for `patchSizeOf(geometry)` numbers.
 */
export function convolutionForward(
  output: Vector,
  input: Vector,
  weights: Vector,
  biases: Vector | null,
  batch: number,
  geometry: ConvolutionGeometry,
  patch: Listed,
): void {
  const { height, width, channels } = geometry.output;
  let at = 0;
  for (let b = 0; b < batch; b++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        if (biases) for (let j = 0; j < channels; j++) output[at + j] = biases[j];
        else output.fill(0, at, at + channels);
        const count = listPatch(patch, input, geometry, b, y, x);
        addRows(output, at, weights, channels, patch, count);
        at += channels;
      }
}

/**
 * Adds to `dWeights` and `dBiases`, laid out as `weights` and biases; overwrites `dInput` `[batch,
 * input size]`, which may be null where nobody asks. `listed` is scratch for `output.channels`
 * numbers.
 */
export function convolutionBackward(
  dInput: Vector | null,
  dWeights: Vector,
  dBiases: Vector | null,
  dOutput: Vector,
  input: Vector,
  weights: Vector,
  batch: number,
  geometry: ConvolutionGeometry,
  listed: Listed,
): void {
  const { height, width, channels } = geometry.output;
  dInput?.fill(0, 0, batch * sizeOf(geometry.input));
  let at = 0;
  for (let b = 0; b < batch; b++)
    for (let y = 0; y < height; y++) {
      const rows = rowsUnder(geometry, y);
      for (let x = 0; x < width; x++) {
        const count = listNonZero(listed, 0, dOutput, at, channels, 0);
        at += channels;
        if (count === 0) continue;
        if (dBiases) addListed(dBiases, 0, 1, listed, count);
        const { first, last } = columnsUnder(geometry, x);
        for (let row = rows.first; row < rows.last; row++) {
          const start = inputAt(geometry, b, y, x, row, first);
          let weightRow = (row * geometry.width + first) * geometry.input.channels;
          const end = start + (last - first) * geometry.input.channels;
          for (let i = start; i < end; i++, weightRow++) {
            if (input[i] !== 0) addListed(dWeights, weightRow * channels, input[i], listed, count);
            if (dInput) dInput[i] += sumListed(weights, weightRow * channels, listed, count);
          }
        }
      }
    }
}

/** Overwrites `dInput` `[batch, input size]`, and that alone. `listed` as for `convolutionBackward`. */
export function convolutionBackwardInput(
  dInput: Vector,
  dOutput: Vector,
  weights: Vector,
  batch: number,
  geometry: ConvolutionGeometry,
  listed: Listed,
): void {
  const { height, width, channels } = geometry.output;
  dInput.fill(0, 0, batch * sizeOf(geometry.input));
  let at = 0;
  for (let b = 0; b < batch; b++)
    for (let y = 0; y < height; y++) {
      const rows = rowsUnder(geometry, y);
      for (let x = 0; x < width; x++, at += channels) {
        const count = listNonZero(listed, 0, dOutput, at, channels, 0);
        const { first, last } = columnsUnder(geometry, x);
        for (let row = rows.first; row < rows.last; row++) {
          const start = inputAt(geometry, b, y, x, row, first);
          let weightRow = (row * geometry.width + first) * geometry.input.channels;
          const end = start + (last - first) * geometry.input.channels;
          for (let i = start; i < end; i++, weightRow++)
            dInput[i] += sumListed(weights, weightRow * channels, listed, count);
        }
      }
    }
}

/** Rows of the kernel that lie on the image for output row `y`: from `first` to before `last`. */
function rowsUnder({ input, height, stride, top }: ConvolutionGeometry, y: number) {
  const above = y * stride - top;
  return { first: Math.max(0, -above), last: Math.min(height, input.height - above) };
}

/** The same for the kernel's columns and output column `x`. */
function columnsUnder({ input, width, stride, left }: ConvolutionGeometry, x: number) {
  const before = x * stride - left;
  return { first: Math.max(0, -before), last: Math.min(width, input.width - before) };
}

/** Where the input under the kernel's `row` and `column` begins, for the output at (`y`, `x`). */
function inputAt(
  { input, stride, top, left }: ConvolutionGeometry,
  b: number,
  y: number,
  x: number,
  row: number,
  column: number,
): number {
  const line = b * input.height + y * stride - top + row;
  return (line * input.width + x * stride - left + column) * input.channels;
}

/** Lists what is not zero under the kernel, with its row of the weights; returns how many. */
function listPatch(
  patch: Listed,
  input: Vector,
  geometry: ConvolutionGeometry,
  b: number,
  y: number,
  x: number,
): number {
  const rows = rowsUnder(geometry, y);
  const { first, last } = columnsUnder(geometry, x);
  const { channels } = geometry.input;
  let count = 0;
  for (let row = rows.first; row < rows.last; row++) {
    const start = inputAt(geometry, b, y, x, row, first);
    const weightRow = (row * geometry.width + first) * channels;
    count = listNonZero(patch, count, input, start, (last - first) * channels, weightRow);
  }
  return count;
}

/**
 * Appends to the `count` listed numbers which k in [0, length) have `values[start + k] !== 0`, as
 * places `firstPlace + k`; returns how many there are then.
 */
function listNonZero(
  { places, values: found }: Listed,
  count: number,
  values: Vector,
  start: number,
  length: number,
  firstPlace: number,
): number {
  let next = count;
  for (let k = 0; k < length; k++) {
    const value = values[start + k];
    if (value === 0) continue;
    places[next] = firstPlace + k;
    found[next] = value;
    next += 1;
  }
  return next;
}

/**
 * `out[start + j]` += sum over the listed (r, factor) of factor * `matrix[r, j]`; `matrix` is `[any,
 * width]`. Four rows at a time, as in `dense.ts`.
 */
function addRows(
  out: Vector,
  start: number,
  matrix: Vector,
  width: number,
  { places, values }: Listed,
  count: number,
): void {
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const a = values[k];
    const b = values[k + 1];
    const c = values[k + 2];
    const d = values[k + 3];
    const rowA = places[k] * width;
    const rowB = places[k + 1] * width;
    const rowC = places[k + 2] * width;
    const rowD = places[k + 3] * width;
    for (let j = 0; j < width; j++)
      out[start + j] +=
        a * matrix[rowA + j] + b * matrix[rowB + j] + c * matrix[rowC + j] + d * matrix[rowD + j];
  }
  for (; k < count; k++) {
    const a = values[k];
    const rowA = places[k] * width;
    for (let j = 0; j < width; j++) out[start + j] += a * matrix[rowA + j];
  }
}

/** `out[start + place]` += `factor` * value, over what is listed. */
function addListed(
  out: Vector,
  start: number,
  factor: number,
  { places, values }: Listed,
  count: number,
): void {
  for (let k = 0; k < count; k++) out[start + places[k]] += factor * values[k];
}

/** The sum of `vector[start + place]` * value over what is listed. */
function sumListed(
  vector: Vector,
  start: number,
  { places, values }: Listed,
  count: number,
): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += vector[start + places[k]] * values[k];
  return sum;
}
