/**
 * The way forward of a dense layer whose input has few zeros, in tiles of registers (see `tiles.ts`).
 * The same sums in the same order as in `dense.ts`, but that zeros are not skipped.
 */
import { multiplyTile, packColumns, packRows, panelDepth, tileColumns, tileRows } from './tiles';

const panelBytes: usize = (<usize>tileColumns) << 2;
/** Panels of weights that are packed together: 192 KB stay in the second-level cache. */
export const packedPanels: i32 = 16;

/** Rows of tiles `from` to `to`: `packed` `[batch / 6, inputs, 6]`. */
export function packInput(
  packed: usize,
  input: usize,
  batch: i32,
  inputs: i32,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>inputs) << 2;
  for (let m = from; m < to; m++) {
    const first = m * tileRows;
    packColumns(
      packed + <usize>first * rowBytes,
      input + <usize>first * rowBytes,
      rowBytes,
      inputs,
      tileRows,
      min(tileRows, batch - first),
    );
  }
}

/**
 * Panels of 8 units `from` to `to`: overwrites `output` `[batch, units]`. `biases` may be 0.
 * Scratch: `panels` `[units / 8 + 16, panelDepth, 8]`.
 */
export function denseForwardTiles(
  output: usize,
  packed: usize,
  weights: usize,
  biases: usize,
  batch: i32,
  inputs: i32,
  units: i32,
  panels: usize,
  from: i32,
  to: i32,
): void {
  const rowBytes = (<usize>units) << 2;
  const blockBytes = <usize>panelDepth * panelBytes;
  const own = panels + <usize>from * blockBytes;
  const start = <usize>from * panelBytes;
  const startBytes = min(<usize>to * panelBytes, rowBytes) - start;
  for (let b = 0; b < batch; b++) {
    const row = output + <usize>b * rowBytes + start;
    if (biases) memory.copy(row, biases + start, startBytes);
    else memory.fill(row, 0, startBytes);
  }
  for (let k = 0; k < inputs; k += panelDepth) {
    const depth = min(panelDepth, inputs - k);
    for (let first = from; first < to; first += packedPanels) {
      const end = min(first + packedPanels, to);
      for (let n = first; n < end; n++)
        packRows(
          own + <usize>(n - first) * blockBytes,
          weights + <usize>k * rowBytes + <usize>n * panelBytes,
          rowBytes,
          depth,
          tileColumns,
          min(tileColumns, units - n * tileColumns),
        );
      for (let b = 0; b < batch; b += tileRows)
        for (let n = first; n < end; n++)
          multiplyTile(
            output + <usize>b * rowBytes + <usize>n * panelBytes,
            rowBytes,
            packed + ((<usize>(b * inputs + k * tileRows)) << 2),
            own + <usize>(n - first) * blockBytes,
            depth,
            min(tileRows, batch - b),
            min(tileColumns, units - n * tileColumns),
          );
    }
  }
}
