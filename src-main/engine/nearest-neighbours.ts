/**
 * Classification by the nearest of kept images: Cover & Hart, Nearest neighbor pattern
 * classification (1967). Nothing is trained.
 *
 * Distances are Euclidean and between grey levels, which are whole numbers: they are compared
 * squared and exactly, so that neither the kernels' rounding nor the size of a batch changes a
 * neighbour. The kernels only tell which images can not be among the nearest.
 */
import { createKernels } from './kernels/choose.ts';
import type { Kernels } from './kernels/kernels.ts';
import type { Vector } from './vector.ts';

export interface KeptImages {
  /** Grey levels, `[images, inputs]`. */
  levels: Uint8Array;
  /** `[images]`, below `classes`. */
  labels: Uint16Array;
  inputs: number;
  classes: number;
}

export interface NearestNeighbours {
  /** The most images that `forward` takes at once. */
  readonly batchSize: number;
  /**
   * `input` `[batch, inputs]`. Returns its own buffer, `[batchSize, classes]`: the share of each
   * class among the nearest images. Its first `batch` rows hold until the next call.
   *
   * Of images at the same distance the one that was kept first is the nearer one. Where classes
   * have equally many of the nearest images, the one whose images are nearer (by the sum of the
   * squared distances) wins: its share is raised by `tieBreak`.
   */
  forward(input: Vector, batch: number): Float32Array;
}

/** Less than any person sees and more than 32-bit shares are rounded by. */
export const tieBreak = 2 ** -20;

interface Options {
  /** How many images are asked; all, where fewer are kept. */
  neighbours: number;
  /** The grey level, a whole number from 0 to 255, that an input stands for. */
  levelOf: (input: number) => number;
  batchSize?: number;
  /** Those of nothing else. */
  kernels?: Kernels;
}

/** Kept images that are compared at a time: their levels as 32-bit numbers stay in the cache. */
const blockImages = 256;
/** A single question must not pay for a whole batch. */
const smallBatch = 8;

export function createNearestNeighbours(
  { levels, labels, inputs, classes }: KeptImages,
  { neighbours, levelOf, batchSize = 256, kernels = createKernels('float32') }: Options,
): NearestNeighbours {
  const count = labels.length;
  const k = Math.min(neighbours, count);
  const norms = squaredNorms(levels, count, inputs);
  const block = kernels.createVector(blockImages * inputs);
  const asked = new Uint8Array(batchSize * inputs);
  const nearest = {
    /** Squared, `[batchSize, k]`, ascending. */
    distances: new Float64Array(batchSize * k),
    /** Positions among the kept images, likewise. */
    images: new Uint32Array(batchSize * k),
  };
  const shares = new Float32Array(batchSize * classes);
  const products = [Math.min(smallBatch, batchSize), batchSize].map((size) =>
    createProducts(kernels, inputs, size),
  );

  /** Puts a kept image among the nearest of a row if it is one of them. */
  function consider(row: number, image: number): void {
    const distance = squaredDistance(asked, row * inputs, levels, image * inputs, inputs);
    const { distances, images } = nearest;
    const first = row * k;
    let place = first + k - 1;
    // Not where they are equal: images come in their order, and the first of equals stays.
    if (distance >= distances[place]) return;
    for (; place > first && distance < distances[place - 1]; place--) {
      distances[place] = distances[place - 1];
      images[place] = images[place - 1];
    }
    distances[place] = distance;
    images[place] = image;
  }

  function vote(row: number): void {
    const out = row * classes;
    shares.fill(0, out, out + classes);
    const sums = new Float64Array(classes);
    for (let place = row * k; place < (row + 1) * k; place++) {
      const label = labels[nearest.images[place]];
      shares[out + label] += 1;
      sums[label] += nearest.distances[place];
    }
    let winner = 0;
    for (let c = 1; c < classes; c++) {
      const ahead = shares[out + c] - shares[out + winner];
      if (ahead > 0 || (ahead === 0 && sums[c] < sums[winner])) winner = c;
    }
    const votes = shares[out + winner];
    let equals = 0;
    for (let c = 0; c < classes; c++) {
      if (shares[out + c] === votes) equals += 1;
      shares[out + c] /= k;
    }
    if (equals > 1) shares[out + winner] += tieBreak;
  }

  return {
    batchSize,
    forward(input, batch) {
      if (!(batch >= 1 && batch <= batchSize))
        throw new Error(`forward: the batch must be from 1 to ${batchSize}, not ${batch}`);
      for (let i = 0; i < batch * inputs; i++) asked[i] = levelOf(input[i]);
      const askedNorms = squaredNorms(asked, batch, inputs);
      const product = products[batch <= products[0].size ? 0 : 1];
      product.take(asked, batch);
      nearest.distances.fill(Infinity, 0, batch * k);

      // The sum of `inputs` products of numbers that are not negative: with 32-bit rounding it is
      // off by at most this share (Higham, Accuracy and stability of numerical algorithms, 2002,
      // section 3.1), however the sum is ordered or fused.
      const most = 1 + inputs * 2 ** -22;
      for (let from = 0; from < count; from += blockImages) {
        const size = Math.min(blockImages, count - from);
        const part = levels.subarray(from * inputs, (from + size) * inputs);
        for (let i = 0; i < part.length; i++) block[i] = part[i];
        const found = product.multiply(block, size);
        for (let i = 0; i < size; i++) {
          const row = i * product.size;
          const norm = norms[from + i];
          for (let b = 0; b < batch; b++) {
            const least = norm + askedNorms[b] - 2 * most * found[row + b];
            if (least < nearest.distances[b * k + k - 1]) consider(b, from + i);
          }
        }
      }
      for (let b = 0; b < batch; b++) vote(b);
      return shares;
    },
  };
}

/** Dot products of kept images with up to `size` asked ones, by the kernel of a dense layer. */
function createProducts(kernels: Kernels, inputs: number, size: number) {
  const weights = kernels.createVector(inputs * size);
  const output = kernels.createVector(blockImages * size);
  const none = { dWeights: kernels.createVector(0), biases: null, dBiases: null };
  const dense = kernels.dense({ weights, ...none }, inputs, size, blockImages);
  return {
    size,
    /** `asked` `[batch, inputs]`, which lie as columns from now on. */
    take(asked: Uint8Array, batch: number): void {
      for (let b = 0; b < batch; b++)
        for (let i = 0; i < inputs; i++) weights[i * size + b] = asked[b * inputs + i];
    },
    /** `[images, size]`; `images` `[count, inputs]`. */
    multiply(images: Vector, count: number): Vector {
      dense.forward(output, images, count);
      return output;
    },
  };
}

/** Of each of `count` rows. */
function squaredNorms(levels: Uint8Array, count: number, inputs: number): Float64Array {
  const norms = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let i = row * inputs; i < (row + 1) * inputs; i++) sum += levels[i] * levels[i];
    norms[row] = sum;
  }
  return norms;
}

function squaredDistance(
  a: Uint8Array,
  startA: number,
  b: Uint8Array,
  startB: number,
  length: number,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const difference = a[startA + i] - b[startB + i];
    sum += difference * difference;
  }
  return sum;
}
