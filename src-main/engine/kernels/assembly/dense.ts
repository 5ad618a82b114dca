/**
 * A dense layer, as `../dense.ts` has it in plain TypeScript: `weights` `[inputs, units]`, zeros of
 * the input skipped. All three products are the same sum, of some rows of a matrix times a factor
 * each, taken in ascending order.
 *
 * What can be shared among threads ends in `from, to`, the items that one call computes: each number
 * is computed by one call, in an order that does not hang on where the items are divided.
 */
import { addToListed } from './row-moves';
import { addRows, addVector, entryBytes, storeEntry } from './rows';
import { columnsOfRows, entriesBehind, listColumns, listRow } from './sparse';
import { scratch, scratchBytes, update } from './updates';

/** Entries at the end of a sample's list that are for the background: see `denseForward`. */
const sumRowEntries = 2;

/** From one sample's list to the next. */
function listBytesOf(inputs: i32): usize {
  return <usize>(inputs + sumRowEntries + entriesBehind) * entryBytes;
}

/** Bytes of a matrix that stay in the second-level cache while all rows of a batch use them. */
const residentBytes: i32 = 1 << 19;

/**
 * Samples `from` to `to`: overwrites `output` `[batch, units]`. `biases` may be 0. Scratch:
 * `entries` `[batch, inputs + 6]`, `lists` `[batch, 2]`.
 *
 * Unless `sums` is 0, what differs from `background` is summed, and the rest comes from `sums`
 * `[units]` of all rows, and `offset` `[units]`, which every row is short of: see `background.ts`.
 */
export function denseForward(
  output: usize,
  input: usize,
  weights: usize,
  biases: usize,
  background: f32,
  sums: usize,
  offset: usize,
  inputs: i32,
  units: i32,
  entries: usize,
  lists: usize,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>units) << 2;
  const listBytes = listBytesOf(inputs);
  for (let b = from; b < to; b++) {
    const out = output + <usize>b * rowBytes;
    if (biases) memory.copy(out, biases, rowBytes);
    else memory.fill(out, 0, rowBytes);
    const list = entries + <usize>b * listBytes;
    const row = input + ((<usize>b * inputs) << 2);
    let end = listRow(row, background, inputs, rowBytes, list);
    if (sums) {
      // Both lie behind the weights, so they are two rows more.
      const difference = sumOf(list, end);
      storeEntry(end, sums - weights, background);
      storeEntry(end + entryBytes, offset - weights, difference);
      end += sumRowEntries * entryBytes;
    }
    const at = lists + ((<usize>b) << 3);
    store<u32>(at, <u32>list);
    store<u32>(at, <u32>end, 4);
  }
  // A matrix too large for the cache is gone through once, in parts that every sample uses before
  // the next.
  let part = max(8, residentBytes / <i32>rowBytes);
  if (to - from == 1) part = inputs;
  for (let until = part; ; until += part) {
    const untilOffset: usize = until < inputs ? <usize>until * rowBytes : usize.MAX_VALUE;
    for (let b = from; b < to; b++) {
      const at = lists + ((<usize>b) << 3);
      const start = <usize>load<u32>(at);
      const end = <usize>load<u32>(at, 4);
      let stop = end;
      if (until < inputs) {
        stop = start;
        while (stop < end && <usize>load<u32>(stop) < untilOffset) stop += entryBytes;
        store<u32>(at, <u32>stop);
      }
      const count = <i32>((stop - start) / entryBytes);
      if (count > 0) addRows(output + <usize>b * rowBytes, weights, units, start, count);
    }
    if (until >= inputs) break;
  }
}

/** The factors of some entries. */
function sumOf(entries: usize, end: usize): f32 {
  let sum: f32 = 0;
  for (; entries < end; entries += entryBytes) sum += load<f32>(entries, 4);
  return sum;
}

/** The entries of a column's list. */
function countOf(list: usize, ends: usize, column: i32): i32 {
  return <i32>((<usize>load<u32>(ends + ((<usize>column) << 2)) - list) / entryBytes);
}

/** Inputs whose columns are listed before they are used: the list stays in the cache. */
const strip: i32 = 32;
const scratchUnits: i32 = (<i32>scratchBytes) >> 2;

/**
 * Inputs `from` to `to`: adds to `dWeights` `[inputs, units]`. Scratch: `entries` `[inputs, room]`,
 * with room for the batch at least, and `ends` `[inputs]`.
 */
export function denseWeightGradients(
  dWeights: usize,
  dOutput: usize,
  input: usize,
  batch: i32,
  inputs: i32,
  units: i32,
  entries: usize,
  room: i32,
  ends: usize,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>units) << 2;
  for (let first = from; first < to; first += strip) {
    const end = min(first + strip, to);
    listColumns(input, 0, batch, inputs, rowBytes, entries, room, ends, first, end);
    for (let i = first; i < end; i++) {
      const list = entries + <usize>i * room * entryBytes;
      const count = countOf(list, ends, i);
      if (count == 0) continue;
      addRows(dWeights + <usize>i * rowBytes, dOutput, units, list, count);
    }
  }
}

/**
 * Inputs `from` to `to`: the gradients of `denseWeightGradients` and the step of an optimiser (see
 * `update`) in one, so that the gradients never go through memory. `background` is not 0 in SGD
 * without l2 only, and means that `offset` and `sums` are to be moved besides (see `background.ts`).
 * With 0 for `input`, `entries` and `ends` hold the lists of all columns: see `denseListColumns`.
 */
export function denseLearn(
  rule: i32,
  settings: usize,
  weights: usize,
  first: usize,
  second: usize,
  dOutput: usize,
  input: usize,
  background: f32,
  batch: i32,
  inputs: i32,
  units: i32,
  entries: usize,
  room: i32,
  ends: usize,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>units) << 2;
  // As many rows' gradients at a time as go into the scratch, or a part of one that is wider.
  const width = min(units, scratchUnits);
  const rows = min(strip, scratchUnits / width);
  for (let start = from; start < to; start += rows) {
    const end = min(start + rows, to);
    if (input)
      listColumns(input, background, batch, inputs, rowBytes, entries, room, ends, start, end);
    for (let unit = 0; unit < units; unit += width) {
      const part = min(width, units - unit);
      const place = (<usize>unit) << 2;
      let gradient = scratch;
      for (let i = start; i < end; i++) {
        const list = entries + <usize>i * room * entryBytes;
        const count = countOf(list, ends, i);
        if (count > 0) addRows(gradient, dOutput + place, part, list, count);
        gradient += (<usize>part) << 2;
      }
      const at = <usize>start * rowBytes + place;
      const length = (end - start) * part;
      update(rule, settings, weights + at, scratch, first + at, second + at, 0, length);
    }
  }
}

/** Lists the columns of the input that `denseForward` has listed: its arguments, then `denseLearn`'s. */
export function denseListColumns(
  rows: usize,
  lists: usize,
  hasSums: bool,
  batch: i32,
  inputs: i32,
  units: i32,
  entries: usize,
  room: i32,
  ends: usize,
): void {
  const extra = hasSums ? sumRowEntries : 0;
  const rowBytes = (<usize>units) << 2;
  const listBytes = listBytesOf(inputs);
  columnsOfRows(rows, listBytes, lists, extra, batch, inputs, rowBytes, entries, room, ends);
}

/**
 * `denseLearn` by SGD without l2 of the one sample that `denseForward` has listed last: only the rows
 * of its ink are touched.
 */
export function denseLearnOne(
  weights: usize,
  dOutput: usize,
  units: i32,
  rate: f32,
  rows: usize,
  lists: usize,
  hasSums: bool,
): void {
  const extra = hasSums ? sumRowEntries * entryBytes : 0;
  const count = <i32>((<usize>load<u32>(lists, 4) - extra - rows) / entryBytes);
  if (count > 0) addToListed(weights, dOutput, units, -rate, rows, count);
}

/** Adds to `dBiases` `[units]` the sum over the batch of `dOutput`. */
export function denseBiasGradients(dBiases: usize, dOutput: usize, batch: i32, units: i32): void {
  for (let b = 0; b < batch; b++) addVector(dBiases, dOutput + ((<usize>b * units) << 2), units);
}
