/**
 * Rows of weights that move where they lie, without room for a gradient of theirs. Entries: see
 * `rows.ts`. What lies side by side is loaded before any of it is stored: see `compiled.ts`.
 */
import { multiplyAdd } from './arithmetic';
import { entryBytes, storeLanes, storeUpTo4 } from './rows';

/**
 * Adds to each row of `matrix` that is listed `vector` `[width]`, times `scale` and its factor.
 * `count` is at least 1.
 */
export function addToListed(
  matrix: usize,
  vector: usize,
  width: i32,
  scale: f32,
  entries: usize,
  count: i32,
): void {
  let left = width;
  while (left >= 32) {
    add8To(matrix, vector, scale, entries, count);
    vector += 128;
    matrix += 128;
    left -= 32;
  }
  while (left >= 8) {
    add2To(matrix, vector, scale, entries, count);
    vector += 32;
    matrix += 32;
    left -= 8;
  }
  while (left > 0) {
    add1To(matrix, vector, scale, entries, count, min(left, 4));
    vector += 16;
    matrix += 16;
    left -= 4;
  }
}

function addPair(row: usize, x: v128, a: v128, b: v128): void {
  const low = v128.load(row);
  const high = v128.load(row, 16);
  v128.store(row, multiplyAdd(x, a, low));
  v128.store(row, multiplyAdd(x, b, high), 16);
}

function add8To(matrix: usize, vector: usize, scale: f32, entries: usize, count: i32): void {
  const scales = f32x4.splat(scale);
  const a = f32x4.mul(scales, v128.load(vector));
  const b = f32x4.mul(scales, v128.load(vector, 16));
  const c = f32x4.mul(scales, v128.load(vector, 32));
  const d = f32x4.mul(scales, v128.load(vector, 48));
  const e = f32x4.mul(scales, v128.load(vector, 64));
  const f = f32x4.mul(scales, v128.load(vector, 80));
  const g = f32x4.mul(scales, v128.load(vector, 96));
  const h = f32x4.mul(scales, v128.load(vector, 112));
  do {
    const row = matrix + <usize>load<u32>(entries);
    const x = v128.load32_splat(entries, 4);
    addPair(row, x, a, b);
    addPair(row + 32, x, c, d);
    addPair(row + 64, x, e, f);
    addPair(row + 96, x, g, h);
    entries += entryBytes;
  } while (--count);
}

function add2To(matrix: usize, vector: usize, scale: f32, entries: usize, count: i32): void {
  const scales = f32x4.splat(scale);
  const a = f32x4.mul(scales, v128.load(vector));
  const b = f32x4.mul(scales, v128.load(vector, 16));
  do {
    const row = matrix + <usize>load<u32>(entries);
    const x = v128.load32_splat(entries, 4);
    addPair(row, x, a, b);
    entries += entryBytes;
  } while (--count);
}

function add1To(
  matrix: usize,
  vector: usize,
  scale: f32,
  entries: usize,
  count: i32,
  lanes: i32,
): void {
  const a = f32x4.mul(f32x4.splat(scale), v128.load(vector));
  do {
    const row = matrix + <usize>load<u32>(entries);
    const x = v128.load32_splat(entries, 4);
    storeLanes(row, multiplyAdd(x, a, v128.load(row)), lanes);
    entries += entryBytes;
  } while (--count);
}

/**
 * One row of weights, `row` `[width]`, by SGD: its gradient is the sum of `count` rows of `matrix`,
 * plus `l2` times itself.
 */
export function moveRow(
  row: usize,
  matrix: usize,
  width: i32,
  entries: usize,
  count: i32,
  l2: f32,
  rate: f32,
): void {
  const pull = f32x4.splat(l2);
  const step = f32x4.splat(-rate);
  let left = width;
  while (left >= 32) {
    move8(row, matrix, entries, count, pull, step);
    row += 128;
    matrix += 128;
    left -= 32;
  }
  // What a pass waits for is each sum, not how many there are.
  if (left > 12 && left < 20) {
    move4(row, matrix, entries, count, pull, step, left - 12);
    row += 64;
    matrix += 64;
    left -= 16;
  }
  while (left > 4) {
    move2(row, matrix, entries, count, pull, step, left - 4);
    row += 32;
    matrix += 32;
    left -= 8;
  }
  if (left > 0) move1(row, matrix, entries, count, pull, step, left);
}

function moved(weights: v128, gradient: v128, pull: v128, step: v128): v128 {
  return multiplyAdd(step, multiplyAdd(pull, weights, gradient), weights);
}

function movePair(row: usize, a: v128, b: v128, pull: v128, step: v128): void {
  const low = v128.load(row);
  const high = v128.load(row, 16);
  v128.store(row, moved(low, a, pull, step));
  v128.store(row, moved(high, b, pull, step), 16);
}

function move8(
  row: usize,
  matrix: usize,
  entries: usize,
  count: i32,
  pull: v128,
  step: v128,
): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  if (count > 0)
    do {
      const from = matrix + <usize>load<u32>(entries);
      const x = v128.load32_splat(entries, 4);
      a = multiplyAdd(x, v128.load(from), a);
      b = multiplyAdd(x, v128.load(from, 16), b);
      c = multiplyAdd(x, v128.load(from, 32), c);
      d = multiplyAdd(x, v128.load(from, 48), d);
      e = multiplyAdd(x, v128.load(from, 64), e);
      f = multiplyAdd(x, v128.load(from, 80), f);
      g = multiplyAdd(x, v128.load(from, 96), g);
      h = multiplyAdd(x, v128.load(from, 112), h);
      entries += entryBytes;
    } while (--count);
  movePair(row, a, b, pull, step);
  movePair(row + 32, c, d, pull, step);
  movePair(row + 64, e, f, pull, step);
  movePair(row + 96, g, h, pull, step);
}

// Of the last vector of each of these, `lanes` (at least 1) are stored.

function move4(
  row: usize,
  matrix: usize,
  entries: usize,
  count: i32,
  pull: v128,
  step: v128,
  lanes: i32,
): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  if (count > 0)
    do {
      const from = matrix + <usize>load<u32>(entries);
      const x = v128.load32_splat(entries, 4);
      a = multiplyAdd(x, v128.load(from), a);
      b = multiplyAdd(x, v128.load(from, 16), b);
      c = multiplyAdd(x, v128.load(from, 32), c);
      d = multiplyAdd(x, v128.load(from, 48), d);
      entries += entryBytes;
    } while (--count);
  movePair(row, a, b, pull, step);
  v128.store(row + 32, moved(v128.load(row, 32), c, pull, step));
  storeUpTo4(row + 48, moved(v128.load(row, 48), d, pull, step), lanes);
}

function move2(
  row: usize,
  matrix: usize,
  entries: usize,
  count: i32,
  pull: v128,
  step: v128,
  lanes: i32,
): void {
  let a = f32x4.splat(0);
  let b = a;
  if (count > 0)
    do {
      const from = matrix + <usize>load<u32>(entries);
      const x = v128.load32_splat(entries, 4);
      a = multiplyAdd(x, v128.load(from), a);
      b = multiplyAdd(x, v128.load(from, 16), b);
      entries += entryBytes;
    } while (--count);
  v128.store(row, moved(v128.load(row), a, pull, step));
  storeUpTo4(row + 16, moved(v128.load(row, 16), b, pull, step), lanes);
}

function move1(
  row: usize,
  matrix: usize,
  entries: usize,
  count: i32,
  pull: v128,
  step: v128,
  lanes: i32,
): void {
  let a = f32x4.splat(0);
  if (count > 0)
    do {
      const from = matrix + <usize>load<u32>(entries);
      a = multiplyAdd(v128.load32_splat(entries, 4), v128.load(from), a);
      entries += entryBytes;
    } while (--count);
  storeUpTo4(row, moved(v128.load(row), a, pull, step), lanes);
}
