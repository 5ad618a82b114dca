/** The book's query against numbers from a few lines of numpy. */
import { describe, expect, test } from 'vitest';
import type { LossName } from '../../../src-shared/hyperparameters.ts';
import { activations, type AnyActivationName } from '../../engine/activations.ts';
import type { LayerSpec } from '../../engine/layers/index.ts';
import { createNetwork, type Network } from '../../engine/network.ts';
import { bookQuery } from './book.ts';

const weight = (i: number, j: number): number => (((i * 7 + j * 3) % 11) - 5) / 6;
const [inputs, hidden, outputs] = [6, 4, 3];

/** 6-4-3; `biases`: of the hidden and of the output units. */
function networkOf(
  activation: AnyActivationName,
  end: AnyActivationName | null,
  biases: readonly [readonly number[], readonly number[]] | null = null,
): Network {
  const bias = biases !== null;
  const layers: LayerSpec[] = [
    { kind: 'dense', units: hidden, bias },
    { kind: 'activation', activation },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'dense', units: outputs, bias },
  ];
  if (end) layers.push({ kind: 'activation', activation: end });
  const network = createNetwork({ inputSize: inputs, layers }, { batchSize: 1 });
  const own = (index: number) =>
    Array.from({ length: index === 0 ? inputs * hidden : hidden * outputs }, (_, n) =>
      index === 0
        ? weight(Math.floor(n / hidden), n % hidden)
        : weight(Math.floor(n / outputs) + 2, (n % outputs) + 5),
    );
  network.parameters.set([0, 1].flatMap((index) => [...own(index), ...(biases?.[index] ?? [])]));
  return network;
}

/*
 * wih = array([[w(i, j) for i in range(6)] for j in range(4)]); who = array([[w(j + 2, k + 5) ...
 * t = full((3, 1), .01); t[1] = .99
 * x = who.T @ logit(t); x -= x.min(); x /= x.max(); x *= .98; x += .01
 * s = wih.T @ logit(x); and s scaled in the same way
 */
test('of sigmoids is the book to the digit', () => {
  const { signal, inputs: picture } = bookQuery(
    networkOf('sigmoid', 'sigmoid'),
    'squaredError',
    [0, 1, 0],
  );
  expect([...signal]).toEqual(
    [0.251585, 3.024353, -6.984472, 4.452579, 2.628243, -7.380582].map((x) => expect.closeTo(x, 5)),
  );
  expect([...picture]).toEqual(
    [0.642082, 0.871717, 0.042805, 0.99, 0.838912, 0.01].map((x) => expect.closeTo(x, 5)),
  );
});

// z = log(t) - mean; s = wih.T @ arctanh(scaled(who.T @ z, -.98, .98))
test('of tanh goes back through atanh, of softmax through the logarithm', () => {
  const { signal } = bookQuery(networkOf('tanh', null), 'softmaxCrossEntropy', [0, 1, 0]);
  expect([...signal]).toEqual(
    [-0.765853, 1.914633, -3.829267, 3.063413, 1.531707, -4.212193].map((x) =>
      expect.closeTo(x, 5),
    ),
  );
});

// s = wih.T @ (maximum(0, who.T @ (t - b2)) - b1)
test('of ReLUs passes what is above 0, and takes biases off first', () => {
  const biases = [
    [0.1, -0.2, 0.3, 0],
    [0.05, -0.1, 0.2],
  ] as const;
  const { signal } = bookQuery(networkOf('relu', null, biases), 'squaredError', [0, 1, 0]);
  expect([...signal]).toEqual(
    [-0.316667, 0.670278, -1.016389, 1.030833, 0.386111, -1.300556].map((x) =>
      expect.closeTo(x, 5),
    ),
  );
});

describe('every activation', () => {
  const names = Object.keys(activations) as AnyActivationName[];
  const losses: LossName[] = [
    'squaredError',
    'sigmoidCrossEntropy',
    'softmaxCrossEntropy',
    'hinge',
  ];
  test.each(names)('%s gives finite numbers, other ones for another label', (name) => {
    for (const loss of losses) {
      const network = networkOf(name, null);
      const [one, other] = [0, 1].map((label) =>
        bookQuery(
          network,
          loss,
          [0, 0, 0].map((_, k) => (k === label ? 1 : 0)),
        ),
      );
      expect([...one.signal, ...one.inputs].every(Number.isFinite)).toBe(true);
      expect(one.signal).not.toEqual(other.signal);
      expect(Math.min(...one.inputs)).toBeCloseTo(0.01, 6);
      expect(Math.max(...one.inputs)).toBeCloseTo(0.99, 6);
    }
  });
});

test('a convolution has no transposed weights that the book knows of', () => {
  const network = createNetwork(
    {
      inputSize: 16,
      inputShape: { height: 4, width: 4, channels: 1 },
      layers: [
        { kind: 'maxPooling', size: 2 },
        { kind: 'dense', units: 2, bias: false },
      ],
    },
    { batchSize: 1 },
  );
  expect(() => bookQuery(network, 'squaredError', [1, 0])).toThrow('query.bookNeedsDense');
});
