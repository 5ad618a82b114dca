/** Every kernel against the plain TypeScript, in both modes. */
import { describe, expect, test } from 'vitest';
import { optimiserNames } from '../../../src-shared/hyperparameters.ts';
import { createNetwork } from '../network.ts';
import { createOptimiser } from '../optimisers.ts';
import { createRandom } from '../random.ts';
import { endSharingKernels, sharingKernels } from '../../testing/kernels.ts';
import type { Vector } from '../vector.ts';
import type { Kernels } from './kernels.ts';
import { createReferenceKernels } from './reference.ts';
import { createWebAssemblyKernels, fusesHere } from './webassembly.ts';

endSharingKernels();

/** Around the kernels' steps of 4, 8, 16 and 32 columns, and their blocks of 128 samples. */
const sizes = [1, 7, 8, 9, 31];
const shapes = [
  ...sizes.flatMap((inputs) =>
    sizes.flatMap((units) => [1, 3, 31].map((batch) => ({ inputs, units, batch }))),
  ),
  { inputs: 4095, units: 63, batch: 9 },
  // Large enough for `assembly/dense-tiles.ts`.
  { inputs: 401, units: 133, batch: 50 },
  { inputs: 63, units: 4095, batch: 7 },
  { inputs: 9, units: 12, batch: 4095 },
];
type Shape = (typeof shapes)[number];

interface Values {
  input: Float32Array;
  weights: Float32Array;
  biases: Float32Array;
  dOutput: Float32Array;
  /** What the gradients hold before. */
  dWeights: Float32Array;
  dBiases: Float32Array;
}

function valuesOf({ inputs, units, batch }: Shape, zeros: number): Values {
  const random = createRandom(1, 'webassembly.test', inputs, units, batch);
  const normals = (length: number) => Float32Array.from({ length }, random.normal);
  return {
    input: normals(batch * inputs).map((x) => (random.uniform() < zeros ? 0 : x)),
    weights: normals(inputs * units),
    biases: normals(units),
    dOutput: normals(batch * units).map((x) => (random.uniform() < zeros ? 0 : x)),
    dWeights: normals(inputs * units),
    dBiases: normals(units),
  };
}

const untouched = 7;

/** Output, then all gradients, one after another; `splits` are the batches taken one by one. */
function run(kernels: Kernels, { inputs, units, batch }: Shape, values: Values, splits = [batch]) {
  const own = (from: ArrayLike<number>): Vector => {
    const vector = kernels.createVector(from.length);
    vector.set(from);
    return vector;
  };
  const tensors = {
    weights: own(values.weights),
    dWeights: own(values.dWeights),
    biases: own(values.biases),
    dBiases: own(values.dBiases),
  };
  const layer = kernels.dense(tensors, inputs, units, batch);
  const input = own(values.input);
  const dOutput = own(values.dOutput);
  // One row more than the batch, to see that it stays untouched.
  const output = own(new Float32Array((batch + 1) * units).fill(untouched));
  const dInput = own(new Float32Array((batch + 1) * inputs).fill(untouched));
  let from = 0;
  for (const size of splits) {
    layer.forward(output.subarray(from * units), input.subarray(from * inputs), size);
    layer.backward(
      dInput.subarray(from * inputs),
      dOutput.subarray(from * units),
      input.subarray(from * inputs),
      size,
    );
    from += size;
  }
  expect([...tensors.weights]).toEqual([...values.weights]);
  expect([...output.subarray(batch * units)].every((x) => x === untouched)).toBe(true);
  expect([...dInput.subarray(batch * inputs)].every((x) => x === untouched)).toBe(true);
  return {
    output: output.slice(0, batch * units),
    dWeights: tensors.dWeights.slice(),
    dBiases: tensors.dBiases.slice(),
    dInput: dInput.slice(0, batch * inputs),
  };
}
type Results = ReturnType<typeof run>;

const bitsOf = (results: Results): Uint32Array[] =>
  Object.values(results).map((values) => new Uint32Array(values.buffer));

/** The largest distance of any element, in units of its own bound. */
function largestError(found: Results, expected: Results, bounds: Results): number {
  let worst = 0;
  for (const name of ['output', 'dWeights', 'dBiases', 'dInput'] as const)
    expected[name].forEach((value, i) => {
      const error = Math.abs(found[name][i] - value);
      if (error > 0) worst = Math.max(worst, error / bounds[name][i]);
      if (Number.isNaN(error)) worst = NaN;
    });
  return worst;
}

const absolute = (values: Values): Values => {
  const { input, weights, biases, dOutput, dWeights, dBiases } = values;
  const [a, b, c, d, e, f] = [input, weights, biases, dOutput, dWeights, dBiases].map((vector) =>
    vector.map(Math.abs),
  );
  return { input: a, weights: b, biases: c, dOutput: d, dWeights: e, dBiases: f };
};

/** Element by element in order, each operation rounded to 32 bits: what the plain mode promises. */
function inOrder({ inputs, units, batch }: Shape, values: Values): Results {
  const { input, weights, dOutput } = values;
  const output = new Float32Array(batch * units);
  const dInput = new Float32Array(batch * inputs);
  const dWeights = values.dWeights.slice();
  const dBiases = values.dBiases.slice();
  for (let b = 0; b < batch; b++)
    for (let j = 0; j < units; j++) {
      output[b * units + j] = values.biases[j];
      dBiases[j] += dOutput[b * units + j];
      for (let i = 0; i < inputs; i++) {
        const x = input[b * inputs + i];
        const d = dOutput[b * units + j];
        const w = weights[i * units + j];
        output[b * units + j] += Math.fround(x * w);
        dWeights[i * units + j] += Math.fround(x * d);
        dInput[b * inputs + i] += Math.fround(d * w);
      }
    }
  return { output, dWeights, dBiases, dInput };
}

describe.each(['fused', 'plain'] as const)('%s', (mode) => {
  const kernels = () => createWebAssemblyKernels(mode);

  describe.each([0, 0.8, 1])('with %d of the numbers zero', (zeros) => {
    test.each(shapes)('dense $batch x $inputs x $units', (shape) => {
      const values = valuesOf(shape, zeros);
      const found = run(kernels(), shape, values);
      const exact = createReferenceKernels('float64');
      // Higham, Accuracy and Stability of Numerical Algorithms, (3.5): n roundings of the sum of
      // the absolute products.
      const terms = Math.max(shape.inputs, shape.units, shape.batch) + 1;
      const bounds = run(exact, shape, absolute(values));
      const expected = run(exact, shape, values);
      expect(largestError(found, expected, bounds)).toBeLessThanOrEqual(terms * 2 ** -24);
      if (mode === 'plain') expect(bitsOf(found)).toEqual(bitsOf(inOrder(shape, values)));

      expect(bitsOf(run(kernels(), shape, values))).toEqual(bitsOf(found));
    });
  });

  test.each(shapes)('splits of the batch change no bit: $batch x $inputs x $units', (shape) => {
    const values = valuesOf(shape, 0.5);
    const together = bitsOf(run(kernels(), shape, values));
    const { batch } = shape;
    const ones = Array<number>(batch).fill(1);
    expect(bitsOf(run(kernels(), shape, values, ones))).toEqual(together);
    const first = Math.floor(batch / 3);
    if (first > 0)
      expect(bitsOf(run(kernels(), shape, values, [first, batch - first]))).toEqual(together);
  });

  test.each([2, 3, 7])('%d threads change no bit', async (threads) => {
    const shared = await sharingKernels(threads, mode);
    for (const shape of shapes.filter(({ batch }) => batch !== 3)) {
      const values = valuesOf(shape, 0.5);
      expect(bitsOf(run(shared, shape, values))).toEqual(bitsOf(run(kernels(), shape, values)));
    }
  });

  test('the edges of the numbers come out as they do in TypeScript', () => {
    const shape = { inputs: 31, units: 9, batch: 9 };
    for (const edge of [NaN, Infinity, -Infinity, 3e38, -3e38, 1e-40, -1e-45, -0]) {
      for (const name of ['input', 'weights', 'biases', 'dOutput', 'dWeights'] as const) {
        const values = valuesOf(shape, 0);
        for (let i = 0; i < values[name].length; i += 7) values[name][i] = edge;
        const found = run(kernels(), shape, values);
        const expected = run(createReferenceKernels('float32'), shape, values);
        const kinds = (results: Results) =>
          Object.values(results).map((vector) =>
            [...vector].map((x) => (Number.isFinite(x) ? 'finite' : String(x))),
          );
        // Near the largest number, what overflows hangs on when it is rounded.
        if (Math.abs(edge) !== 3e38) expect(kinds(found)).toEqual(kinds(expected));
        else if (name !== 'biases' && name !== 'dWeights')
          expect(kinds(found).flat()).not.toEqual(
            kinds(run(kernels(), shape, valuesOf(shape, 0))).flat(),
          );
      }
    }
  });

  test('a product of the smallest numbers is not flushed', () => {
    const shape = { inputs: 1, units: 5, batch: 1 };
    const values = valuesOf(shape, 0);
    values.input.fill(2 ** -100);
    values.weights.fill(2 ** -40);
    values.biases.fill(0);
    expect([...run(kernels(), shape, values).output]).toEqual(Array(5).fill(2 ** -140));
  });

  test('only vectors of its own memory are taken', () => {
    const own = kernels();
    const other = kernels();
    expect(own.owns(own.createVector(3))).toBe(true);
    expect(own.owns(other.createVector(3))).toBe(false);
    expect(own.owns(new Float32Array(3))).toBe(false);
    expect(() => own.addScaled(new Float32Array(3), own.createVector(3), 0, 3, 1)).toThrow(
      'own memory',
    );
  });

  test('growing leaves vectors as they are', () => {
    const own = kernels();
    const first = own.createVector(5).fill(3);
    const large = own.createVector(2 ** 20);
    expect(own.owns(first) && own.owns(large)).toBe(true);
    own.addScaled(first, large.subarray(0, 5).fill(1), 0, 5, 2);
    expect([...first]).toEqual([5, 5, 5, 5, 5]);
  });

  test.each([1, 3, 7, 8, 9, 31, 4095])('addScaled to %d numbers', (length) => {
    const own = kernels();
    const random = createRandom(1, 'addScaled', length);
    const out = own.createVector(length + 2).map(() => 1);
    const target = own.createVector(length + 2);
    target.set(out);
    const vector = own.createVector(length + 2);
    vector.set(Float32Array.from({ length: length + 2 }, random.normal));
    own.addScaled(target, vector, 1, length, 0.25);
    // A power of two: the product is exact, so both modes round once.
    const expected = vector.map((x) => Math.fround(1 + 0.25 * x));
    expected[0] = expected[length + 1] = 1;
    expect([...target]).toEqual([...expected]);
  });

  describe.each(optimiserNames)('%s', (name) => {
    const settings = { momentum: 0.9, weightDecay: 0 };

    /** Twenty steps; a third of the gradients always zero, as of pixels without ink. */
    function moved(count: number, own: Kernels, precision: 'float32' | 'float64' = 'float32') {
      const layers = [{ kind: 'dense', units: count, bias: false } as const];
      const spec = { inputSize: 1, layers };
      const network = createNetwork(spec, { batchSize: 1, precision, kernels: own });
      const optimiser = createOptimiser(name, settings, network);
      const random = createRandom(1, 'moved', count);
      network.parameters.set(Float32Array.from({ length: count }, random.normal));
      for (let step = 0; step < 20; step++) {
        network.gradients.set(
          Float32Array.from({ length: count }, (_, i) => (i % 12 < 4 ? 0 : random.normal())),
        );
        optimiser.step(0.01);
        expect(network.gradients.every((g) => g === 0)).toBe(true);
      }
      return [network.parameters, ...optimiser.state.map(({ values }) => values)];
    }

    const bits = (vectors: Vector[]) => vectors.map((v) => [...new Uint32Array(v.slice().buffer)]);

    test.each([1, 7, 8, 9, 31, 4095])('%d parameters move as in TypeScript', (count) => {
      const found = moved(count, kernels());
      const expected = moved(count, createReferenceKernels('float64'), 'float64');
      found.forEach((values, n) => {
        let worst = 0;
        values.forEach((value, i) => {
          const error = Math.abs(value - expected[n][i]) / (1 + Math.abs(expected[n][i]));
          worst = error > worst || Number.isNaN(error) ? error : worst;
        });
        expect(worst).toBeLessThan(4e-6);
      });
      expect(bits(moved(count, kernels()))).toEqual(bits(found));
    });

    test.each([2, 3, 7])('%d threads change no bit', async (threads) => {
      const shared = await sharingKernels(threads, mode);
      for (const count of [1, 4095, 8193, 20_001])
        expect(bits(moved(count, shared))).toEqual(bits(moved(count, kernels())));
    });

    test.each([NaN, Infinity])('a gradient of %d shows in its parameter only', (value) => {
      const layers = [{ kind: 'dense', units: 9, bias: false } as const];
      const network = createNetwork({ inputSize: 1, layers }, { batchSize: 1, kernels: kernels() });
      network.gradients[6] = value;
      createOptimiser(name, settings, network).step(0.1);
      network.parameters.forEach((p, i) => expect(Number.isFinite(p)).toBe(i !== 6));
    });
  });
});

test('fused rounds once, plain twice', () => {
  const shape = { inputs: 9, units: 9, batch: 1 };
  const values = valuesOf(shape, 0);
  const [fused, plain] = (['fused', 'plain'] as const).map((mode) =>
    bitsOf(run(createWebAssemblyKernels(mode), shape, values)),
  );
  if (fusesHere()) expect(fused).not.toEqual(plain);
  else expect(fused).toEqual(plain);
});

test.each([1, 7, 8, 9, 4095])('images of %d bytes become numbers by a table', (length) => {
  const own = createWebAssemblyKernels('plain');
  const random = createRandom(1, 'expand', length);
  const table = Float32Array.from({ length: 256 }, random.normal);
  const bytes = Uint8Array.from({ length: 3 * length + 3 }, () => random.below(256));
  const results = [own, createReferenceKernels('float32')].map((kernels) => {
    const out = kernels.createVector(length + 2);
    kernels.expander(table, length)(out, 1, bytes, length + 3);
    return [...out];
  });
  expect(results[0]).toEqual(results[1]);
  expect(results[0].slice(1, -1)).toEqual(
    [...bytes.subarray(length + 3, 2 * length + 3)].map((byte) => table[byte]),
  );
});
