/** Sweeps after which even the worst matrix of this size is diagonal to the last digit. */
const sweeps = 30;

/**
 * Eigenvalues, falling, and their eigenvectors (rows of `vectors`, `[size, size]`) of a symmetric
 * matrix, by Jacobi's rotations: Golub & Van Loan, Matrix Computations, 8.5.
 */
export function symmetricEigen(
  matrix: Float64Array,
  size: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        if (i === j) diagonal += a[i * size + i] * a[i * size + i];
        else off += a[i * size + j] * a[i * size + j];
    if (off <= 1e-30 * diagonal || off === 0) break;
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => a[j * size + j] - a[i * size + i] || i - j,
  );
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => vectors.set(v.subarray(from * size, (from + 1) * size), to * size));
  return { values: Float64Array.from(order, (i) => a[i * size + i]), vectors };
}

/** Makes `a[p, q]` zero; the rows of `v` turn with it. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const ratio = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const root = Math.abs(ratio) + Math.sqrt(ratio * ratio + 1);
  const t = ratio < 0 ? -1 / root : 1 / root;
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const kp = a[k * size + p];
    const kq = a[k * size + q];
    a[k * size + p] = c * kp - s * kq;
    a[k * size + q] = s * kp + c * kq;
  }
  for (let k = 0; k < size; k++) {
    const pk = a[p * size + k];
    const qk = a[q * size + k];
    a[p * size + k] = c * pk - s * qk;
    a[q * size + k] = s * pk + c * qk;
    const vp = v[p * size + k];
    const vq = v[q * size + k];
    v[p * size + k] = c * vp - s * vq;
    v[q * size + k] = s * vp + c * vq;
  }
}
