/**
 * Learning where most inputs have one value c that is not zero, the background: W x is c times the
 * sum of all rows of W, plus what differs. SGD moves every row by the same -rate c d for each error d
 * of the batch, and rows of other inputs by more. So the common part is kept apart: W = V + the same
 * `offset` `[units]` for every row, and `sums` `[units]` of all rows of W is carried along. A step
 * then touches the rows of the ink only. It is put back (`addToRows`) before anybody looks.
 */
import { addVector } from './rows';
import { addScaled } from './updates';

/** After a step: moves `offset` and `sums`. */
export function moveBackground(
  offset: usize,
  sums: usize,
  dOutput: usize,
  input: usize,
  background: f32,
  rate: f32,
  batch: i32,
  inputs: i32,
  units: i32,
): void {
  for (let b = 0; b < batch; b++) {
    addScaled(offset, dOutput, -rate * background, 0, units);
    addScaled(sums, dOutput, -rate * total(input, inputs), 0, units);
    dOutput += (<usize>units) << 2;
    input += (<usize>inputs) << 2;
  }
}

function total(vector: usize, length: i32): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  while (length >= 8) {
    a = f32x4.add(a, v128.load(vector));
    b = f32x4.add(b, v128.load(vector, 16));
    vector += 32;
    length -= 8;
  }
  a = f32x4.add(a, b);
  let sum =
    f32x4.extract_lane(a, 0) +
    f32x4.extract_lane(a, 1) +
    (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3));
  while (length > 0) {
    sum += load<f32>(vector);
    vector += 4;
    length--;
  }
  return sum;
}

/** `out` `[width]` = the sum of all rows of `matrix`. */
export function sumRows(out: usize, matrix: usize, rows: i32, width: i32): void {
  const rowBytes = (<usize>width) << 2;
  memory.fill(out, 0, rowBytes);
  for (let i = 0; i < rows; i++) addVector(out, matrix + <usize>i * rowBytes, width);
}

/** Adds `vector` `[width]` to every row of `matrix`, and clears it. */
export function addToRows(matrix: usize, vector: usize, rows: i32, width: i32): void {
  const rowBytes = (<usize>width) << 2;
  for (let i = 0; i < rows; i++) addVector(matrix + <usize>i * rowBytes, vector, width);
  memory.fill(vector, 0, rowBytes);
}
