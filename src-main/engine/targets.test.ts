import { expect, test } from 'vitest';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { targetValues } from './targets.ts';

const of = (changes: Partial<typeof defaultHyperparameters>, classes = 10) =>
  targetValues({ ...defaultHyperparameters, ...changes }, classes);

test('the chosen pair, but 0 and 1 for softmax cross-entropy', () => {
  expect(of({ loss: 'squaredError', targets: '0.01/0.99' })).toEqual([0.01, 0.99]);
  expect(of({ loss: 'meanSquaredError', targets: '0.01/0.99' })).toEqual([0.01, 0.99]);
  expect(of({ loss: 'softmaxCrossEntropy', targets: '0.01/0.99' })).toEqual([0, 1]);
});

test('-1 and 1 for the hinge losses', () => {
  expect(of({ loss: 'hinge', targets: '0.01/0.99' })).toEqual([-1, 1]);
  expect(of({ loss: 'squaredHinge' })).toEqual([-1, 1]);
});

test('smoothed targets sum to 1, and concern softmax cross-entropy alone', () => {
  const [wrong, right] = of({ loss: 'softmaxCrossEntropy', labelSmoothing: 0.1 });
  expect(wrong).toBeCloseTo(0.01, 15);
  expect(right).toBeCloseTo(0.91, 15);
  expect(9 * wrong + right).toBeCloseTo(1, 15);
  expect(of({ loss: 'squaredError', labelSmoothing: 0.1 })).toEqual([0, 1]);
});
