import { describe, expect, test } from 'vitest';
import { activations, type AnyActivationName } from './activations.ts';

const names = Object.keys(activations) as AnyActivationName[];

function outputsOf(name: AnyActivationName, inputs: number[]): number[] {
  const output = new Float64Array(inputs.length);
  activations[name].forward(output, Float64Array.from(inputs), 1, inputs.length);
  return [...output];
}

test('values', () => {
  const inputs = [-2, 0, 3];
  expect(outputsOf('relu', inputs)).toEqual([0, 0, 3]);
  expect(outputsOf('leakyRelu', inputs)).toEqual([-0.02, 0, 3]);
  expect(outputsOf('linear', inputs)).toEqual(inputs);
  expect(outputsOf('tanh', [0.5])[0]).toBeCloseTo(0.46211715726000973, 15);
  expect(outputsOf('sigmoid', [0, Math.log(3)])).toEqual([0.5, expect.closeTo(0.75, 15)]);
  expect(outputsOf('softmax', [0, Math.log(3)])).toEqual([
    expect.closeTo(0.25, 15),
    expect.closeTo(0.75, 15),
  ]);
});

test('values of the newer ones', () => {
  // LeCun's scaled tanh leaves +-1 where they are, to the digits of its constants.
  expect(outputsOf('scaledTanh', [-1, 0, 1])).toEqual([
    expect.closeTo(-1, 4),
    0,
    expect.closeTo(1, 4),
  ]);
  expect(outputsOf('elu', [-1, 0, 3])).toEqual([expect.closeTo(1 / Math.E - 1, 15), 0, 3]);
  expect(outputsOf('gelu', [-1, 0, 3])).toEqual([
    expect.closeTo(-0.15865525393145705, 15),
    0,
    expect.closeTo(2.99595030590511, 14),
  ]);
});

describe('huge inputs', () => {
  test.each([1e3, 1e30, 1.7e308])('+-%d', (huge) => {
    expect(outputsOf('sigmoid', [-huge, huge])).toEqual([0, 1]);
    expect(outputsOf('tanh', [-huge, huge])).toEqual([-1, 1]);
    expect(outputsOf('softmax', [-huge, 0, huge])).toEqual([0, 0, 1]);
    expect(outputsOf('softmax', [huge, huge])).toEqual([0.5, 0.5]);
    expect(outputsOf('softmax', [-huge, -huge])).toEqual([0.5, 0.5]);
  });

  test.each(names)('%s: gradients stay finite', (name) => {
    for (const input of [Float64Array.of(-1e30, 1e30), Float64Array.of(1e30, -1e30)]) {
      const output = new Float64Array(2);
      const dInput = new Float64Array(2).fill(NaN);
      activations[name].forward(output, input, 1, 2);
      activations[name].backward(dInput, Float64Array.of(1, 2), input, output, 1, 2);
      expect(dInput.every(Number.isFinite)).toBe(true);
    }
  });
});

test.each(names)('%s: NaN stays NaN, wherever it comes', (name) => {
  for (const place of [0, 1, 2]) {
    const inputs = [1, 2, 3];
    inputs[place] = NaN;
    expect(outputsOf(name, inputs)[place]).toBeNaN();
  }
});

test('the straight-through ReLU is a ReLU that passes the errors back as they are', () => {
  expect(outputsOf('straightThroughRelu', [-2, 0, 3])).toEqual([0, 0, 3]);
  const dInput = new Float64Array(3);
  activations.straightThroughRelu.backward(
    dInput,
    Float64Array.of(1, 2, 3),
    Float64Array.of(-2, 0, 3),
    Float64Array.of(0, 0, 3),
    1,
    3,
  );
  expect([...dInput]).toEqual([1, 2, 3]);
});

test('softmax takes each row by itself', () => {
  const output = new Float32Array(6);
  activations.softmax.forward(output, Float32Array.of(0, 0, 0, 100, 0, 0), 2, 3);
  expect([...output.subarray(0, 3)]).toEqual(Array(3).fill(Math.fround(1 / 3)));
  expect(output[3]).toBe(1);
});
