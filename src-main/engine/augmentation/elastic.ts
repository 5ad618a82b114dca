/**
 * Elastic displacement: every pixel moves by a random vector, and neighbours move alike (Simard,
 * Steinkraus & Platt, Best Practices for Convolutional Neural Networks, 2003: noise between -1 and 1
 * smoothed by a Gaussian). The noise lies on a lattice as wide as the Gaussian's sigma, which smooths to
 * the same field as noise at every pixel, for a fraction of the work.
 */
import type { Random } from '../random.ts';

export interface ElasticField {
  /** Draws a new field. */
  draw(random: Random): void;
  /** Adds the field's row to where the pixels of a picture's row come from, `[width]` each. */
  addRow(columns: Float64Array, rows: Float64Array, row: number): void;
}

/** Sigmas from the centre of the Gaussian to where it is cut off. */
const reach = 3;

/**
 * @param strength root mean square of how far a pixel moves, as a share of the width
 * @param smoothness sigma of the Gaussian, as a share of the width
 */
export function createElasticField(
  width: number,
  height: number,
  { strength, smoothness }: { strength: number; smoothness: number },
): ElasticField {
  const sigma = smoothness * width;
  const across = smoothing(width, sigma);
  const down = smoothing(height, sigma);
  // Noise between -1 and 1 has variance 1/3, and there are two components.
  const amplitude = strength * width * Math.sqrt(3 / 2);
  /** Horizontal and vertical displacement, `[lattice rows, width]`: smoothed across, not yet down. */
  const fields = [0, 1].map(() => new Float64Array(down.length * width));
  const noise = new Float64Array(across.length);

  function smoothAcross(out: Float64Array, start: number): void {
    const { first, taps, weights } = across;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < taps; k++) sum += weights[x * taps + k] * noise[first[x] + k];
      out[start + x] = amplitude * sum;
    }
  }
  function addDown(out: Float64Array, field: Float64Array, row: number): void {
    const { first, taps, weights } = down;
    for (let k = 0; k < taps; k++) {
      const weight = weights[row * taps + k];
      const start = (first[row] + k) * width;
      for (let x = 0; x < width; x++) out[x] += weight * field[start + x];
    }
  }

  return {
    draw(random) {
      for (const field of fields)
        for (let row = 0; row < down.length; row++) {
          for (let i = 0; i < noise.length; i++) noise[i] = 2 * random.uniform() - 1;
          smoothAcross(field, row * width);
        }
    },
    addRow(columns, rows, row) {
      addDown(columns, fields[0], row);
      addDown(rows, fields[1], row);
    },
  };
}

interface Smoothing {
  /** Points of the lattice. */
  length: number;
  /** Points that a pixel hangs on. */
  taps: number;
  /** The first of them, `[size]`. */
  first: Int32Array;
  /** `[size, taps]`; the squares of a pixel's weights sum to 1, so that variance stays what it is. */
  weights: Float64Array;
}

/** Along one side of `size` pixels, with points beyond both of its ends. */
function smoothing(size: number, sigma: number): Smoothing {
  const spacing = Math.max(1, sigma);
  const taps = Math.floor((2 * reach * sigma) / spacing) + 1;
  const start = Math.ceil((-reach * sigma) / spacing);
  const first = new Int32Array(size);
  const weights = new Float64Array(size * taps);
  for (let pixel = 0; pixel < size; pixel++) {
    const point = Math.ceil((pixel - reach * sigma) / spacing);
    const own = weights.subarray(pixel * taps, (pixel + 1) * taps);
    for (let k = 0; k < taps; k++) {
      const distance = ((point + k) * spacing - pixel) / sigma;
      own[k] = Math.exp(-0.5 * distance * distance);
    }
    const length = Math.sqrt(own.reduce((sum, weight) => sum + weight * weight, 0));
    for (let k = 0; k < taps; k++) own[k] /= length;
    first[pixel] = point - start;
  }
  return { length: first[size - 1] + taps, taps, first, weights };
}
