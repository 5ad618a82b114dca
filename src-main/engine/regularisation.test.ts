import { expect, test } from 'vitest';
import { createNetwork } from './network.ts';
import { addL2Gradient, l2Penalty } from './regularisation.ts';

test('weights pay, biases do not', () => {
  const network = createNetwork(
    { inputSize: 2, layers: [{ kind: 'dense', units: 1, bias: true }] },
    { batchSize: 1, precision: 'float64' },
  );
  network.parameters.set([3, -4, 100]);
  expect(l2Penalty(network, 0.1)).toBeCloseTo(0.05 * 25, 14);
  network.gradients.fill(1);
  addL2Gradient(network, 0.5);
  expect([...network.gradients]).toEqual([2.5, -1, 1]);
});

test('without L2 a NaN weight costs nothing, with it it shows', () => {
  const network = createNetwork(
    { inputSize: 1, layers: [{ kind: 'dense', units: 1, bias: false }] },
    { batchSize: 1 },
  );
  network.parameters[0] = NaN;
  expect(l2Penalty(network, 0)).toBe(0);
  expect(l2Penalty(network, 0.1)).toBeNaN();
});
