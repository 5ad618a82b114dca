/** Flat numbers. Training uses 32 bits; the gradient check runs the same code in 64. */
export type Vector = Float32Array | Float64Array;
export type Precision = 'float32' | 'float64';

export const createVector = (length: number, precision: Precision = 'float32'): Vector =>
  precision === 'float32' ? new Float32Array(length) : new Float64Array(length);
