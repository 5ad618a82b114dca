import { describe, expect, test } from 'vitest';
import { lossNames } from '../../src-shared/hyperparameters.ts';
import { losses } from './losses.ts';

describe('values', () => {
  test('squared error: half the sum over classes, averaged over the batch', () => {
    const outputs = Float64Array.of(1, 2, 0, 0);
    const targets = Float64Array.of(0, 0, 0, 1);
    expect(losses.squaredError.forward(outputs, targets, 2, 2)).toBe((0.5 * 5 + 0.5 * 1) / 2);
  });

  test('mean squared error: 2 / classes times that, as Keras has it', () => {
    const outputs = Float64Array.of(1, 2, 0, 0);
    const targets = Float64Array.of(0, 0, 0, 1);
    expect(losses.meanSquaredError.forward(outputs, targets, 2, 2)).toBe((1 + 4 + 0 + 1) / 4);
  });

  test('hinge: what each output is short of its margin of 1, and that squared', () => {
    const outputs = Float64Array.of(0.5, 3, -2, -0.5);
    const targets = Float64Array.of(1, 1, -1, 1);
    expect(losses.hinge.forward(outputs, targets, 2, 2)).toBe((0.5 + 0 + 0 + 1.5) / 2);
    expect(losses.squaredHinge.forward(outputs, targets, 2, 2)).toBe((0.25 + 2.25) / 2);
  });

  test('an undecided network loses log 2 per class, and log classes by softmax', () => {
    const outputs = new Float64Array(10);
    const targets = new Float64Array(10);
    targets[3] = 1;
    expect(losses.sigmoidCrossEntropy.forward(outputs, targets, 1, 10)).toBeCloseTo(
      10 * Math.LN2,
      14,
    );
    expect(losses.softmaxCrossEntropy.forward(outputs, targets, 1, 10)).toBeCloseTo(
      Math.log(10),
      14,
    );
  });
});

describe('huge logits', () => {
  test.each(['sigmoidCrossEntropy', 'softmaxCrossEntropy'] as const)('%s', (name) => {
    const loss = losses[name];
    const targets = Float32Array.of(1, 0);
    const dOutputs = new Float32Array(2).fill(NaN);
    const right = Float32Array.of(1e30, -1e30);
    expect(loss.forward(right, targets, 1, 2)).toBe(0);
    loss.backward(dOutputs, right, targets, 1, 2);
    expect([...dOutputs]).toEqual([0, 0]);

    const wrong = Float32Array.of(-1e30, 1e30);
    expect(loss.forward(wrong, targets, 1, 2)).toBeCloseTo(2e30, -24);
    loss.backward(dOutputs, wrong, targets, 1, 2);
    expect([...dOutputs]).toEqual([-1, 1]);
  });
});

describe.each(lossNames)('%s', (name) => {
  const loss = losses[name];

  test('a NaN or infinite output never gives a finite loss', () => {
    for (const bad of [NaN, Infinity])
      for (const place of [0, 1, 2]) {
        const outputs = Float32Array.of(0.1, 0.2, 0.3);
        outputs[place] = bad;
        const value = loss.forward(outputs, Float32Array.of(0, 0.5, 0.5), 1, 3);
        expect(Number.isFinite(value)).toBe(false);
      }
  });

  test('uses the first rows only, and each sample weighs the same', () => {
    const outputs = Float64Array.of(0.3, -0.2, 0.3, -0.2, NaN, NaN);
    const targets = Float64Array.of(1, 0, 1, 0, NaN, NaN);
    expect(loss.forward(outputs, targets, 2, 2)).toBeCloseTo(
      loss.forward(outputs, targets, 1, 2),
      14,
    );
    const one = new Float64Array(2);
    const two = new Float64Array(4);
    loss.backward(one, outputs, targets, 1, 2);
    loss.backward(two, outputs, targets, 2, 2);
    expect(two[0]).toBeCloseTo(one[0] / 2, 14);
    expect(two[3]).toBeCloseTo(one[1] / 2, 14);
  });
});

describe('predictions', () => {
  const outputs = Float64Array.of(0, Math.log(3), 7);
  const shown = (name: keyof typeof losses): number[] => {
    const out = new Float64Array(3).fill(NaN);
    losses[name].predictions(out, outputs, 1, 2);
    return [...out];
  };

  test('probabilities by the loss, outputs as they are, and only the first rows', () => {
    expect(shown('softmaxCrossEntropy')).toEqual([expect.closeTo(0.25), expect.closeTo(0.75), NaN]);
    expect(shown('sigmoidCrossEntropy')).toEqual([0.5, expect.closeTo(0.75), NaN]);
    for (const name of ['squaredError', 'hinge', 'squaredHinge'] as const)
      expect(shown(name)).toEqual([0, Math.log(3), NaN]);
  });
});
