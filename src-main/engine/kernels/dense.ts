/**
 * A dense layer over flat arrays. `weights` is `[inputs, units]`, row-major: one row per input. A
 * sum over inputs of `input * row` then reads memory in order, and an input of exactly zero costs
 * nothing: ink is mostly absent (19 % of MNIST is not zero).
 *
 * What skipping hides: 0 * NaN and 0 * Infinity count as 0. A broken weight shows in the output as
 * soon as any input that reaches it is not zero.
 *
 * `nonZero` is scratch, `[max(inputs, batch)]`.
 */
import type { Vector } from '../vector.ts';

/**
 * `output` = `input` x `weights` + `biases`. Output `[batch, units]`, input `[batch, inputs]`,
 * biases `[units]`.
 */
export function denseForward(
  output: Vector,
  input: Vector,
  weights: Vector,
  biases: Vector | null,
  batch: number,
  inputs: number,
  units: number,
  nonZero: Int32Array,
): void {
  for (let b = 0; b < batch; b++) {
    const row = b * units;
    if (biases) for (let j = 0; j < units; j++) output[row + j] = biases[j];
    else output.fill(0, row, row + units);
    const count = findNonZero(nonZero, input, b * inputs, 1, inputs);
    addRows(output, row, weights, units, nonZero, count, input, b * inputs, 1);
  }
}

/**
 * Adds to `dWeights` `[inputs, units]` and `dBiases` `[units]`; overwrites `dInput` `[batch,
 * inputs]`, which may be null where nobody asks. `dOutput` `[batch, units]`.
 */
export function denseBackward(
  dInput: Vector | null,
  dWeights: Vector,
  dBiases: Vector | null,
  dOutput: Vector,
  input: Vector,
  weights: Vector,
  batch: number,
  inputs: number,
  units: number,
  nonZero: Int32Array,
): void {
  for (let i = 0; i < inputs; i++) {
    const count = findNonZero(nonZero, input, i, inputs, batch);
    addRows(dWeights, i * units, dOutput, units, nonZero, count, input, i, inputs);
  }
  if (dBiases)
    for (let b = 0; b < batch; b++)
      for (let j = 0; j < units; j++) dBiases[j] += dOutput[b * units + j];
  if (dInput) denseBackwardInput(dInput, dOutput, weights, batch, inputs, units);
}

/** Overwrites `dInput` `[batch, inputs]` with `dOutput` `[batch, units]` x `weights` transposed. */
export function denseBackwardInput(
  dInput: Vector,
  dOutput: Vector,
  weights: Vector,
  batch: number,
  inputs: number,
  units: number,
): void {
  for (let b = 0; b < batch; b++)
    multiplyRows(dInput, b * inputs, weights, inputs, units, dOutput, b * units);
}

/**
 * Writes to `found` which k in [0, length) have `values[start + k * stride] !== 0`; returns how
 * many.
 */
function findNonZero(
  found: Int32Array,
  values: Vector,
  start: number,
  stride: number,
  length: number,
): number {
  let count = 0;
  for (let k = 0; k < length; k++) if (values[start + k * stride] !== 0) found[count++] = k;
  return count;
}

/**
 * `out[start + j]` += sum over the `count` rows r listed in `rows` of factor(r) * `matrix[r, j]`,
 * where factor(r) = `factors[firstFactor + r * factorStride]` and `matrix` is `[any, width]`. Four
 * rows at a time: `out` is read and written, and rounded, once for four products.
 */
function addRows(
  out: Vector,
  start: number,
  matrix: Vector,
  width: number,
  rows: Int32Array,
  count: number,
  factors: Vector,
  firstFactor: number,
  factorStride: number,
): void {
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const a = factors[firstFactor + rows[k] * factorStride];
    const b = factors[firstFactor + rows[k + 1] * factorStride];
    const c = factors[firstFactor + rows[k + 2] * factorStride];
    const d = factors[firstFactor + rows[k + 3] * factorStride];
    const rowA = rows[k] * width;
    const rowB = rows[k + 1] * width;
    const rowC = rows[k + 2] * width;
    const rowD = rows[k + 3] * width;
    for (let j = 0; j < width; j++)
      out[start + j] +=
        a * matrix[rowA + j] + b * matrix[rowB + j] + c * matrix[rowC + j] + d * matrix[rowD + j];
  }
  for (; k < count; k++) {
    const a = factors[firstFactor + rows[k] * factorStride];
    const rowA = rows[k] * width;
    for (let j = 0; j < width; j++) out[start + j] += a * matrix[rowA + j];
  }
}

/**
 * `out[start + i]` = sum over j of `matrix[i, j]` * `vector[first + j]`; `matrix` is `[height,
 * width]`. Four rows at a time: four sums that do not wait for each other.
 */
function multiplyRows(
  out: Vector,
  start: number,
  matrix: Vector,
  height: number,
  width: number,
  vector: Vector,
  first: number,
): void {
  let i = 0;
  for (; i + 4 <= height; i += 4) {
    const rowA = i * width;
    const rowB = rowA + width;
    const rowC = rowB + width;
    const rowD = rowC + width;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let j = 0; j < width; j++) {
      const x = vector[first + j];
      a += matrix[rowA + j] * x;
      b += matrix[rowB + j] * x;
      c += matrix[rowC + j] * x;
      d += matrix[rowD + j] * x;
    }
    out[start + i] = a;
    out[start + i + 1] = b;
    out[start + i + 2] = c;
    out[start + i + 3] = d;
  }
  for (; i < height; i++) {
    const rowA = i * width;
    let a = 0;
    for (let j = 0; j < width; j++) a += matrix[rowA + j] * vector[first + j];
    out[start + i] = a;
  }
}
