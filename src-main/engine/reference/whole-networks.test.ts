/** Whole networks, as the presets have them, against numpy: 20 training steps, and all gradients. */
import { describe, expect, test } from 'vitest';
import { steps, trainWhole } from '../../testing/whole-network.ts';
import type { Network } from '../network.ts';
import { type WholeNetworkCase, wholeNetworkCases } from './whole-networks.ts';

/** 100 places of a tensor, scattered, or as many as it has. */
const places = (length: number): number[] =>
  Array.from(
    { length: Math.min(length, 100) },
    (_, i) => (Math.imul(2654435761, i + 1) >>> 0) % length,
  );

/** Euclidean. */
const norm = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/**
 * How far the gradient is from the reference: over each tensor, the largest of what the chosen
 * entries, the sum and the squares are off by, each as a share of the size that such numbers have.
 */
function gradientError(
  network: Network,
  gradients: readonly number[],
  expected: WholeNetworkCase['tensors'],
): Record<string, number> {
  return Object.fromEntries(
    network.tensors.map(({ name, offset, length }) => {
      const own = gradients.slice(offset, offset + length);
      const { sum, squares, entries } = expected[name];
      const differences = places(length).map((place, i) => own[place] - entries[i]);
      // The root mean square of an entry, 0 only where all are.
      const size = Math.sqrt(squares / length);
      const ownSum = own.reduce((total, value) => total + value, 0);
      return [
        name,
        Math.max(
          norm(differences) / (size * Math.sqrt(entries.length)),
          Math.abs(ownSum - sum) / (size * length),
          Math.abs(norm(own) ** 2 - squares) / squares,
        ),
      ];
    }),
  );
}

const largest = (errors: Readonly<Record<string, number>>): number =>
  Math.max(...Object.values(errors));
const lossError = (found: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((value, step) => Math.abs(found[step] - value) / value));

/**
 * What 32 bits may be off by. Each layer that sums n products rounds them by about sqrt(n) u, u =
 * 2^-24 (errors of either sign: Higham & Mary, A new approach to probabilistic rounding error
 * analysis, 2019), on the way forward and on the way back, on top of those before it.
 */
function rounding({ tensors }: Network): number {
  const sums = tensors.filter(({ role }) => role === 'weights');
  const longest = Math.max(...sums.map(({ fanIn }) => Math.max(...[fanIn].flat())));
  return 2 * sums.length * Math.sqrt(longest) * 2 ** -24;
}

describe.each(wholeNetworkCases)('$name', (of) => {
  test('64 bits', () => {
    const { network, gradients, losses } = trainWhole(of, 'float64');
    expect(Object.keys(of.tensors)).toEqual(network.tensors.map(({ name }) => name));
    expect(of.losses).toHaveLength(steps);
    expect(largest(gradientError(network, gradients, of.tensors))).toBeLessThan(1e-9);
    expect(lossError(losses, of.losses)).toBeLessThan(1e-9);
  });

  test('32 bits, on the kernels of this machine', () => {
    const { network, gradients, losses } = trainWhole(of, 'float32');
    expect(largest(gradientError(network, gradients, of.tensors))).toBeLessThan(rounding(network));
    expect(lossError(losses, of.losses)).toBeLessThan(steps * rounding(network));
  });
});
