import { describe, expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { denseBackward, denseForward } from './dense.ts';

/** Sizes around the kernels' step of four, and a batch and an input that are not. */
const sizes = [1, 2, 3, 4, 5, 7, 8, 9];
const shapes = sizes.flatMap((inputs) =>
  sizes.flatMap((units) => [1, 3, 4, 9].map((batch) => ({ inputs, units, batch }))),
);

function setting({ inputs, units, batch }: (typeof shapes)[number], zeros: number) {
  const random = createRandom(1, 'dense.test', inputs, units, batch);
  const normals = (length: number) => Float64Array.from({ length }, random.normal);
  return {
    input: normals(batch * inputs).map((x) => (random.uniform() < zeros ? 0 : x)),
    weights: normals(inputs * units),
    biases: normals(units),
    dOutput: normals(batch * units),
    nonZero: new Int32Array(Math.max(inputs, batch)),
  };
}

const close = (values: number[]) => values.map((value) => expect.closeTo(value, 12));

describe.each([0, 0.5, 1])('with %d of the input zero', (zeros) => {
  test.each(shapes)('$batch x $inputs x $units', (shape) => {
    const { inputs, units, batch } = shape;
    const { input, weights, biases, dOutput, nonZero } = setting(shape, zeros);
    const sum = (length: number, term: (k: number) => number): number =>
      Array.from({ length }, (_, k) => term(k)).reduce((total, x) => total + x, 0);
    const table = (rows: number, columns: number, value: (row: number, column: number) => number) =>
      Array.from({ length: rows * columns }, (_, n) => value(Math.floor(n / columns), n % columns));

    const expected = table(
      batch,
      units,
      (b, j) => biases[j] + sum(inputs, (i) => input[b * inputs + i] * weights[i * units + j]),
    );
    // One row more than the batch, to see that it stays untouched.
    const output = new Float64Array((batch + 1) * units).fill(7);
    denseForward(output, input, weights, biases, batch, inputs, units, nonZero);
    expect([...output]).toEqual([...close(expected), ...Array<number>(units).fill(7)]);
    denseForward(output, input, weights, null, batch, inputs, units, nonZero);
    expect([...output.subarray(0, batch * units)]).toEqual(
      close(expected.map((value, n) => value - biases[n % units])),
    );

    const dWeights = new Float64Array(inputs * units).fill(1);
    const dBiases = new Float64Array(units).fill(1);
    const dInput = new Float64Array((batch + 1) * inputs).fill(7);
    denseBackward(
      dInput,
      dWeights,
      dBiases,
      dOutput,
      input,
      weights,
      batch,
      inputs,
      units,
      nonZero,
    );
    expect([...dWeights]).toEqual(
      close(
        table(
          inputs,
          units,
          (i, j) => 1 + sum(batch, (b) => input[b * inputs + i] * dOutput[b * units + j]),
        ),
      ),
    );
    expect([...dBiases]).toEqual(
      close(table(1, units, (_, j) => 1 + sum(batch, (b) => dOutput[b * units + j]))),
    );
    expect([...dInput]).toEqual([
      ...close(
        table(batch, inputs, (b, i) =>
          sum(units, (j) => dOutput[b * units + j] * weights[i * units + j]),
        ),
      ),
      ...Array<number>(inputs).fill(7),
    ]);
  });
});

describe('what is not a number', () => {
  const nonZero = new Int32Array(2);
  const weights = Float32Array.of(NaN, 1);

  test('a NaN weight reaches the output through any input but zero', () => {
    const output = new Float32Array(1);
    denseForward(output, Float32Array.of(1e-30, 1), weights, null, 1, 2, 1, nonZero);
    expect(output[0]).toBeNaN();
    denseForward(output, Float32Array.of(0, 1), weights, null, 1, 2, 1, nonZero);
    expect(output[0]).toBe(1);
  });

  test('a NaN input is no zero, forward and backward', () => {
    const output = new Float32Array(1);
    const input = Float32Array.of(0, NaN);
    denseForward(output, input, Float32Array.of(1, 1), null, 1, 2, 1, nonZero);
    expect(output[0]).toBeNaN();
    const dWeights = new Float32Array(2);
    denseBackward(null, dWeights, null, Float32Array.of(1), input, weights, 1, 2, 1, nonZero);
    expect([...dWeights]).toEqual([0, NaN]);
  });
});
