/**
 * Dense matrix products, `out` `[rows, columns]` += `a` `[rows, depth]` x `b` `[depth, columns]`, in
 * tiles of 6 x 8 sums that stay in registers (12 vectors, 2 of b, 1 of a: V8 can use 15). Both
 * factors are packed into panels first, in which what a tile reads lies in order: a in panels
 * `[depth, 6]`, b in panels `[depth, 8]`; rows and columns beyond the last are zero.
 *
 * Each sum takes its products in ascending order, one at a time, so no blocking changes a bit.
 */
import { multiplyAdd } from './arithmetic';
import { storeLanes } from './rows';

export const tileRows: i32 = 6;
export const tileColumns: i32 = 8;
/** Depth of the panels that stay in the first-level cache with each other: 24 KB at most. */
export const panelDepth: i32 = 384;

/**
 * One tile: `rows` (1 to 6) and `columns` (1 to 8) of it are stored. `stride`: bytes from one row of
 * `out` to the next. `depth` is at least 1. `out` may be read up to 28 bytes past its end.
 *
 * Exported by the module, because Binaryen would inline it, and V8 then runs out of registers.
 */
export function multiplyTile(
  out: usize,
  stride: usize,
  a: usize,
  b: usize,
  depth: i32,
  rows: i32,
  columns: i32,
): void {
  const out1 = rows > 1 ? out + stride : out;
  const out2 = rows > 2 ? out1 + stride : out;
  const out3 = rows > 3 ? out2 + stride : out;
  const out4 = rows > 4 ? out3 + stride : out;
  const out5 = rows > 5 ? out4 + stride : out;
  let c00 = v128.load(out);
  let c01 = v128.load(out, 16);
  let c10 = v128.load(out1);
  let c11 = v128.load(out1, 16);
  let c20 = v128.load(out2);
  let c21 = v128.load(out2, 16);
  let c30 = v128.load(out3);
  let c31 = v128.load(out3, 16);
  let c40 = v128.load(out4);
  let c41 = v128.load(out4, 16);
  let c50 = v128.load(out5);
  let c51 = v128.load(out5, 16);
  // Counting down in do-while: as `for` or `while` V8 makes it up to 30 % slower.
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    x = v128.load32_splat(a, 16);
    c40 = multiplyAdd(x, b0, c40);
    c41 = multiplyAdd(x, b1, c41);
    x = v128.load32_splat(a, 20);
    c50 = multiplyAdd(x, b0, c50);
    c51 = multiplyAdd(x, b1, c51);
    a += 24;
    b += 32;
  } while (--depth);
  // The first row last: rows that do not count are stored to it before.
  storeColumns(out5, c50, c51, columns);
  storeColumns(out4, c40, c41, columns);
  storeColumns(out3, c30, c31, columns);
  storeColumns(out2, c20, c21, columns);
  storeColumns(out1, c10, c11, columns);
  storeColumns(out, c00, c01, columns);
}

function storeColumns(out: usize, low: v128, high: v128, columns: i32): void {
  if (columns >= 8) {
    v128.store(out, low);
    v128.store(out, high, 16);
  } else if (columns >= 4) {
    v128.store(out, low);
    if (columns > 4) storeLanes(out + 16, high, columns - 4);
  } else storeLanes(out, low, columns);
}

/**
 * One panel `[depth, width]` of `matrix`, whose rows, `stride` bytes apart, are the panel's too:
 * `valid` (at most `width`) numbers of each are copied, and zeros follow.
 */
export function packRows(
  panel: usize,
  matrix: usize,
  stride: usize,
  depth: i32,
  width: i32,
  valid: i32,
): void {
  const panelBytes = (<usize>width) << 2;
  if (valid == 8) {
    do {
      v128.store(panel, v128.load(matrix));
      v128.store(panel, v128.load(matrix, 16), 16);
      panel += 32;
      matrix += stride;
    } while (--depth);
  } else if (valid == 6) {
    do {
      v128.store(panel, v128.load(matrix));
      store<u64>(panel, load<u64>(matrix, 16), 16);
      panel += 24;
      matrix += stride;
    } while (--depth);
  } else {
    for (let k = 0; k < depth; k++) {
      for (let j = 0; j < width; j++) {
        const place = (<usize>j) << 2;
        store<f32>(panel + place, j < valid ? load<f32>(matrix + place) : 0);
      }
      panel += panelBytes;
      matrix += stride;
    }
  }
}

/**
 * One panel `[depth, width]` of `matrix`, `valid` (at most `width`) of whose rows, `stride` bytes
 * apart, are the panel's columns; zeros follow.
 */
export function packColumns(
  panel: usize,
  matrix: usize,
  stride: usize,
  depth: i32,
  width: i32,
  valid: i32,
): void {
  const panelBytes = (<usize>width) << 2;
  let first = 0;
  for (; first + 4 <= valid; first += 4) {
    const rows = matrix + <usize>first * stride;
    packFourColumns(panel + ((<usize>first) << 2), panelBytes, rows, stride, depth);
  }
  for (let j = first; j < width; j++) {
    let to = panel + ((<usize>j) << 2);
    let from = matrix + <usize>j * stride;
    for (let k = 0; k < depth; k++) {
      store<f32>(to, j < valid ? load<f32>(from) : 0);
      to += panelBytes;
      from += 4;
    }
  }
}

/** Four rows of a matrix become four columns. */
function packFourColumns(
  to: usize,
  panelBytes: usize,
  from: usize,
  stride: usize,
  depth: i32,
): void {
  let k = 0;
  for (; k + 4 <= depth; k += 4) {
    const a = v128.load(from);
    const b = v128.load(from + stride);
    const c = v128.load(from + 2 * stride);
    const d = v128.load(from + 3 * stride);
    const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<i64>(abLow, cdLow, 0, 2));
    v128.store(to + panelBytes, v128.shuffle<i64>(abLow, cdLow, 1, 3));
    v128.store(to + 2 * panelBytes, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
    v128.store(to + 3 * panelBytes, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
    from += 16;
    to += 4 * panelBytes;
  }
  for (; k < depth; k++) {
    for (let j: usize = 0; j < 4; j++) store<f32>(to + (j << 2), load<f32>(from + j * stride));
    from += 4;
    to += panelBytes;
  }
}
