import { describe, expect, test } from 'vitest';
import { planLayer } from '../layers/index.ts';
import { createRandom } from '../random.ts';
import { type Shape, sizeOf } from '../shape.ts';
import {
  convolutionBackward,
  convolutionForward,
  createListed,
  patchSizeOf,
} from './convolution.ts';
import type { ConvolutionGeometry } from './kernels.ts';
import { createReferenceKernels } from './reference.ts';

const shape = (height: number, width: number, channels: number): Shape => ({
  height,
  width,
  channels,
});

/** Kernels inside the image, hanging over one side or all, and larger than the image. */
const geometries: ConvolutionGeometry[] = [
  { input: shape(1, 1, 1), output: shape(1, 1, 1), height: 1, width: 1 },
  { input: shape(5, 4, 3), output: shape(3, 3, 5), height: 3, width: 2 },
  { input: shape(5, 4, 3), output: shape(5, 4, 2), height: 3, width: 3, top: 1, left: 1 },
  { input: shape(4, 6, 2), output: shape(4, 6, 7), height: 2, width: 4, top: 0, left: 1 },
  { input: shape(7, 8, 2), output: shape(4, 4, 4), height: 3, width: 3, top: 1, stride: 2 },
  { input: shape(7, 8, 1), output: shape(2, 3, 9), height: 4, width: 3, stride: 3 },
  { input: shape(2, 3, 5), output: shape(2, 3, 4), height: 7, width: 7, top: 3, left: 3 },
].map((given) => ({ stride: 1, top: 0, left: 0, ...given }));

const close = (values: number[]) => values.map((value) => expect.closeTo(value, 11));

/** Every product of the definition: which input, which weight, which output. */
function products(geometry: ConvolutionGeometry, batch: number) {
  const { input, output, height, width, stride, top, left } = geometry;
  const found: { input: number; weight: number; output: number }[] = [];
  const each = (...lengths: number[]): number[][] =>
    lengths.reduce<number[][]>(
      (all, length) => all.flatMap((head) => [...Array(length).keys()].map((n) => [...head, n])),
      [[]],
    );
  for (const [b, y, x, row, column] of each(batch, output.height, output.width, height, width)) {
    const line = y * stride - top + row;
    const place = x * stride - left + column;
    if (line < 0 || line >= input.height || place < 0 || place >= input.width) continue;
    for (const [i, o] of each(input.channels, output.channels))
      found.push({
        input: ((b * input.height + line) * input.width + place) * input.channels + i,
        weight: ((row * width + column) * input.channels + i) * output.channels + o,
        output: ((b * output.height + y) * output.width + x) * output.channels + o,
      });
  }
  return found;
}

describe.each([0, 0.5, 1])('with %d of the numbers zero', (zeros) => {
  test.each(geometries)('$input, $height x $width by $stride, $output', (geometry) => {
    const batch = 3;
    const { input, output, height, width } = geometry;
    const random = createRandom(1, 'convolution.test', zeros * 2);
    const normals = (length: number) => Float64Array.from({ length }, random.normal);
    const holed = (length: number) =>
      normals(length).map((x) => (random.uniform() < zeros ? 0 : x));
    const images = holed(batch * sizeOf(input));
    const dOutput = holed(batch * sizeOf(output));
    const weights = normals(height * width * input.channels * output.channels);
    const biases = normals(output.channels);
    const all = products(geometry, batch);
    const patch = createListed(patchSizeOf(geometry));
    const listed = createListed(output.channels);

    const expected = dOutput.map((_, n) => biases[n % output.channels]);
    const expectedWeights = weights.map(() => 1);
    const expectedInput = images.map(() => 0);
    for (const { input: i, weight: w, output: o } of all) {
      expected[o] += images[i] * weights[w];
      expectedWeights[w] += images[i] * dOutput[o];
      expectedInput[i] += weights[w] * dOutput[o];
    }
    const expectedBiases = biases.map(
      (_, c) => 1 + dOutput.reduce((sum, d, n) => (n % output.channels === c ? sum + d : sum), 0),
    );

    // One image more than the batch, to see that it stays untouched.
    const beyond = (size: Shape) => Array<number>(sizeOf(size)).fill(7);
    const outputs = new Float64Array((batch + 1) * sizeOf(output)).fill(7);
    convolutionForward(outputs, images, weights, biases, batch, geometry, patch);
    expect([...outputs]).toEqual([...close([...expected]), ...beyond(output)]);
    convolutionForward(outputs, images, weights, null, batch, geometry, patch);
    expect([...outputs.subarray(0, expected.length)]).toEqual(
      close([...expected].map((value, n) => value - biases[n % output.channels])),
    );

    const dWeights = weights.map(() => 1);
    const dBiases = biases.map(() => 1);
    const dInput = new Float64Array((batch + 1) * sizeOf(input)).fill(7);
    const backward = (dImages: Float64Array | null, dB: Float64Array | null): void => {
      convolutionBackward(dImages, dWeights, dB, dOutput, images, weights, batch, geometry, listed);
    };
    backward(dInput, dBiases);
    expect([...dWeights]).toEqual(close([...expectedWeights]));
    expect([...dBiases]).toEqual(close([...expectedBiases]));
    expect([...dInput]).toEqual([...close([...expectedInput]), ...beyond(input)]);
    backward(null, null);
    expect([...dWeights]).toEqual(close([...expectedWeights].map((value) => 2 * value - 1)));
  });
});

test('a NaN is no zero', () => {
  const geometry = geometries[0];
  const listed = createListed(1);
  const output = new Float32Array(1);
  convolutionForward(output, Float32Array.of(NaN), Float32Array.of(1), null, 1, geometry, listed);
  expect(output[0]).toBeNaN();
  const dWeights = new Float32Array(1);
  const one = Float32Array.of(1);
  convolutionBackward(null, dWeights, null, Float32Array.of(NaN), one, one, 1, geometry, listed);
  expect(dWeights[0]).toBeNaN();
});

describe("the layer's sizes", () => {
  // TensorFlow: ceil(length / stride) steps, and of the zeros the smaller half first. What each
  // output sums of an image of ones, with weights of one, tells where they are.
  const sums = (length: number, kernel: number, stride: number): number[] => {
    const plan = planLayer(
      {
        kind: 'convolution',
        height: 1,
        width: kernel,
        channels: 1,
        padding: 'same',
        stride,
        table: 'full',
        bias: false,
      },
      shape(1, length, 1),
    );
    const step = plan.outputShape.width;
    const output = new Float64Array(step);
    const ones = new Float64Array(Math.max(length, kernel)).fill(1);
    plan
      .create([ones.subarray(0, kernel)], [ones], 1, createReferenceKernels('float64'))
      .forward(output, ones.subarray(0, length), 1, null);
    return [...output];
  };

  test.each([
    { length: 5, kernel: 3, stride: 1, expected: [2, 3, 3, 3, 2] },
    // One zero, behind.
    { length: 5, kernel: 2, stride: 1, expected: [2, 2, 2, 2, 1] },
    // Three zeros: one before, two behind.
    { length: 5, kernel: 4, stride: 1, expected: [3, 4, 4, 3, 2] },
    { length: 7, kernel: 3, stride: 2, expected: [2, 3, 3, 2] },
    { length: 8, kernel: 3, stride: 2, expected: [3, 3, 3, 2] },
    // Nothing to pad: some columns are never seen.
    { length: 6, kernel: 1, stride: 1, expected: [1, 1, 1, 1, 1, 1] },
    { length: 2, kernel: 9, stride: 1, expected: [2, 2] },
  ])('$length by $kernel, stride $stride', ({ length, kernel, stride, expected }) => {
    expect(sums(length, kernel, stride)).toEqual(expected);
  });
});
