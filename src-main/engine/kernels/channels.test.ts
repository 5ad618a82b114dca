/** Sums and scales by channel in WebAssembly against the plain TypeScript, in both modes. */
import { describe, expect, test } from 'vitest';
import { endSharingKernels, sharingKernels } from '../../testing/kernels.ts';
import { createRandom } from '../random.ts';
import type { Kernels } from './kernels.ts';
import { createReferenceKernels } from './reference.ts';
import { createWebAssemblyKernels } from './webassembly.ts';

endSharingKernels();

/** Around the kernels' steps of 4 and 8 channels, and their blocks of 128 rows. */
const sizes = [1, 3, 4, 7, 8, 9, 31, 32].flatMap((channels) =>
  [1, 2, 127, 128, 129, 4095].map((rows) => ({ channels, rows })),
);
const untouched = 7;

function run(kernels: Kernels, { channels, rows }: (typeof sizes)[number], edges: number[] = []) {
  const random = createRandom(1, 'channels.test', channels, rows);
  const length = channels * rows;
  const numbers = (): Float64Array =>
    Float64Array.from({ length: channels }, () => Math.fround(random.normal()));
  const vector = () => {
    const values = kernels.createVector(length);
    values.set(Float32Array.from({ length }, random.normal));
    edges.forEach((edge, i) => (values[(i * 5) % length] = edge));
    return values;
  };
  const [a, b] = [vector(), vector()];
  const [first, second, third] = [numbers(), numbers(), numbers()];
  const [sums, products] = [numbers(), numbers()];
  // A row more, to see that it stays untouched.
  const outputs = [0, 1].map(() => kernels.createVector(length + channels).fill(untouched));
  const kernel = kernels.channels(channels, rows);
  kernel.sum(sums, products, a, first, b, second, rows);
  kernel.scale(outputs[0], a, first, third, rows);
  kernel.combine(outputs[1], a, first, b, second, third, rows);
  return { sums: [...sums], products: [...products], outputs: outputs.map((out) => [...out]) };
}

describe.each(['fused', 'plain'] as const)('%s', (mode) => {
  test('are what the plain loops say', () => {
    for (const size of sizes) {
      const found = run(createWebAssemblyKernels(mode), size);
      const expected = run(createReferenceKernels('float32'), size);
      const name = JSON.stringify(size);
      // A millionth of the terms: 32 bits keep a sixteenth of that, but sums go over 128 rows.
      const near = (values: readonly number[], within: number) =>
        values.map((value) => expect.closeTo(value, -Math.log10(2 * within)));
      const within = 1e-6 * size.rows + 1e-6;
      expect(found.sums, name).toEqual(near(expected.sums, within));
      expect(found.products, name).toEqual(near(expected.products, 2 * within));
      for (const [i, out] of found.outputs.entries())
        expect(out, name).toEqual(near(expected.outputs[i], 4e-6));
    }
  });

  test('what is no number stays none, in its own channel', () => {
    for (const edge of [NaN, Infinity]) {
      const { sums, outputs } = run(createWebAssemblyKernels(mode), { channels: 5, rows: 9 }, [
        edge,
      ]);
      expect(sums.map(Number.isFinite)).toEqual([false, true, true, true, true]);
      expect(outputs.map((out) => out.filter((x) => !Number.isFinite(x)).length)).toEqual([1, 1]);
    }
  });

  test('threads change no bit', async () => {
    const sharing = await sharingKernels(3, mode);
    for (const size of sizes)
      expect(run(sharing, size)).toEqual(run(createWebAssemblyKernels(mode), size));
  });
});
