/**
 * A dense layer, as `../dense.ts` has it in plain TypeScript: `weights` `[inputs, units]`, zeros of
 * the input skipped. All three products are the same sum, of some rows of a matrix times a factor
 * each, taken in ascending order.
 *
 * What can be shared among threads ends in `from, to`, the items that one call computes: each number
 * is computed by one call, in an order that does not hang on where the items are divided.
 */
import { addRows, addVector, entryBytes, storeEntry } from './rows';
import { listColumns, listRow } from './sparse';

/** Bytes of a matrix that stay in the second-level cache while all rows of a batch use them. */
const residentBytes: i32 = 1 << 19;

/**
 * Samples `from` to `to`: overwrites `output` `[batch, units]`. `biases` may be 0. Scratch:
 * `entries` `[batch, inputs]`, `lists` `[batch, 2]`.
 */
export function denseForward(
  output: usize,
  input: usize,
  weights: usize,
  biases: usize,
  inputs: i32,
  units: i32,
  entries: usize,
  lists: usize,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>units) << 2;
  const listBytes = <usize>inputs * entryBytes;
  for (let b = from; b < to; b++) {
    const out = output + <usize>b * rowBytes;
    if (biases) memory.copy(out, biases, rowBytes);
    else memory.fill(out, 0, rowBytes);
    const list = entries + <usize>b * listBytes;
    const count = listRow(input + ((<usize>b * inputs) << 2), inputs, rowBytes, list);
    const at = lists + ((<usize>b) << 3);
    store<u32>(at, <u32>list);
    store<u32>(at, <u32>(list + <usize>count * entryBytes), 4);
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

/** Inputs whose columns are listed before they are used: the list stays in the cache. */
const strip: i32 = 32;

/**
 * Inputs `from` to `to`: adds to `dWeights` `[inputs, units]`. Scratch: `entries` `[inputs, room]`
 * with room for the batch, `counts` `[inputs]`.
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
  counts: usize,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>units) << 2;
  if (batch == 1) {
    for (let i = from; i < to; i++) {
      const value = load<f32>(input + ((<usize>i) << 2));
      if (value == 0) continue;
      const entry = entries + <usize>i * room * entryBytes;
      storeEntry(entry, 0, value);
      addRows(dWeights + <usize>i * rowBytes, dOutput, units, entry, 1);
    }
    return;
  }
  for (let first = from; first < to; first += strip) {
    const end = min(first + strip, to);
    listColumns(input, batch, inputs, rowBytes, entries, room, counts, first, end);
    for (let i = first; i < end; i++) {
      const count = load<i32>(counts + ((<usize>i) << 2));
      if (count == 0) continue;
      const list = entries + <usize>i * room * entryBytes;
      addRows(dWeights + <usize>i * rowBytes, dOutput, units, list, count);
    }
  }
}

/** Adds to `dBiases` `[units]` the sum over the batch of `dOutput`. */
export function denseBiasGradients(dBiases: usize, dOutput: usize, batch: i32, units: i32): void {
  for (let b = 0; b < batch; b++) addVector(dBiases, dOutput + ((<usize>b * units) << 2), units);
}
