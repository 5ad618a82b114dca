/**
 * Rows of weights that move where they lie, without room for a gradient of theirs. Entries: see
 * `rows.ts`. What lies side by side is loaded before any of it is stored: see `compiled.ts`.
 */
import { multiplyAdd } from './arithmetic';
import { entryBytes, storeLanes } from './rows';

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
