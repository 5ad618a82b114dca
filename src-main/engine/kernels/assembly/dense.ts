/**
 * A dense layer, as `../dense.ts` has it in plain TypeScript: `weights` `[inputs, units]`, zeros of
 * the input skipped. All three products are the same sum, of some rows of a matrix times a factor
 * each, taken in ascending order.
 *
 * Vectors may be read, never written, up to 12 bytes past their end.
 *
 * Sparse rows: of row b, `starts[b]` to `starts[b + 1]` are the places in `indices` and `values`.
 */
import { multiplyAdd } from './arithmetic';

/** Bytes of a matrix that stay in the second-level cache while all rows of a batch use them. */
const residentBytes: i32 = 1 << 19;

/**
 * `scratch`: starts `[block + 1]`, indices and values `[block * inputs]`, `block` samples at a
 * time; `cursors` `[block]`.
 */
export function denseForward(
  output: usize,
  input: usize,
  weights: usize,
  biases: usize,
  batch: i32,
  inputs: i32,
  units: i32,
  block: i32,
  starts: usize,
  indices: usize,
  values: usize,
  cursors: usize,
): void {
  const rowBytes = (<usize>units) << 2;
  for (let from = 0; from < batch; from += block) {
    const size = min(block, batch - from);
    const out = output + <usize>from * rowBytes;
    for (let b = 0; b < size; b++) {
      const row = out + <usize>b * rowBytes;
      if (biases) memory.copy(row, biases, rowBytes);
      else memory.fill(row, 0, rowBytes);
    }
    compress(input + ((<usize>from * inputs) << 2), size, inputs, starts, indices, values);
    multiply(out, weights, size, inputs, units, starts, indices, values, cursors);
  }
}

/** Adds to `dWeights` and `dBiases` (unless 0); `columnStarts` `[inputs + 1]`. */
export function denseParameterGradients(
  dWeights: usize,
  dBiases: usize,
  dOutput: usize,
  input: usize,
  batch: i32,
  inputs: i32,
  units: i32,
  block: i32,
  starts: usize,
  indices: usize,
  values: usize,
  columnStarts: usize,
  columnIndices: usize,
  columnValues: usize,
): void {
  const rowBytes = (<usize>units) << 2;
  for (let from = 0; from < batch; from += block) {
    const size = min(block, batch - from);
    const dOut = dOutput + <usize>from * rowBytes;
    compress(input + ((<usize>from * inputs) << 2), size, inputs, starts, indices, values);
    if (size == 1) {
      // One sample: every column has at most one entry, and the row's list says which.
      const count = load<i32>(starts, 4);
      store<i32>(columnIndices, 0);
      for (let k = 0; k < count; k++) {
        const place = (<usize>k) << 2;
        const row = dWeights + <usize>load<i32>(indices + place) * rowBytes;
        addRows(row, dOut, units, columnIndices, values + place, 1);
      }
    } else {
      transposeSparse(
        size,
        inputs,
        starts,
        indices,
        values,
        columnStarts,
        columnIndices,
        columnValues,
      );
      for (let i = 0; i < inputs; i++) {
        const start = load<i32>(columnStarts + ((<usize>i) << 2));
        const count = load<i32>(columnStarts + ((<usize>i) << 2), 4) - start;
        if (count > 0) {
          const place = (<usize>start) << 2;
          addRows(
            dWeights + <usize>i * rowBytes,
            dOut,
            units,
            columnIndices + place,
            columnValues + place,
            count,
          );
        }
      }
    }
    if (dBiases)
      for (let b = 0; b < size; b++) addVector(dBiases, dOut + <usize>b * rowBytes, units);
  }
}

/**
 * Overwrites `dInput` `[batch, inputs]`. `transposed` `[units, inputs]` is scratch, as are the rest,
 * with room for `block * units` entries.
 */
export function denseInputGradient(
  dInput: usize,
  dOutput: usize,
  weights: usize,
  transposed: usize,
  batch: i32,
  inputs: i32,
  units: i32,
  block: i32,
  starts: usize,
  indices: usize,
  values: usize,
  cursors: usize,
): void {
  transpose(transposed, weights, inputs, units);
  denseForward(
    dInput,
    dOutput,
    transposed,
    0,
    batch,
    units,
    inputs,
    block,
    starts,
    indices,
    values,
    cursors,
  );
}

/** Lists what is not zero in `dense` `[rows, width]`; NaN is listed. */
function compress(
  dense: usize,
  rows: i32,
  width: i32,
  starts: usize,
  indices: usize,
  values: usize,
): void {
  const zero = f32x4.splat(0);
  let count: usize = 0;
  for (let b = 0; b < rows; b++) {
    store<i32>(starts + ((<usize>b) << 2), <i32>count);
    let i = 0;
    for (; i + 4 <= width; i += 4) {
      const found = i32x4.bitmask(f32x4.ne(v128.load(dense), zero));
      if (found) {
        // Each is written, and stays if the place moves on.
        for (let k = 0; k < 4; k++) {
          store<i32>(indices + (count << 2), i + k);
          store<f32>(values + (count << 2), load<f32>(dense + ((<usize>k) << 2)));
          count += (found >> k) & 1;
        }
      }
      dense += 16;
    }
    for (; i < width; i++) {
      const value = load<f32>(dense);
      if (value != 0) {
        store<i32>(indices + (count << 2), i);
        store<f32>(values + (count << 2), value);
        count++;
      }
      dense += 4;
    }
  }
  store<i32>(starts + ((<usize>rows) << 2), <i32>count);
}

/** Sparse rows of a matrix `[rows, width]` become those of its transpose, in order. */
function transposeSparse(
  rows: i32,
  width: i32,
  starts: usize,
  indices: usize,
  values: usize,
  columnStarts: usize,
  columnIndices: usize,
  columnValues: usize,
): void {
  memory.fill(columnStarts, 0, (<usize>width + 1) << 2);
  const count = load<i32>(starts + ((<usize>rows) << 2));
  for (let k = 0; k < count; k++) {
    const at = columnStarts + ((<usize>load<i32>(indices + ((<usize>k) << 2))) << 2);
    store<i32>(at, load<i32>(at, 4) + 1, 4);
  }
  for (let i = 0; i < width; i++) {
    const at = columnStarts + ((<usize>i) << 2);
    store<i32>(at, load<i32>(at, 4) + load<i32>(at), 4);
  }
  // From the last entry to the first; each column's end moves down to its start.
  for (let b = rows - 1; b >= 0; b--) {
    const start = load<i32>(starts + ((<usize>b) << 2));
    for (let k = load<i32>(starts + ((<usize>b) << 2), 4) - 1; k >= start; k--) {
      const at = columnStarts + ((<usize>load<i32>(indices + ((<usize>k) << 2))) << 2);
      const place = load<i32>(at, 4) - 1;
      store<i32>(at, place, 4);
      store<i32>(columnIndices + ((<usize>place) << 2), b);
      store<f32>(columnValues + ((<usize>place) << 2), load<f32>(values + ((<usize>k) << 2)));
    }
  }
  // Every start now lies one place too far on.
  memory.copy(columnStarts, columnStarts + 4, (<usize>width) << 2);
  store<i32>(columnStarts + ((<usize>width) << 2), count);
}

/**
 * `out` `[batch, width]` += sparse rows `[batch, height]` x `matrix` `[height, width]`. A matrix too
 * large for the cache is gone through once, in parts that every row uses before the next.
 */
function multiply(
  out: usize,
  matrix: usize,
  batch: i32,
  height: i32,
  width: i32,
  starts: usize,
  indices: usize,
  values: usize,
  cursors: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  let part = max(8, residentBytes / <i32>rowBytes);
  if (batch == 1) part = height;
  memory.copy(cursors, starts, (<usize>batch) << 2);
  for (let until = part; ; until += part) {
    for (let b = 0; b < batch; b++) {
      const at = cursors + ((<usize>b) << 2);
      const start = load<i32>(at);
      const end = load<i32>(starts + ((<usize>b) << 2), 4);
      let stop = end;
      if (until < height) {
        stop = start;
        while (stop < end && load<i32>(indices + ((<usize>stop) << 2)) < until) stop++;
        store<i32>(at, stop);
      }
      const place = (<usize>start) << 2;
      if (stop > start)
        addRows(
          out + <usize>b * rowBytes,
          matrix,
          width,
          indices + place,
          values + place,
          stop - start,
        );
    }
    if (until >= height) break;
  }
}

/** `out` `[width]` += sum of `count` (at least 1) rows of `matrix` `[any, width]`. */
function addRows(
  out: usize,
  matrix: usize,
  width: i32,
  indices: usize,
  values: usize,
  count: i32,
): void {
  const rowBytes = (<usize>width) << 2;
  let left = width;
  while (left >= 32) {
    addTo8(out, matrix, rowBytes, indices, values, count);
    out += 128;
    matrix += 128;
    left -= 32;
  }
  if (left >= 16) {
    addTo4(out, matrix, rowBytes, indices, values, count);
    out += 64;
    matrix += 64;
    left -= 16;
  }
  if (left >= 8) {
    addTo2(out, matrix, rowBytes, indices, values, count);
    out += 32;
    matrix += 32;
    left -= 8;
  }
  if (left > 0) addToFew(out, matrix, rowBytes, indices, values, count, left);
}

// The loops below count down in do-while: as `for` or `while` V8 makes them up to 30 % slower.

function addTo8(
  out: usize,
  matrix: usize,
  rowBytes: usize,
  indices: usize,
  values: usize,
  count: i32,
): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  let c = v128.load(out, 32);
  let d = v128.load(out, 48);
  let e = v128.load(out, 64);
  let f = v128.load(out, 80);
  let g = v128.load(out, 96);
  let h = v128.load(out, 112);
  do {
    const row = matrix + <usize>load<i32>(indices) * rowBytes;
    const x = v128.load32_splat(values);
    a = multiplyAdd(x, v128.load(row), a);
    b = multiplyAdd(x, v128.load(row, 16), b);
    c = multiplyAdd(x, v128.load(row, 32), c);
    d = multiplyAdd(x, v128.load(row, 48), d);
    e = multiplyAdd(x, v128.load(row, 64), e);
    f = multiplyAdd(x, v128.load(row, 80), f);
    g = multiplyAdd(x, v128.load(row, 96), g);
    h = multiplyAdd(x, v128.load(row, 112), h);
    indices += 4;
    values += 4;
  } while (--count);
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
  v128.store(out, e, 64);
  v128.store(out, f, 80);
  v128.store(out, g, 96);
  v128.store(out, h, 112);
}

function addTo4(
  out: usize,
  matrix: usize,
  rowBytes: usize,
  indices: usize,
  values: usize,
  count: i32,
): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  let c = v128.load(out, 32);
  let d = v128.load(out, 48);
  do {
    const row = matrix + <usize>load<i32>(indices) * rowBytes;
    const x = v128.load32_splat(values);
    a = multiplyAdd(x, v128.load(row), a);
    b = multiplyAdd(x, v128.load(row, 16), b);
    c = multiplyAdd(x, v128.load(row, 32), c);
    d = multiplyAdd(x, v128.load(row, 48), d);
    indices += 4;
    values += 4;
  } while (--count);
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
}

function addTo2(
  out: usize,
  matrix: usize,
  rowBytes: usize,
  indices: usize,
  values: usize,
  count: i32,
): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  do {
    const row = matrix + <usize>load<i32>(indices) * rowBytes;
    const x = v128.load32_splat(values);
    a = multiplyAdd(x, v128.load(row), a);
    b = multiplyAdd(x, v128.load(row, 16), b);
    indices += 4;
    values += 4;
  } while (--count);
  v128.store(out, a);
  v128.store(out, b, 16);
}

/** The last 1 to 7 columns; the lanes past the end are computed and dropped. */
function addToFew(
  out: usize,
  matrix: usize,
  rowBytes: usize,
  indices: usize,
  values: usize,
  count: i32,
  width: i32,
): void {
  if (width >= 4) {
    let a = v128.load(out);
    let at = indices;
    let factor = values;
    let left = count;
    do {
      const row = matrix + <usize>load<i32>(at) * rowBytes;
      a = multiplyAdd(v128.load32_splat(factor), v128.load(row), a);
      at += 4;
      factor += 4;
    } while (--left);
    v128.store(out, a);
    out += 16;
    matrix += 16;
    width -= 4;
  }
  if (width > 0) {
    let a = v128.load(out);
    do {
      const row = matrix + <usize>load<i32>(indices) * rowBytes;
      a = multiplyAdd(v128.load32_splat(values), v128.load(row), a);
      indices += 4;
      values += 4;
    } while (--count);
    storeLanes(out, a, width);
  }
}

/** The first 1 to 3 lanes. */
function storeLanes(out: usize, value: v128, lanes: i32): void {
  v128.store_lane<f32>(out, value, 0);
  if (lanes > 1) v128.store_lane<f32>(out, value, 1, 4);
  if (lanes > 2) v128.store_lane<f32>(out, value, 2, 8);
}

function addVector(out: usize, vector: usize, width: i32): void {
  while (width >= 4) {
    v128.store(out, f32x4.add(v128.load(out), v128.load(vector)));
    out += 16;
    vector += 16;
    width -= 4;
  }
  while (width > 0) {
    store<f32>(out, load<f32>(out) + load<f32>(vector));
    out += 4;
    vector += 4;
    width--;
  }
}

/** `out` `[columns, rows]` of `matrix` `[rows, columns]`. */
function transpose(out: usize, matrix: usize, rows: i32, columns: i32): void {
  const inBytes = (<usize>columns) << 2;
  const outBytes = (<usize>rows) << 2;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    let j = 0;
    let from = matrix + <usize>i * inBytes;
    let to = out + ((<usize>i) << 2);
    for (; j + 4 <= columns; j += 4) {
      const a = v128.load(from);
      const b = v128.load(from + inBytes);
      const c = v128.load(from + 2 * inBytes);
      const d = v128.load(from + 3 * inBytes);
      const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
      const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<i64>(abLow, cdLow, 0, 2));
      v128.store(to + outBytes, v128.shuffle<i64>(abLow, cdLow, 1, 3));
      v128.store(to + 2 * outBytes, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
      v128.store(to + 3 * outBytes, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
      from += 16;
      to += 4 * outBytes;
    }
    for (; j < columns; j++) {
      for (let k: usize = 0; k < 4; k++) store<f32>(to + (k << 2), load<f32>(from + k * inBytes));
      from += 4;
      to += outBytes;
    }
  }
  for (; i < rows; i++)
    for (let j = 0; j < columns; j++)
      store<f32>(
        out + <usize>j * outBytes + ((<usize>i) << 2),
        load<f32>(matrix + <usize>i * inBytes + ((<usize>j) << 2)),
      );
}
