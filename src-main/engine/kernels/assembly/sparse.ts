/**
 * Lists of what differs from the background, and by how much, as entries for the sums in `rows.ts`.
 * The background is 0, or the value of paper. NaN is listed.
 *
 * Where there is ink nothing branches on it, because nobody can foresee it: every number is written,
 * and stays if the place of the next moves on. Where 16 numbers have none they are passed over.
 */
import { entryBytes, storeEntry } from './rows';

/** For each set of four numbers, as bits: the bytes of those that are in it, one after another. */
// prettier-ignore
const orders: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0,
  8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0,
  4, 5, 6, 7, 8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0, 0, 0,
  12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0,
  4, 5, 6, 7, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 0, 0, 0, 0,
  8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
]);

function inOrder(numbers: v128, order: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? i8x16.relaxed_swizzle(numbers, order)
    : i8x16.swizzle(numbers, order);
}

/** Of 16 numbers, whether all are `background`. */
function isEmpty(numbers: usize, background: v128): bool {
  const a = f32x4.ne(v128.load(numbers), background);
  const b = f32x4.ne(v128.load(numbers, 16), background);
  const c = f32x4.ne(v128.load(numbers, 32), background);
  const d = f32x4.ne(v128.load(numbers, 48), background);
  return !v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)));
}

/** Entries that a list may be written past its end. */
export const entriesBehind = 4;

/** Lists four numbers of `dense` from `entries` on, of rows that begin at `offsets`; returns their end. */
function listFour(dense: usize, backgrounds: v128, offsets: v128, entries: usize): usize {
  const values = v128.load(dense);
  const found = i32x4.bitmask(f32x4.ne(values, backgrounds));
  const order = v128.load(orders + ((<usize>found) << 4));
  const places = inOrder(offsets, order);
  const factors = inOrder(f32x4.sub(values, backgrounds), order);
  v128.store(entries, v128.shuffle<i32>(places, factors, 0, 4, 1, 5));
  v128.store(entries, v128.shuffle<i32>(places, factors, 2, 6, 3, 7), 16);
  return entries + <usize>popcnt(found) * entryBytes;
}

/**
 * Of `dense` `[width]`, as the entries of rows of `rowBytes` bytes; room for `width` entries and
 * `entriesBehind`. Returns where they end.
 */
export function listRow(
  dense: usize,
  background: f32,
  width: i32,
  rowBytes: usize,
  entries: usize,
): usize {
  const backgrounds = f32x4.splat(background);
  const step = i32x4.splat(<i32>(4 * rowBytes));
  let offsets = i32x4.mul(i32x4.splat(<i32>rowBytes), i32x4(0, 1, 2, 3));
  let i = 0;
  for (; i + 16 <= width; i += 16) {
    if (isEmpty(dense, backgrounds)) offsets = i32x4.add(offsets, i32x4.shl(step, 2));
    else {
      entries = listFour(dense, backgrounds, offsets, entries);
      offsets = i32x4.add(offsets, step);
      entries = listFour(dense + 16, backgrounds, offsets, entries);
      offsets = i32x4.add(offsets, step);
      entries = listFour(dense + 32, backgrounds, offsets, entries);
      offsets = i32x4.add(offsets, step);
      entries = listFour(dense + 48, backgrounds, offsets, entries);
      offsets = i32x4.add(offsets, step);
    }
    dense += 64;
  }
  for (; i + 4 <= width; i += 4) {
    entries = listFour(dense, backgrounds, offsets, entries);
    offsets = i32x4.add(offsets, step);
    dense += 16;
  }
  for (; i < width; i++) {
    const value = load<f32>(dense);
    if (value != background) {
      storeEntry(entries, <usize>i * rowBytes, value - background);
      entries += entryBytes;
    }
    dense += 4;
  }
  return entries;
}

/**
 * The lists of rows, made by `listRow`, as lists of columns: sample b's begins at `rows` + b *
 * `listBytes` and ends at the second number of `lists[b]`, `extra` entries before. As `listColumns`
 * has it, in the same order.
 */
export function columnsOfRows(
  rows: usize,
  listBytes: usize,
  lists: usize,
  extra: i32,
  batch: i32,
  width: i32,
  rowBytes: usize,
  entries: usize,
  room: i32,
  ends: usize,
): void {
  const columnBytes = <usize>room * entryBytes;
  for (let i = 0; i < width; i++)
    store<u32>(ends + ((<usize>i) << 2), <u32>(entries + <usize>i * columnBytes));
  // Offsets are multiples of `rowBytes`, so the rounding up never shows: their error is under 2^-4.
  const inverse = (((<u64>1) << 36) + <u64>rowBytes - 1) / <u64>rowBytes;
  let offset: u64 = 0;
  for (let b = 0; b < batch; b++) {
    let entry = rows + <usize>b * listBytes;
    const end = <usize>load<u32>(lists + ((<usize>b) << 3), 4) - <usize>extra * entryBytes;
    for (; entry < end; entry += entryBytes) {
      const both = load<u64>(entry);
      const column = <usize>(((both & 0xffffffff) * inverse) >> 36);
      const at = ends + (column << 2);
      const place = <usize>load<u32>(at);
      store<u64>(place, (both & 0xffffffff00000000) | offset);
      store<u32>(at, <u32>(place + entryBytes));
    }
    offset += <u64>rowBytes;
  }
}

/**
 * Of the columns `from` to `to` of `dense` `[rows, width]`, each as the entries of rows of
 * `rowBytes` bytes. Column i has room for `room` entries (at least `rows`) from
 * `entries + i * room * entryBytes` on; `ends[i]` is the address where they end.
 */
export function listColumns(
  dense: usize,
  background: f32,
  rows: i32,
  width: i32,
  rowBytes: usize,
  entries: usize,
  room: i32,
  ends: usize,
  from: i32,
  to: i32,
): void {
  const columnBytes = <usize>room * entryBytes;
  const backgrounds = f32x4.splat(background);
  const one = i32x4.splat(<i32>entryBytes);
  for (let i = from; i < to; i++)
    store<u32>(ends + ((<usize>i) << 2), <u32>(entries + <usize>i * columnBytes));
  let offset: usize = 0;
  for (let b = 0; b < rows; b++) {
    const offsets = i32x4.splat(<i32>offset);
    let at = dense + ((<usize>b * width + from) << 2);
    let end = ends + ((<usize>from) << 2);
    let left = to - from;
    while (left >= 4) {
      if (left >= 16 && isEmpty(at, backgrounds)) {
        at += 64;
        end += 64;
        left -= 16;
        continue;
      }
      const group = left >= 16 ? left - 16 : 0;
      do {
        const values = v128.load(at);
        const differences = f32x4.sub(values, backgrounds);
        const low = v128.shuffle<i32>(offsets, differences, 0, 4, 1, 5);
        const high = v128.shuffle<i32>(offsets, differences, 2, 6, 3, 7);
        const places = v128.load(end);
        v128.store_lane<i64>(<usize>(<u32>i32x4.extract_lane(places, 0)), low, 0);
        v128.store_lane<i64>(<usize>(<u32>i32x4.extract_lane(places, 1)), low, 1);
        v128.store_lane<i64>(<usize>(<u32>i32x4.extract_lane(places, 2)), high, 0);
        v128.store_lane<i64>(<usize>(<u32>i32x4.extract_lane(places, 3)), high, 1);
        const found = f32x4.ne(values, backgrounds);
        v128.store(end, i32x4.add(places, v128.and(found, one)));
        at += 16;
        end += 16;
        left -= 4;
      } while (left > group && left >= 4);
    }
    for (; left > 0; left--) {
      const value = load<f32>(at);
      if (value != background) {
        const place = load<u32>(end);
        storeEntry(<usize>place, offset, value - background);
        store<u32>(end, place + <u32>entryBytes);
      }
      at += 4;
      end += 4;
    }
    offset += rowBytes;
  }
}
