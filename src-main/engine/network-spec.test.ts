import { expect, test } from 'vitest';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { networkSpecOf } from './network-spec.ts';

const of = (changes: Partial<typeof defaultHyperparameters>) =>
  networkSpecOf({ ...defaultHyperparameters, ...changes }, { height: 4, width: 4 }, 3).layers;

test('a dense layer and its activation for each hidden layer, and the last dense layer', () => {
  expect(of({ hiddenLayers: [5, 4], activation: 'tanh' })).toEqual([
    { kind: 'dense', units: 5, bias: true },
    { kind: 'activation', activation: 'tanh' },
    { kind: 'dense', units: 4, bias: true },
    { kind: 'activation', activation: 'tanh' },
    { kind: 'dense', units: 3, bias: true },
  ]);
  expect(of({ hiddenLayers: [], bias: false })).toEqual([{ kind: 'dense', units: 3, bias: false }]);
});

test('an activation on the output for the squared error alone, unless it is linear', () => {
  const last = (changes: Partial<typeof defaultHyperparameters>) =>
    of({ hiddenLayers: [], outputActivation: 'softmax', ...changes }).at(-1);
  expect(last({ loss: 'squaredError' })).toEqual({ kind: 'activation', activation: 'softmax' });
  expect(last({ loss: 'squaredError', outputActivation: 'linear' })?.kind).toBe('dense');
  expect(last({ loss: 'sigmoidCrossEntropy' })?.kind).toBe('dense');
  expect(last({ loss: 'softmaxCrossEntropy' })?.kind).toBe('dense');
});

test('a ReLU on the outputs for the softmax cross-entropy, if asked for', () => {
  const last = (changes: Partial<typeof defaultHyperparameters>) =>
    of({ loss: 'softmaxCrossEntropy', ...changes }).at(-1);
  expect(last({})?.kind).toBe('dense');
  expect(last({ outputRelu: 'exact' })).toEqual({ kind: 'activation', activation: 'relu' });
  expect(last({ outputRelu: 'straightThrough' })).toEqual({
    kind: 'activation',
    activation: 'straightThroughRelu',
  });
  expect(last({ outputRelu: 'exact', loss: 'sigmoidCrossEntropy' })?.kind).toBe('dense');
});

test('layers for images, which then keep their shape', () => {
  const spec = networkSpecOf(
    { ...defaultHyperparameters, hiddenLayers: ['pad2', 'dropout0.5', 5] },
    { height: 4, width: 3 },
    3,
  );
  expect(spec.inputShape).toEqual({ height: 4, width: 3, channels: 1 });
  expect(spec.layers.slice(0, 2)).toEqual([
    { kind: 'padding', size: 2 },
    { kind: 'dropout', rate: 0.5 },
  ]);
});

test("the book's rule where it differs from the gradient: behind an activation on the output", () => {
  const rule = (changes: Partial<typeof defaultHyperparameters>) =>
    networkSpecOf(
      { ...defaultHyperparameters, hiddenErrors: 'book', ...changes },
      { height: 4, width: 4 },
      3,
    ).hiddenErrors;
  const sigmoid = { loss: 'squaredError', outputActivation: 'sigmoid' } as const;
  expect(rule(sigmoid)).toBe('book');
  expect(rule({ ...sigmoid, hiddenErrors: 'gradient' })).toBeUndefined();
  expect(rule({ ...sigmoid, outputActivation: 'linear' })).toBeUndefined();
  expect(rule({ ...sigmoid, hiddenLayers: [] })).toBeUndefined();
  expect(rule({ loss: 'softmaxCrossEntropy' })).toBeUndefined();
});
