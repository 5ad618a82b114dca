/**
 * Sums of some rows of a matrix, each times a factor: the one sum that all products of a layer with
 * many zeros come down to. The rows are taken in the order of their entries.
 *
 * An entry is 8 bytes: how many bytes into the matrix its row begins (u32), and the factor (f32).
 *
 * Vectors may be read, never written, up to 12 bytes past their end.
 */
import { multiplyAdd } from './arithmetic';

export const entryBytes: usize = 8;

export function storeEntry(at: usize, offset: usize, factor: f32): void {
  store<u32>(at, <u32>offset);
  store<f32>(at, factor, 4);
}

/** `out` `[width]` += sum of `count` (at least 1) rows of `matrix`. */
export function addRows(out: usize, matrix: usize, width: i32, entries: usize, count: i32): void {
  let left = width;
  while (left >= 32) {
    addTo8(out, matrix, entries, count);
    out += 128;
    matrix += 128;
    left -= 32;
  }
  if (left >= 16) {
    addTo4(out, matrix, entries, count, 4);
    out += 64;
    matrix += 64;
    left -= 16;
  }
  // One pass for the rest: what a pass waits for is each sum, not how many there are.
  if (left > 12) addTo4(out, matrix, entries, count, left - 12);
  else if (left > 8) addTo3(out, matrix, entries, count, left - 8);
  else if (left > 4) addTo2(out, matrix, entries, count, left - 4);
  else if (left > 0) addTo1(out, matrix, entries, count, left);
}

// The loops below count down in do-while: as `for` or `while` V8 makes them up to 30 % slower.

function addTo8(out: usize, matrix: usize, entries: usize, count: i32): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  let c = v128.load(out, 32);
  let d = v128.load(out, 48);
  let e = v128.load(out, 64);
  let f = v128.load(out, 80);
  let g = v128.load(out, 96);
  let h = v128.load(out, 112);
  do {
    const row = matrix + <usize>load<u32>(entries);
    const x = v128.load32_splat(entries, 4);
    a = multiplyAdd(x, v128.load(row), a);
    b = multiplyAdd(x, v128.load(row, 16), b);
    c = multiplyAdd(x, v128.load(row, 32), c);
    d = multiplyAdd(x, v128.load(row, 48), d);
    e = multiplyAdd(x, v128.load(row, 64), e);
    f = multiplyAdd(x, v128.load(row, 80), f);
    g = multiplyAdd(x, v128.load(row, 96), g);
    h = multiplyAdd(x, v128.load(row, 112), h);
    entries += entryBytes;
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

// Of the last vector of each of these, `lanes` (1 to 4) are stored; the rest is computed and dropped.

function addTo4(out: usize, matrix: usize, entries: usize, count: i32, lanes: i32): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  let c = v128.load(out, 32);
  let d = v128.load(out, 48);
  do {
    const row = matrix + <usize>load<u32>(entries);
    const x = v128.load32_splat(entries, 4);
    a = multiplyAdd(x, v128.load(row), a);
    b = multiplyAdd(x, v128.load(row, 16), b);
    c = multiplyAdd(x, v128.load(row, 32), c);
    d = multiplyAdd(x, v128.load(row, 48), d);
    entries += entryBytes;
  } while (--count);
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  storeLanes(out + 48, d, lanes);
}

function addTo3(out: usize, matrix: usize, entries: usize, count: i32, lanes: i32): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  let c = v128.load(out, 32);
  do {
    const row = matrix + <usize>load<u32>(entries);
    const x = v128.load32_splat(entries, 4);
    a = multiplyAdd(x, v128.load(row), a);
    b = multiplyAdd(x, v128.load(row, 16), b);
    c = multiplyAdd(x, v128.load(row, 32), c);
    entries += entryBytes;
  } while (--count);
  v128.store(out, a);
  v128.store(out, b, 16);
  storeLanes(out + 32, c, lanes);
}

function addTo2(out: usize, matrix: usize, entries: usize, count: i32, lanes: i32): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  do {
    const row = matrix + <usize>load<u32>(entries);
    const x = v128.load32_splat(entries, 4);
    a = multiplyAdd(x, v128.load(row), a);
    b = multiplyAdd(x, v128.load(row, 16), b);
    entries += entryBytes;
  } while (--count);
  v128.store(out, a);
  storeLanes(out + 16, b, lanes);
}

function addTo1(out: usize, matrix: usize, entries: usize, count: i32, lanes: i32): void {
  let a = v128.load(out);
  do {
    const row = matrix + <usize>load<u32>(entries);
    const x = v128.load32_splat(entries, 4);
    a = multiplyAdd(x, v128.load(row), a);
    entries += entryBytes;
  } while (--count);
  storeLanes(out, a, lanes);
}

/** The first 1 to 4 lanes. */
export function storeLanes(out: usize, value: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(out, value);
    return;
  }
  v128.store_lane<f32>(out, value, 0);
  if (lanes > 1) v128.store_lane<f32>(out, value, 1, 4);
  if (lanes > 2) v128.store_lane<f32>(out, value, 2, 8);
}

/** All four lanes, or the first `lanes`. */
export function storeUpTo4(out: usize, value: v128, lanes: i32): void {
  if (lanes >= 4) v128.store(out, value);
  else storeLanes(out, value, lanes);
}

/** `out` `[width]` += `vector`. */
export function addVector(out: usize, vector: usize, width: i32): void {
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
