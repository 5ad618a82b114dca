/** Sums and scales by channel in WebAssembly. */
import type { ChannelKernel } from './kernels.ts';
import type { Machine } from './webassembly.ts';

/** As in `assembly/channels.ts`. */
const blockRows = 128;
/** Rows that are best not parted when they are scaled. */
const grain = 64;

export function createChannelKernel(
  { split, createVector, addressOf }: Machine,
  channels: number,
  mostRows: number,
): ChannelKernel {
  const padded = Math.ceil(channels / 4) * 4;
  const blocks = createVector(Math.ceil(mostRows / blockRows) * 2 * padded);
  const [first, second, third] = [0, 1, 2].map(() => createVector(padded));
  const combine = (
    out: number,
    a: number,
    factorsA: Float64Array,
    b: number,
    factorsB: Float64Array | null,
    constants: Float64Array,
    rows: number,
  ): void => {
    first.set(factorsA);
    if (factorsB) second.set(factorsB);
    third.set(constants);
    const values = [out, a, b, addressOf(first), addressOf(second), addressOf(third)];
    split('combineChannels', rows, grain, rows * channels * 2, ...values, channels);
  };
  return {
    sum(sums, products, a, centreA, b, centreB, rows) {
      first.set(centreA);
      second.set(centreB);
      const count = Math.ceil(rows / blockRows);
      split(
        'sumChannels',
        count,
        1,
        rows * channels * 3,
        addressOf(blocks),
        addressOf(a),
        addressOf(b),
        addressOf(first),
        addressOf(second),
        rows,
        channels,
      );
      sums.fill(0);
      products.fill(0);
      for (let block = 0; block < count; block++) {
        const at = block * 2 * padded;
        for (let c = 0; c < channels; c++) {
          sums[c] += blocks[at + c];
          products[c] += blocks[at + padded + c];
        }
      }
    },
    scale(out, a, factors, constants, rows) {
      combine(addressOf(out), addressOf(a), factors, 0, null, constants, rows);
    },
    combine(out, a, factorsA, b, factorsB, constants, rows) {
      combine(addressOf(out), addressOf(a), factorsA, addressOf(b), factorsB, constants, rows);
    },
  };
}
