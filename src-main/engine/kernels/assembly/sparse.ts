/**
 * Lists of what differs from the background, and by how much, as entries for the sums in `rows.ts`.
 * The background is 0, or the value of paper. NaN is listed.
 */
import { entryBytes, storeEntry } from './rows';

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
  let offset: usize = 0;
  let i = 0;
  for (; i + 4 <= width; i += 4) {
    const found = i32x4.bitmask(f32x4.ne(v128.load(dense), backgrounds));
    if (found) {
      // Each is written, and stays if the place moves on.
      storeEntry(entries, offset, load<f32>(dense) - background);
      entries += (found & 1) << 3;
      storeEntry(entries, offset + rowBytes, load<f32>(dense, 4) - background);
      entries += (found & 2) << 2;
      storeEntry(entries, offset + 2 * rowBytes, load<f32>(dense, 8) - background);
      entries += (found & 4) << 1;
      storeEntry(entries, offset + 3 * rowBytes, load<f32>(dense, 12) - background);
      entries += found & 8;
    }
    dense += 16;
    offset += 4 * rowBytes;
  }
  for (; i < width; i++) {
    const value = load<f32>(dense);
    if (value != background) {
      storeEntry(entries, offset, value - background);
      entries += entryBytes;
    }
    dense += 4;
    offset += rowBytes;
  }
  return <i32>((entries - first) / entryBytes);
}

/**
 * Of the columns `from` to `to` of `dense` `[rows, width]`, each as the entries of rows of
 * `rowBytes` bytes. Column i has room for `room` entries (at least `rows`) from `entries + i * room
 * * entryBytes` on; `counts[i]` says how many they are.
 */
export function listColumns(
  dense: usize,
  background: f32,
  rows: i32,
  width: i32,
  rowBytes: usize,
  entries: usize,
  room: i32,
  counts: usize,
  from: i32,
  to: i32,
): void {
  const columnBytes = <usize>room * entryBytes;
  const backgrounds = f32x4.splat(background);
  memory.fill(counts + ((<usize>from) << 2), 0, (<usize>(to - from)) << 2);
  let offset: usize = 0;
  for (let b = 0; b < rows; b++) {
    let at = dense + ((<usize>b * width + from) << 2);
    let i = from;
    for (; i + 4 <= to; i += 4) {
      let found = i32x4.bitmask(f32x4.ne(v128.load(at), backgrounds));
      while (found) {
        const k = ctz(found);
        found &= found - 1;
        const value = load<f32>(at + ((<usize>k) << 2));
        append(entries, columnBytes, counts, i + k, offset, value - background);
      }
      at += 16;
    }
    for (; i < to; i++) {
      const value = load<f32>(at);
      if (value != background) append(entries, columnBytes, counts, i, offset, value - background);
      at += 4;
    }
    offset += rowBytes;
  }
}

function append(
  entries: usize,
  columnBytes: usize,
  counts: usize,
  column: i32,
  offset: usize,
  value: f32,
): void {
  const counter = counts + ((<usize>column) << 2);
  const count = load<i32>(counter);
  storeEntry(entries + <usize>column * columnBytes + <usize>count * entryBytes, offset, value);
  store<i32>(counter, count + 1);
}
