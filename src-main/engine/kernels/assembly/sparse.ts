/**
 * Lists of what differs from the background, and by how much, as entries for the sums in `rows.ts`.
 * The background is 0, or the value of paper. NaN is listed.
 *
 * Where there is ink nothing branches on it, because nobody can foresee it: every number is written,
 * and stays if the place of the next moves on. Where 16 numbers have none they are passed over.
 */
import { entryBytes, storeEntry } from './rows';

/** Of 16 numbers, whether all are `background`. */
function isEmpty(numbers: usize, background: v128): bool {
  const a = f32x4.ne(v128.load(numbers), background);
  const b = f32x4.ne(v128.load(numbers, 16), background);
  const c = f32x4.ne(v128.load(numbers, 32), background);
  const d = f32x4.ne(v128.load(numbers, 48), background);
  return !v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)));
}

/**
 * Of `dense` `[width]`, as the entries of rows of `rowBytes` bytes; room for `width` entries.
 * Returns how many.
 */
export function listRow(
  dense: usize,
  background: f32,
  width: i32,
  rowBytes: usize,
  entries: usize,
): i32 {
  const backgrounds = f32x4.splat(background);
  const first = entries;
  const step = i32x4.splat(<i32>(4 * rowBytes));
  let offsets = i32x4.mul(i32x4.splat(<i32>rowBytes), i32x4(0, 1, 2, 3));
  let i = 0;
  while (i + 4 <= width) {
    if ((i & 15) == 0) {
      while (i + 16 <= width && isEmpty(dense, backgrounds)) {
        dense += 64;
        i += 16;
        offsets = i32x4.add(offsets, i32x4.splat(<i32>(16 * rowBytes)));
      }
      if (i + 4 > width) break;
    }
    const values = v128.load(dense);
    const found = i32x4.bitmask(f32x4.ne(values, backgrounds));
    const differences = f32x4.sub(values, backgrounds);
    const low = v128.shuffle<i32>(offsets, differences, 0, 4, 1, 5);
    const high = v128.shuffle<i32>(offsets, differences, 2, 6, 3, 7);
    v128.store_lane<i64>(entries, low, 0);
    entries += (found & 1) << 3;
    v128.store_lane<i64>(entries, low, 1);
    entries += (found & 2) << 2;
    v128.store_lane<i64>(entries, high, 0);
    entries += (found & 4) << 1;
    v128.store_lane<i64>(entries, high, 1);
    entries += found & 8;
    offsets = i32x4.add(offsets, step);
    dense += 16;
    i += 4;
  }
  for (; i < width; i++) {
    const value = load<f32>(dense);
    if (value != background) {
      storeEntry(entries, <usize>i * rowBytes, value - background);
      entries += entryBytes;
    }
    dense += 4;
  }
  return <i32>((entries - first) / entryBytes);
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
