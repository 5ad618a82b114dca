import { expect, test } from 'vitest';
import { createNetwork, type Network } from '../network.ts';
import { createRandom } from '../random.ts';
import type { Vector } from '../vector.ts';

const size = 2000;
const batch = 4;
const ones = new Float64Array(batch * size).fill(1);

const layerWith = (rate: number): Network =>
  createNetwork(
    { inputSize: size, layers: [{ kind: 'dropout', rate }] },
    { batchSize: batch, precision: 'float64', inputGradient: true },
  );
const dropped = (values: Vector): number => values.filter((value) => value === 0).length;
const stream = (purpose: number) => createRandom(1, 'dropout.test', purpose);

test.each([0.1, 0.25, 0.5, 0.9])(
  'at %d: so many are left out, the others make up for it',
  (rate) => {
    const outputs = layerWith(rate).forward(ones, batch, stream(0)).slice();
    const values = new Set(outputs);
    expect(values).toEqual(new Set([0, 1 / (1 - rate)]));
    // Five standard deviations of a share of 8,000 draws.
    const deviation = Math.sqrt((rate * (1 - rate)) / outputs.length);
    expect(Math.abs(dropped(outputs) / outputs.length - rate)).toBeLessThan(5 * deviation);
    // Each sample has draws of its own.
    expect(outputs.slice(0, size)).not.toEqual(outputs.slice(size, 2 * size));
  },
);

test('the same stream leaves out the same numbers, another one others', () => {
  const network = layerWith(0.5);
  const outputs = (purpose: number) => network.forward(ones, batch, stream(purpose)).slice();
  const first = outputs(0);
  expect(outputs(1)).not.toEqual(first);
  expect(outputs(0)).toEqual(first);
});

test('the gradient goes through what was kept, and not through the rest', () => {
  const network = layerWith(0.25);
  const outputs = network.forward(ones, batch, stream(0)).slice();
  network.backward(ones, batch);
  expect(network.inputGradient).toEqual(outputs);
});

test('nothing is left out when it is asked, before training and after', () => {
  const network = layerWith(0.5);
  expect(network.forward(ones, batch).slice()).toEqual(ones);
  expect(dropped(network.forward(ones, batch, stream(0)))).toBeGreaterThan(0);
  expect(network.forward(ones, batch).slice()).toEqual(ones);
  network.backward(ones, batch);
  expect(network.inputGradient).toEqual(ones);
});
