/** Orders of all samples of a data set, and the measures that they go by. */
import { classMean, membersOfClasses } from './class-means.ts';
import type { OpenedDataset } from './open.ts';

type Pixels = Pick<OpenedDataset, 'pixels'> & { summary: OpenedDataset['summary'] };

/** The share of ink, 0 to 1: how far the mean pixel is from paper. `[sample]` */
export function inkOf({ pixels, summary }: Pixels): Float32Array {
  const { width, height, samples, polarity } = summary;
  const all = new Uint8Array(pixels);
  const area = width * height;
  const ink = new Float32Array(samples);
  for (let i = 0; i < samples; i++) {
    let sum = 0;
    for (let p = i * area; p < (i + 1) * area; p++) sum += all[p];
    const mean = sum / area / 255;
    ink[i] = polarity === 'dark' ? 1 - mean : mean;
  }
  return ink;
}

/**
 * Euclidean distance of each image from the mean image of its class, per pixel and as a share of the
 * range: 0 to 1. Excluded images count to no mean, and are measured all the same. `[sample]`
 */
export function distancesFromMean(
  { pixels, summary }: Pixels,
  labels: Uint16Array,
  flags: Uint8Array,
): Float32Array {
  const { width, height, samples, classes } = summary;
  const all = new Uint8Array(pixels);
  const area = width * height;
  const distances = new Float32Array(samples);
  for (const members of membersOfClasses(labels, classes.length)) {
    const mean = classMean(all, area, members, flags);
    for (let k = 0; k < members.length; k++) {
      const start = members[k] * area;
      let sum = 0;
      for (let p = 0; p < area; p++) {
        const difference = all[start + p] - mean[p];
        sum += difference * difference;
      }
      distances[members[k]] = Math.sqrt(sum / area) / 255;
    }
  }
  return distances;
}

/** Sample indices by their key, equal ones (and those without: NaN, last) as in the data set. */
export function orderBy(keys: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => {
    const [left, right] = [keys[a], keys[b]];
    if (left < right) return -1;
    if (left > right) return 1;
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b;
  });
}
