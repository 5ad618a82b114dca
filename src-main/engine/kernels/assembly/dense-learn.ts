/**
 * `denseLearn` of `dense.ts` for an output's gradient with more zeros than the input: those of the
 * gradient are skipped. The same sums in the same order.
 */
import { addRows, entryBytes } from './rows';
import { transpose } from './transpose';
import { update } from './updates';

/** Inputs and units whose gradients are computed before they are used: 32 KB. */
const blockInputs: i32 = 32;
const blockUnits: i32 = 256;
const blockBytes: usize = (<usize>(blockInputs * blockUnits)) << 2;

/**
 * Inputs `from` to `to`, a multiple of 32 if it is not the end. `entries` `[units, room]` and `ends`
 * `[units]`: of each column of the output's gradient (see `listColumns`). Scratch: `blocks`
 * `[inputs / 32, 2, 32, 256]`.
 */
export function denseLearnByUnits(
  rule: i32,
  settings: usize,
  weights: usize,
  first: usize,
  second: usize,
  input: usize,
  units: i32,
  entries: usize,
  room: i32,
  ends: usize,
  blocks: usize,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>units) << 2;
  const sums = blocks + <usize>(from / blockInputs) * 2 * blockBytes;
  const gradients = sums + blockBytes;
  for (let i = from; i < to; i += blockInputs) {
    const rows = min(blockInputs, to - i);
    const sumBytes = (<usize>rows) << 2;
    const column = input + ((<usize>i) << 2);
    for (let unit = 0; unit < units; unit += blockUnits) {
      const width = min(blockUnits, units - unit);
      memory.fill(sums, 0, <usize>width * sumBytes);
      let sum = sums;
      for (let j = unit; j < unit + width; j++) {
        const list = entries + <usize>(j * room) * entryBytes;
        const end = <usize>load<u32>(ends + ((<usize>j) << 2));
        if (end > list) addRows(sum, column, rows, list, <i32>((end - list) / entryBytes));
        sum += sumBytes;
      }
      transpose(gradients, sums, width, rows, 0, width);
      let gradient = gradients;
      let at = <usize>i * rowBytes + ((<usize>unit) << 2);
      for (let k = 0; k < rows; k++) {
        update(rule, settings, weights + at, gradient, first + at, second + at, 0, width);
        gradient += (<usize>width) << 2;
        at += rowBytes;
      }
    }
  }
}
