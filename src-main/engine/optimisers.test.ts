import { describe, expect, test } from 'vitest';
import { optimiserNames, type OptimiserName } from '../../src-shared/hyperparameters.ts';
import { createNetwork, type Network } from './network.ts';
import { createOptimiser, type Optimiser } from './optimisers.ts';
import { createRandom } from './random.ts';
import type { Precision } from './vector.ts';

const settings = { momentum: 0.9, weightDecay: 0.01 };

function networkOf(count: number, precision: Precision = 'float32'): Network {
  const layers = [{ kind: 'dense', units: count, bias: false } as const];
  return createNetwork({ inputSize: 1, layers }, { batchSize: 1, precision });
}

/** `from` to `to`: a random gradient and a step each, the same ones whoever asks. */
function run(network: Network, optimiser: Optimiser, from: number, to: number): void {
  for (let step = from; step < to; step++) {
    const random = createRandom(1, 'gradient', step);
    network.gradients.forEach((_, i) => (network.gradients[i] = random.normal()));
    optimiser.step(0.01);
  }
}

describe.each(optimiserNames)('%s', (name) => {
  test('goes on bit for bit from its saved state', () => {
    const whole = networkOf(9);
    run(whole, createOptimiser(name, settings, whole), 0, 20);

    const first = networkOf(9);
    const before = createOptimiser(name, settings, first);
    run(first, before, 0, 13);
    const second = networkOf(9);
    second.parameters.set(first.parameters);
    const after = createOptimiser(name, settings, second);
    after.steps = before.steps;
    expect(after.state.map((moment) => moment.name)).toEqual(before.state.map((m) => m.name));
    after.state.forEach(({ values }, i) => values.set(before.state[i].values));
    run(second, after, 13, 20);
    expect(second.parameters).toEqual(whole.parameters);
    expect(after.steps).toBe(20);
  });

  test('clears the gradients', () => {
    const network = networkOf(9);
    run(network, createOptimiser(name, settings, network), 0, 1);
    expect(network.gradients.every((g) => g === 0)).toBe(true);
    expect(network.parameters.every((p) => p !== 0)).toBe(true);
  });

  test('a NaN gradient shows in the parameter', () => {
    const network = networkOf(2);
    network.gradients.set([NaN, 1]);
    createOptimiser(name, settings, network).step(0.1);
    expect(network.parameters[0]).toBeNaN();
    expect(network.parameters[1]).toBeLessThan(0);
  });

  test('what it remembers never lingers among the denormals', () => {
    const network = networkOf(1);
    const optimiser = createOptimiser(name, settings, network);
    // Its square's thousandth, Adam's first variance, is just above the denormals.
    network.gradients[0] = 5e-18;
    const smallestNormal = 2 ** -126;
    for (let step = 0; step < 2000; step++) {
      optimiser.step(0.001);
      for (const { values } of optimiser.state)
        expect(values[0] === 0 || Math.abs(values[0]) >= smallestNormal).toBe(true);
    }
    const first = optimiser.state.at(0);
    if (first) expect(first.values[0]).toBe(0);
  });
});

test("Adam's first step is the learning rate long, whatever the gradient", () => {
  const network = networkOf(3, 'float64');
  network.gradients.set([1e-3, -5, 1e4]);
  createOptimiser('adam', settings, network).step(0.01);
  // Short by epsilon / |gradient| of it.
  expect([...network.parameters]).toEqual([-0.01, 0.01, -0.01].map((p) => expect.closeTo(p, 6)));
});

test('momentum ends at 1 / (1 - momentum) times the plain step', () => {
  const lastMove = (name: OptimiserName): number => {
    const network = networkOf(1, 'float64');
    const optimiser = createOptimiser(name, settings, network);
    let before = 0;
    for (let step = 0; step < 300; step++) {
      before = network.parameters[0];
      network.gradients[0] = 1;
      optimiser.step(0.1);
    }
    return network.parameters[0] - before;
  };
  expect(lastMove('momentum') / lastMove('sgd')).toBeCloseTo(10, 9);
});
