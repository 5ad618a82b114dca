import { describe, expect, test } from 'vitest';
import { createNetwork, type Network } from './network.ts';
import {
  addPenaltyGradient,
  clipGradients,
  createNormLimit,
  weightPenalty,
} from './regularisation.ts';

/** Weights `[2, units]`, then biases `[units]`. */
function networkOf(units: number, parameters: readonly number[]): Network {
  const network = createNetwork(
    { inputSize: 2, layers: [{ kind: 'dense', units, bias: true }] },
    { batchSize: 1, precision: 'float64' },
  );
  network.parameters.set(parameters);
  return network;
}

describe('L1 and L2', () => {
  test('weights pay, biases do not', () => {
    const network = networkOf(1, [3, -4, 100]);
    expect(weightPenalty(network, { l1: 0, l2: 0.1 })).toBeCloseTo(0.05 * 25, 14);
    expect(weightPenalty(network, { l1: 0.1, l2: 0 })).toBeCloseTo(0.7, 14);
    network.gradients.fill(1);
    addPenaltyGradient(network, { l1: 0, l2: 0.5 });
    expect([...network.gradients]).toEqual([2.5, -1, 1]);
    network.gradients.fill(1);
    addPenaltyGradient(network, { l1: 0.25, l2: 0 });
    expect([...network.gradients]).toEqual([1.25, 0.75, 1]);
  });

  test('a weight of 0 is not drawn anywhere by L1', () => {
    const network = networkOf(1, [0, -0, 1]);
    addPenaltyGradient(network, { l1: 1, l2: 0 });
    expect(network.gradients.every((g) => g === 0)).toBe(true);
  });

  test('without them a NaN weight costs nothing, with one of them it shows', () => {
    const network = networkOf(1, [NaN, 0, 0]);
    expect(weightPenalty(network, { l1: 0, l2: 0 })).toBe(0);
    expect(weightPenalty(network, { l1: 0, l2: 0.1 })).toBeNaN();
    expect(weightPenalty(network, { l1: 0.1, l2: 0 })).toBeNaN();
    addPenaltyGradient(network, { l1: 0.1, l2: 0 });
    expect(network.gradients[0]).toBeNaN();
  });
});

describe('gradient clipping', () => {
  const clipped = (gradients: readonly number[], limit: number): number[] => {
    const network = networkOf(1, [0, 0, 0]);
    network.gradients.set(gradients);
    clipGradients(network, limit);
    return [...network.gradients];
  };

  test('keeps the direction, biases included, and leaves shorter ones alone', () => {
    expect(clipped([2, 3, 6], 3.5)).toEqual([1, 1.5, 3]);
    expect(clipped([2, 3, 6], 7)).toEqual([2, 3, 6]);
    expect(clipped([2, 3, 6], 0)).toEqual([2, 3, 6]);
  });

  test('what is not finite is never made finite', () => {
    expect(clipped([NaN, 3, 6], 1)[0]).toBeNaN();
    expect(clipped([Infinity, 3, 6], 1)[0]).toBeNaN();
    const [first] = clipped([1e30, 0, 0], 1);
    expect(first).toBeCloseTo(1, 14);
  });
});

describe('max-norm', () => {
  test('scales the weights into a unit, each unit by itself, and no bias', () => {
    // Unit 0: 3 and 4 lead to it; unit 1: 0.3 and 0.4.
    const network = networkOf(2, [3, 0.3, 4, 0.4, 9, 9]);
    createNormLimit(network, 1)();
    expect([...network.parameters]).toEqual([
      expect.closeTo(0.6, 14),
      0.3,
      expect.closeTo(0.8, 14),
      0.4,
      9,
      9,
    ]);
  });

  test("of LeNet's table: all weights that lead to a channel together", () => {
    const layer = {
      kind: 'convolution',
      height: 1,
      width: 1,
      channels: 16,
      padding: 'valid',
      stride: 1,
      table: 'lenet',
      bias: false,
    } as const;
    const inputShape = { height: 1, width: 1, channels: 6 };
    const network = createNetwork({ inputSize: 6, inputShape, layers: [layer] }, { batchSize: 1 });
    network.parameters.fill(1);
    createNormLimit(network, 1.9)();
    // Three weights of 1 are 1.73 long and stay; four are 2 long, six 2.45.
    const lengthOf = (first: number, last: number) =>
      Math.hypot(...network.parameters.subarray(first, last));
    expect([...network.parameters.subarray(0, 18)]).toEqual(Array<number>(18).fill(1));
    expect(lengthOf(18, 22)).toBeCloseTo(1.9, 6);
    expect(lengthOf(50, 54)).toBeCloseTo(1.9, 6);
    expect(lengthOf(54, 60)).toBeCloseTo(1.9, 6);
  });

  test('0 is no limit, and NaN stays NaN', () => {
    const free = networkOf(1, [3, 4, 9]);
    createNormLimit(free, 0)();
    expect([...free.parameters]).toEqual([3, 4, 9]);
    const broken = networkOf(1, [NaN, 4, 9]);
    createNormLimit(broken, 1)();
    expect([...broken.parameters]).toEqual([NaN, 4, 9]);
  });
});
