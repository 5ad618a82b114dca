/** Convolution and pooling in WebAssembly against the plain TypeScript, in both modes. */
import { describe, expect, test } from 'vitest';
import { sharingKernels } from '../../testing/kernels.ts';
import { geometryOf } from '../layers/convolution.ts';
import { createRandom } from '../random.ts';
import { type Shape, sizeOf } from '../shape.ts';
import type { Vector } from '../vector.ts';
import type { ConvolutionGeometry, Kernels } from './kernels.ts';
import { createReferenceKernels } from './reference.ts';
import { createWebAssemblyKernels } from './webassembly.ts';

const shape = (height: number, width: number, channels: number): Shape => ({
  height,
  width,
  channels,
});

/** Channels around the kernels' panels of 8 and chunks of 32, images around their tiles of 6. */
const channelCounts = [1, 3, 7, 8, 9, 33];
const images = [shape(1, 1, 1), shape(5, 1, 1), shape(2, 3, 1), shape(13, 9, 1)];
const kernelSizes = [
  { height: 1, width: 1 },
  { height: 3, width: 5 },
  { height: 5, width: 5 },
];
const geometries = images.flatMap((image) =>
  kernelSizes.flatMap((kernel) =>
    [1, 2, 3].flatMap((stride) =>
      (['same', 'valid'] as const).flatMap((padding) => {
        if (padding === 'valid' && (kernel.height > image.height || kernel.width > image.width))
          return [];
        return channelCounts.map((channels, n) => {
          const input = { ...image, channels: channelCounts[(n + stride) % channelCounts.length] };
          return geometryOf({ ...kernel, stride, padding, channels, table: 'full' }, input);
        });
      }),
    ),
  ),
);

/** Large enough for `assembly/winograd.ts`: tiles that fit and that do not, alone and many. */
const winogradGeometries = (
  [
    ['same', shape(4, 4, 16), 16],
    ['same', shape(13, 9, 17), 19],
    ['same', shape(14, 14, 32), 33],
    ['valid', shape(8, 8, 18), 23],
    ['valid', shape(11, 14, 33), 16],
  ] as const
).map(([padding, input, channels]) =>
  geometryOf({ height: 5, width: 5, stride: 1, padding, channels, table: 'full' }, input),
);

interface Values {
  input: Float32Array;
  weights: Float32Array;
  biases: Float32Array;
  dOutput: Float32Array;
  /** What the gradients hold before. */
  dWeights: Float32Array;
  dBiases: Float32Array;
}

function valuesOf({ input, output, height, width }: ConvolutionGeometry, zeros: number): Values {
  const random = createRandom(1, 'convolution-webassembly.test', height, sizeOf(input));
  const normals = (length: number) => Float32Array.from({ length }, random.normal);
  const holed = (length: number) => normals(length).map((x) => (random.uniform() < zeros ? 0 : x));
  const count = height * width * input.channels * output.channels;
  return {
    input: holed(batch * sizeOf(input)),
    weights: normals(count),
    biases: normals(output.channels),
    dOutput: holed(batch * sizeOf(output)),
    dWeights: normals(count),
    dBiases: normals(output.channels),
  };
}

const batch = 4;
const untouched = 7;

/** Output, then all gradients; `parts` are the batches taken one by one. */
function run(
  kernels: Kernels,
  geometry: ConvolutionGeometry,
  values: Values,
  parts: number[] = [batch],
) {
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
  const [inputSize, outputSize] = [sizeOf(geometry.input), sizeOf(geometry.output)];
  const layer = kernels.convolution(tensors, geometry, batch);
  const input = own(values.input);
  const dOutput = own(values.dOutput);
  // One image more than the batch, to see that it stays untouched.
  const output = own(new Float32Array((batch + 1) * outputSize).fill(untouched));
  const dInput = own(new Float32Array((batch + 1) * inputSize).fill(untouched));
  let from = 0;
  for (const size of parts) {
    const images = input.subarray(from * inputSize);
    layer.forward(output.subarray(from * outputSize), images, size);
    layer.backward(
      dInput.subarray(from * inputSize),
      dOutput.subarray(from * outputSize),
      images,
      size,
    );
    // Alone it is the same, to the bit.
    const alone = kernels.createVector(size * inputSize);
    layer.backwardInput(alone, dOutput.subarray(from * outputSize), size);
    expect(alone).toEqual(dInput.slice(from * inputSize, (from + size) * inputSize));
    from += size;
  }
  expect([...tensors.weights]).toEqual([...values.weights]);
  expect(output.subarray(batch * outputSize).every((x) => x === untouched)).toBe(true);
  expect(dInput.subarray(batch * inputSize).every((x) => x === untouched)).toBe(true);
  return {
    output: output.slice(0, batch * outputSize),
    dWeights: tensors.dWeights.slice(),
    dBiases: tensors.dBiases.slice(),
    dInput: dInput.slice(0, batch * inputSize),
  };
}
type Results = ReturnType<typeof run>;

const bitsOf = (results: Results): Uint32Array[] =>
  Object.values(results).map((values) => new Uint32Array(values.buffer));

/** The largest distance of any number, in units of its own bound. */
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

const nameOf = ({ input, output, height, width, stride, top, left }: ConvolutionGeometry): string =>
  `${input.height}x${input.width}x${input.channels}, ${height}x${width} by ${stride}, ` +
  `${top} and ${left} zeros, to ${output.height}x${output.width}x${output.channels}`;

describe.each(['fused', 'plain'] as const)('%s', (mode) => {
  const kernels = () => createWebAssemblyKernels(mode);

  test.each([0, 0.8, 1])('convolutions with %d of the numbers zero', (zeros) => {
    for (const geometry of [...geometries, ...winogradGeometries]) {
      const values = valuesOf(geometry, zeros);
      const found = run(kernels(), geometry, values);
      const exact = createReferenceKernels('float64');
      // Higham, Accuracy and Stability of Numerical Algorithms, (3.5): n roundings of the sum of
      // the absolute products.
      const { input, output, height, width } = geometry;
      const area = height * width;
      const pixels = batch * output.height * output.width;
      const terms = Math.max(area * input.channels, area * output.channels, pixels) + 1;
      const bounds = run(exact, geometry, absolute(values));
      // There an error hangs on all numbers of a tile.
      const winograd = winogradGeometries.includes(geometry);
      if (winograd)
        for (const bound of [bounds.output, bounds.dWeights, bounds.dInput])
          bound.fill(Math.max(...bound));
      const error = largestError(found, run(exact, geometry, values), bounds);
      expect(error, nameOf(geometry)).toBeLessThanOrEqual(terms * 2 ** -24);

      const parts = run(kernels(), geometry, values, [1, 2, 1]);
      // That there are sums of whole groups of images is seen in these.
      if (winograd) parts.dWeights.set(found.dWeights);
      expect(bitsOf(parts), nameOf(geometry)).toEqual(bitsOf(found));
    }
  });

  test('without biases, and without a gradient of the input', () => {
    for (const geometry of geometries.filter((_, n) => n % 7 === 0)) {
      const values = valuesOf(geometry, 0.5);
      const [found, expected] = [kernels(), createReferenceKernels('float32')].map((own) => {
        const vector = (from: Float32Array): Vector => {
          const made = own.createVector(from.length);
          made.set(from);
          return made;
        };
        const dWeights = vector(values.dWeights);
        const tensors = { weights: vector(values.weights), dWeights, biases: null, dBiases: null };
        const layer = own.convolution(tensors, geometry, batch);
        const output = own.createVector(batch * sizeOf(geometry.output));
        const input = vector(values.input);
        layer.forward(output, input, batch);
        layer.backward(null, vector(values.dOutput), input, batch);
        return [...output, ...dWeights];
      });
      expect(found, nameOf(geometry)).toEqual(expected.map((x) => expect.closeTo(x, 3)));
    }
  });

  test.each([2, 3, 7])('%d threads change no bit', async (threads) => {
    const sharing = await sharingKernels(threads, mode);
    for (const geometry of [...geometries.filter((_, n) => n % 5 === 0), ...winogradGeometries]) {
      const values = valuesOf(geometry, 0.5);
      const alone = run(kernels(), geometry, values);
      expect(bitsOf(run(sharing, geometry, values)), nameOf(geometry)).toEqual(bitsOf(alone));
    }
  });

  test.each([
    geometryOf(
      { height: 3, width: 5, stride: 1, padding: 'same', channels: 9, table: 'full' },
      { height: 5, width: 7, channels: 7 },
    ),
    winogradGeometries[1],
  ])('what is no finite number in TypeScript is none here, and stays in its image', (geometry) => {
    const isNumber = (results: Results): boolean[] =>
      Object.values(results).flatMap((vector) => [...vector].map(Number.isFinite));
    /** All images but the third. */
    const others = (images: Vector): number[] => {
      const size = images.length / batch;
      return [...images.subarray(0, 2 * size), ...images.subarray(3 * size)];
    };
    for (const edge of [NaN, Infinity, -Infinity, 1e-40, -1e-45, -0])
      for (const name of ['input', 'weights', 'biases', 'dOutput', 'dWeights'] as const) {
        const values = valuesOf(geometry, 0);
        const ofImages = name === 'input' || name === 'dOutput';
        values[name][(ofImages ? (3 * values[name].length) / batch : values[name].length) - 1] =
          edge;
        const results = run(kernels(), geometry, values);
        const expected = isNumber(run(createReferenceKernels('float32'), geometry, values));
        const found = isNumber(results);
        if (Number.isFinite(edge)) expect(found).not.toContain(false);
        // A zero of the rim times infinity is NaN; there are none of those in TypeScript.
        expect(found.filter((finite, i) => finite && !expected[i])).toEqual([]);
        if (!ofImages) continue;
        expect(others(results.output).every(Number.isFinite)).toBe(true);
        expect(others(results.dInput).every(Number.isFinite)).toBe(true);
      }
  });

  test('a product of the smallest numbers is not flushed', () => {
    const geometry = geometryOf(
      { height: 1, width: 1, stride: 1, padding: 'same', channels: 5, table: 'full' },
      { height: 1, width: 1, channels: 1 },
    );
    const values = valuesOf(geometry, 0);
    values.input.fill(2 ** -100);
    values.weights.fill(2 ** -40);
    values.biases.fill(0);
    expect(run(kernels(), geometry, values).output.every((x) => x === 2 ** -140)).toBe(true);
  });

  describe.each(['maxPooling', 'meanPooling'] as const)('%s', (name) => {
    const cases = images.flatMap((image) =>
      channelCounts.flatMap((channels) =>
        [1, 2, 3].flatMap((size) =>
          Math.min(image.height, image.width) < size ? [] : [{ ...image, channels, size }],
        ),
      ),
    );

    function pooled(own: Kernels, { size, ...image }: (typeof cases)[number], edges: number[]) {
      const random = createRandom(1, 'pooling', sizeOf(image), size);
      const length = batch * sizeOf(image);
      const outputLength =
        batch * Math.floor(image.height / size) * Math.floor(image.width / size) * image.channels;
      // Of few values, so that the largest is often there more than once.
      const values = [-1, 0, 1, 2, 3, ...edges];
      const input = own.createVector(length).map(() => 0);
      input.set(input.map(() => values[random.below(values.length)]));
      const vectors = {
        input: own.createVector(length),
        dOutput: own.createVector(outputLength),
        // One image more than the batch, to see that it stays untouched.
        output: own.createVector(outputLength + 40).fill(untouched),
        dInput: own.createVector(length + sizeOf(image)).fill(untouched),
      };
      vectors.input.set(input);
      vectors.dOutput.set(Float32Array.from({ length: outputLength }, random.normal));
      const kernel = own[name](image, size, batch);
      kernel.forward(vectors.output, vectors.input, batch);
      const { dInput, dOutput, output } = vectors;
      kernel.backward(dInput, dOutput, vectors.input, output, batch);
      return { output: [...output], dInput: [...dInput].map((x) => x + 0) };
    }

    test.each([[], [NaN], [Infinity, -Infinity], [1e-45, 3e38]])(
      'with %d among them',
      (...edges) => {
        for (const one of cases) {
          const found = pooled(kernels(), one, edges);
          const expected = pooled(createReferenceKernels('float32'), one, edges);
          expect(found, JSON.stringify(one)).toEqual(expected);
        }
      },
    );

    test('threads change no bit', async () => {
      const sharing = await sharingKernels(3, mode);
      for (const one of cases) expect(pooled(sharing, one, [])).toEqual(pooled(kernels(), one, []));
    });
  });
});
