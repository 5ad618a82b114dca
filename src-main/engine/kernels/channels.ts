/** Sums and scales by channel, of numbers `[rows, channels]`: what batch normalisation is made of. */
import type { ChannelKernel } from './kernels.ts';

export function createChannels(channels: number): ChannelKernel {
  return {
    sum(sums, products, a, centreA, b, centreB, rows) {
      sums.fill(0);
      products.fill(0);
      for (let i = 0; i < rows * channels; i += channels)
        for (let c = 0; c < channels; c++) {
          const away = a[i + c] - centreA[c];
          sums[c] += away;
          products[c] += away * (b[i + c] - centreB[c]);
        }
    },
    scale(out, a, factors, constants, rows) {
      eachNumber(rows, channels, (i, c) => {
        out[i] = a[i] * factors[c] + constants[c];
      });
    },
    combine(out, a, factorsA, b, factorsB, constants, rows) {
      eachNumber(rows, channels, (i, c) => {
        out[i] = a[i] * factorsA[c] + b[i] * factorsB[c] + constants[c];
      });
    },
  };
}

function eachNumber(
  rows: number,
  channels: number,
  visit: (place: number, channel: number) => void,
): void {
  for (let i = 0; i < rows * channels; i += channels)
    for (let c = 0; c < channels; c++) visit(i + c, c);
}
