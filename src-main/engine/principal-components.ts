/**
 * The directions in which images differ most, found without a covariance matrix: subspace iteration
 * (Golub & Van Loan, Matrix Computations, 8.2.4) from a seeded start, then Rayleigh-Ritz. The two
 * large products are a dense layer's forward pass and its weights' gradients, so they run on the
 * kernels; what is between them is 64-bit and needs no more than + - * / and square roots.
 */
import { createKernels } from './kernels/choose.ts';
import { createRandom } from './random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

export interface PrincipalComponents {
  /** `[size]` */
  mean: Float32Array;
  /** `[count, size]`: rows of length 1, at right angles to each other, by falling deviation. */
  components: Float32Array;
  /** `[count]`: of the images along each component; above 0. */
  deviations: Float32Array;
}

/** More directions than asked for, which makes those that are asked for converge faster. */
const oversampling = 16;
const iterations = 5;
const chunk = 256;
/** Of the largest deviation; below it is what rounding left. */
const smallestShare = 1e-4;

/**
 * @param images `[number, size]`; centred in place
 * @param wanted at most so many components; fewer where the images do not differ in as many ways
 */
export function principalComponents(
  images: Float32Array,
  size: number,
  wanted: number,
  seed: number,
): PrincipalComponents {
  const number = images.length / size;
  const mean = centre(images, size);
  const width = Math.max(1, Math.min(wanted + oversampling, number - 1, size));

  const kernels = createKernels('float32');
  const weights = kernels.createVector(size * width);
  const dWeights = kernels.createVector(size * width);
  const layer = kernels.dense(
    { weights, dWeights, biases: null, dBiases: null },
    size,
    width,
    chunk,
  );
  const input = kernels.createVector(chunk * size);
  const output = kernels.createVector(chunk * width);
  /** Calls `each` with the projections `[rows, width]` of every chunk of images. */
  function project(each: (rows: number) => void): void {
    for (let from = 0; from < number; from += chunk) {
      const rows = Math.min(chunk, number - from);
      input.set(images.subarray(from * size, (from + rows) * size));
      layer.forward(output, input, rows);
      each(rows);
    }
  }

  const random = createRandom(seed, 'principal components');
  // Columns `[width, size]`, each side by side.
  let basis = Float64Array.from({ length: width * size }, random.normal);
  for (let i = 0; i < iterations; i++) {
    orthonormalise(basis, width, size, 1);
    setTransposed(weights, basis, width, size);
    dWeights.fill(0);
    project((rows) => layer.backward(null, output, input, rows));
    basis = transposed(dWeights, size, width);
  }
  // Twice, because once loses digits.
  orthonormalise(basis, width, size, 2);
  setTransposed(weights, basis, width, size);

  const covariance = new Float64Array(width * width);
  project((rows) => addProducts(covariance, output, rows, width));
  for (let i = 0; i < covariance.length; i++) covariance[i] /= Math.max(1, number - 1);
  const { values, vectors } = symmetricEigen(covariance, width);
  const least = Math.max(0, values[0]) * smallestShare * smallestShare;
  const count = values.filter((value, n) => n < wanted && value > least && value > 0).length;
  const components = new Float32Array(count * size);
  for (let n = 0; n < count; n++)
    components.set(turned(basis, vectors.subarray(n * width, (n + 1) * width), size), n * size);
  return { mean, components, deviations: Float32Array.from(values.subarray(0, count), Math.sqrt) };
}

function centre(images: Float32Array, size: number): Float32Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < images.length; i++) sums[i % size] += images[i];
  const mean = Float32Array.from(sums, (sum) => sum / (images.length / size));
  for (let i = 0; i < images.length; i++) images[i] -= mean[i % size];
  return mean;
}

/** Modified Gram-Schmidt over the rows; what lies in the space of the rows before becomes zero. */
function orthonormalise(rows: Float64Array, count: number, size: number, passes: number): void {
  for (let n = 0; n < count; n++) {
    const row = rows.subarray(n * size, (n + 1) * size);
    const before = lengthOf(row);
    for (let pass = 0; pass < passes; pass++)
      for (let m = 0; m < n; m++) {
        const other = rows.subarray(m * size, (m + 1) * size);
        let along = 0;
        for (let i = 0; i < size; i++) along += row[i] * other[i];
        for (let i = 0; i < size; i++) row[i] -= along * other[i];
      }
    const length = lengthOf(row);
    const scale = length > before * 1e-6 ? 1 / length : 0;
    for (let i = 0; i < size; i++) row[i] *= scale;
  }
}

function lengthOf(row: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += row[i] * row[i];
  return Math.sqrt(sum);
}

/** `out` `[columns, rows]` from `matrix` `[rows, columns]`. */
function setTransposed(
  out: Float32Array | Float64Array,
  matrix: Float32Array | Float64Array,
  rows: number,
  columns: number,
): void {
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) out[c * rows + r] = matrix[r * columns + c];
}

function transposed(
  matrix: Float32Array | Float64Array,
  rows: number,
  columns: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(matrix.length);
  setTransposed(out, matrix, rows, columns);
  return out;
}

/** `sums` `[width, width]` += the products of each row of `values` with itself. */
function addProducts(
  sums: Float64Array,
  values: Float32Array | Float64Array,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++)
    for (let a = 0; a < width; a++) {
      const value = values[row * width + a];
      for (let b = 0; b < width; b++) sums[a * width + b] += value * values[row * width + b];
    }
}

/** The combination of `basis` rows; its largest number is positive, so that its sign is certain. */
function turned(basis: Float64Array, by: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size);
  for (let n = 0; n < by.length; n++)
    for (let i = 0; i < size; i++) out[i] += by[n] * basis[n * size + i];
  let largest = 0;
  for (let i = 0; i < size; i++) if (Math.abs(out[i]) > Math.abs(largest)) largest = out[i];
  return largest < 0 ? out.map((value) => -value) : out;
}
