import { describe, expect, test } from 'vitest';
import { defaultHyperparameters, initialiserNames } from '../../src-shared/hyperparameters.ts';
import { initialise } from './initialisers.ts';
import { createNetwork, type Network } from './network.ts';
import { networkSpecOf } from './network-spec.ts';
import { lastLayerXavier, startValueCases } from './reference/start-values.ts';

type Changes = Partial<typeof defaultHyperparameters>;

function started(sizes: [number, number, number], changes: Changes): Network {
  const [inputs, hidden, classes] = sizes;
  const h = { ...defaultHyperparameters, hiddenLayers: [hidden], ...changes };
  const network = createNetwork(networkSpecOf(h, { height: 1, width: inputs }, classes), {
    batchSize: 1,
    precision: 'float64',
  });
  network.parameters.fill(NaN);
  initialise(network, h);
  return network;
}

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));

test.each(startValueCases)('$initialiser: reference numbers', ({ weights, ...changes }) => {
  const { parameters } = started([5, 4, 3], { startSpread: 0.12, seed: 7, ...changes });
  expect([...parameters.subarray(0, 20)]).toEqual(close(weights));
});

test('each layer has its own stream', () => {
  const { parameters } = started([5, 4, 3], { initialiser: 'xavier', seed: 7 });
  expect([...parameters.subarray(24, 36)]).toEqual(close(lastLayerXavier));
});

describe('spread, over 100 x 200 weights', () => {
  const spreads: Record<string, { deviation: number; limit: number }> = {
    xavier: { deviation: Math.sqrt(2 / 300), limit: Math.sqrt(6 / 300) },
    he: { deviation: Math.sqrt(2 / 100), limit: Infinity },
    fanIn: { deviation: 0.1, limit: Infinity },
    lecunUniform: { deviation: 0.1, limit: Math.sqrt(3) / 10 },
    normal: { deviation: 0.3, limit: Infinity },
    // The deviation of a normal distribution cut at +-2 is .8796 of the whole one's.
    truncatedNormal: { deviation: 0.3 * 0.8796, limit: 0.6 },
    uniform: { deviation: 0.3 / Math.sqrt(3), limit: 0.3 },
    zeros: { deviation: 0, limit: 0 },
    ones: { deviation: 1, limit: 1 },
  };
  test.each(initialiserNames)('%s', (initialiser) => {
    const network = started([100, 200, 10], { initialiser, startSpread: 0.3 });
    const weights = Array.from(network.parameters.subarray(0, 20_000));
    const deviation = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0) / weights.length);
    expect(deviation).toBeCloseTo(spreads[initialiser].deviation, 2);
    expect(weights.every((w) => Math.abs(w) <= spreads[initialiser].limit)).toBe(true);
    const biases = network.tensors.filter(({ role }) => role === 'biases');
    expect(biases).toHaveLength(2);
    for (const { offset, length } of biases)
      expect(network.parameters.subarray(offset, offset + length).every((b) => b === 0)).toBe(true);
  });
});

test('the same seed gives the same bits, another seed others', () => {
  const bits = (seed: number) => started([9, 7, 3], { initialiser: 'he', seed }).parameters;
  expect(bits(1)).toEqual(bits(1));
  expect(bits(1)).not.toEqual(bits(2));
});

test("LeNet's table: the limit of each weight follows from how many lead to its channel", () => {
  const h = {
    ...defaultHyperparameters,
    hiddenLayers: ['conv1x1x6', 'conv5x5x16/valid/lenet', 'meanpool2/trained'],
    initialiser: 'lecunUniform',
    startBias: 0.2,
  } as const;
  const network = createNetwork(networkSpecOf(h, { height: 8, width: 8 }, 3), { batchSize: 1 });
  initialise(network, h);
  const of = (tensor: string) => {
    const found = network.tensors.find(({ name }) => name === tensor);
    return Array.from(
      network.parameters.subarray(found?.offset, (found?.offset ?? 0) + (found?.length ?? 0)),
    );
  };
  const weights = of('layers.2.weights');
  const largest = (first: number, last: number) =>
    Math.max(...weights.filter((_, i) => i % 60 >= first && i % 60 < last).map(Math.abs));
  // Pairs 0 to 17 lead to channels of three inputs, the next 36 to such of four, the last to six.
  for (const [first, last, inputs] of [
    [0, 18, 3],
    [18, 54, 4],
    [54, 60, 6],
  ]) {
    const limit = Math.sqrt(3 / (25 * inputs));
    expect(largest(first, last)).toBeLessThanOrEqual(limit);
    expect(largest(first, last)).toBeGreaterThan(0.97 * limit);
  }
  expect(of('layers.4.gains')).toEqual(Array<number>(16).fill(1));
  expect(of('layers.4.biases')).toEqual(Array<number>(16).fill(Math.fround(0.2)));
});
