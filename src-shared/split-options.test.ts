import { expect, it } from 'vitest';
import { commonRatios, foldProblem, foldSize, fractionsOf } from './split-options.ts';

it('the common ratios give the shares that they say', () => {
  for (const ratio of commonRatios) {
    const { testFraction, validationFraction } = fractionsOf(ratio);
    expect(ratio.train + ratio.validation + ratio.test).toBe(100);
    const test = Math.round(testFraction * 5000);
    const validation = Math.round(validationFraction * (5000 - test));
    expect([5000 - test - validation, validation, test]).toEqual(
      [ratio.train, ratio.validation, ratio.test].map((percent) => percent * 50),
    );
  }
});

it('folds are as large as each other, to one image', () => {
  for (const [images, folds] of [
    [177, 5],
    [3, 5],
    [100, 4],
  ]) {
    const sizes = Array.from({ length: folds }, (_, i) => foldSize(images, folds, i + 1));
    expect(sizes.reduce((a, b) => a + b)).toBe(images);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});

it('one fold, and one beyond the last, are none', () => {
  expect(foldProblem({ folds: 0, fold: 7 })).toBeNull();
  expect(foldProblem({ folds: 5, fold: 5 })).toBeNull();
  expect(foldProblem({ folds: 1, fold: 1 })?.code).toBe('split.oneFold');
  expect(foldProblem({ folds: 5, fold: 6 })?.code).toBe('split.noSuchFold');
});
