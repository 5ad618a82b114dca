/** Every activation in WebAssembly against the plain TypeScript in 64 bits. */
import { describe, expect, test } from 'vitest';
import { endSharingKernels, sharingKernels } from '../../testing/kernels.ts';
import { activations, type AnyActivationName } from '../activations.ts';
import { createRandom } from '../random.ts';
import type { Kernels } from './kernels.ts';
import { createWebAssemblyKernels } from './webassembly.ts';

endSharingKernels();
const kernels = createWebAssemblyKernels('fused');
const names = Object.keys(kernels.activations) as AnyActivationName[];
const edges = [0, -0, 1e-45, -1e-40, 1e-20, 87.5, -87.5, 89, -89, 105, -105, 3e38, -3e38];
const shapes = [1, 7, 8, 9, 4095].flatMap((width) => [1, 3].map((batch) => ({ width, batch })));
const untouched = 7;

/** From tiny to where exp overflows; the edges first. */
function inputsOf(length: number, seed: string): Float32Array {
  const random = createRandom(1, seed, length);
  return Float32Array.from(
    { length },
    (_, i) => edges[i] ?? random.normal() * Math.exp(5 * random.normal()),
  );
}

/** Outputs and input gradients; one number more than there are, to see that it stays untouched. */
function run(own: Kernels, name: AnyActivationName, batch: number, width: number, edge?: number) {
  const length = batch * width;
  const kernel = own.activations[name];
  if (!kernel) throw new Error(`no kernel of ${name}`);
  const vector = (values: Float32Array) => {
    const made = own.createVector(length + 1).fill(untouched);
    made.set(values);
    return made;
  };
  const inputs = inputsOf(length, 'inputs');
  if (edge !== undefined) inputs[length >> 1] = edge;
  const dOutputs = createRandom(1, 'dOutputs', length);
  const input = vector(inputs);
  const dOutput = vector(Float32Array.from({ length }, () => dOutputs.normal()));
  const output = vector(new Float32Array(length));
  const dInput = vector(new Float32Array(length));
  kernel.forward(output, input, batch, width);
  kernel.backward(dInput, dOutput, input, output, batch, width);
  for (const each of [input, dOutput, output, dInput]) expect(each[length]).toBe(untouched);
  return { input, dOutput, output, dInput };
}

const bits = ({ output, dInput }: ReturnType<typeof run>) =>
  [output, dInput].map((values) => [...new Uint32Array(values.slice().buffer)]);

test('all activations but GELU have a kernel', () => {
  const all = Object.keys(activations);
  expect(names.toSorted()).toEqual(all.filter((name) => name !== 'gelu').toSorted());
});

describe.each(names)('%s', (name) => {
  test.each(shapes)('$batch x $width is what TypeScript computes', ({ batch, width }) => {
    const { input, dOutput, output, dInput } = run(kernels, name, batch, width);
    const length = batch * width;
    const exact = Float64Array.from(input.subarray(0, length));
    const expected = new Float64Array(length);
    activations[name].forward(expected, exact, batch, width);
    /** Units in the last place, of the value or of the smallest normal number. */
    const inPlaces = (found: number, value: number, scale = value): number =>
      Math.abs(found - value) / Math.max(Math.abs(scale) * 2 ** -24, 2 ** -126);
    let worst = 0;
    for (let i = 0; i < length; i++) worst = Math.max(worst, inPlaces(output[i], expected[i]));
    expect(worst).toBeLessThan(name === 'softmax' ? 256 : 8);

    // From the outputs as they are, so that their errors do not count again.
    const found = Float64Array.from(output.subarray(0, length));
    const errors = Float64Array.from(dOutput.subarray(0, length));
    const gradients = new Float64Array(length);
    activations[name].backward(gradients, errors, exact, found, batch, width);
    let largest = 0;
    for (let i = 0; i < length; i++)
      // 1 - y * y and the like cancel: what counts is the size of what is subtracted.
      largest = Math.max(largest, inPlaces(dInput[i], gradients[i], 2 * errors[i]));
    expect(largest).toBeLessThan(4);
  });

  test('NaN and infinities come out as they do in TypeScript', () => {
    for (const edge of [NaN, Infinity, -Infinity]) {
      const { input, dOutput, output, dInput } = run(kernels, name, 1, 9, edge);
      const expected = new Float32Array(10);
      const gradients = new Float32Array(10);
      activations[name].forward(expected, input, 1, 9);
      activations[name].backward(gradients, dOutput, input, expected, 1, 9);
      const kinds = (values: ArrayLike<number>) =>
        Array.from({ length: 9 }, (_, i) => (Number.isFinite(values[i]) ? 0 : values[i]));
      expect(kinds(output)).toEqual(kinds(expected));
      expect(kinds(dInput)).toEqual(kinds(gradients));
    }
  });

  test('has the same bits with and without fused multiply-add, and with any threads', async () => {
    const plain = createWebAssemblyKernels('plain');
    const shared = await sharingKernels(3);
    for (const { batch, width } of [...shapes, { batch: 100, width: 33 }]) {
      const found = bits(run(kernels, name, batch, width));
      expect(bits(run(plain, name, batch, width))).toEqual(found);
      expect(bits(run(shared, name, batch, width))).toEqual(found);
    }
  });
});
