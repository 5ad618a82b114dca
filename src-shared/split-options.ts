/** The hyper-parameters that say how images are divided into training, validation and test. */
import type { ErrorInfo } from './errors.ts';
import type { Hyperparameters } from './hyperparameters.ts';

export type SplitOptions = Pick<
  Hyperparameters,
  'testFraction' | 'validationFraction' | 'splitSource' | 'imageLimit' | 'folds' | 'fold' | 'seed'
>;

/** Ratios of training, validation and test images that people use, in percent. */
export const commonRatios = [
  { train: 70, validation: 0, test: 30 },
  { train: 80, validation: 0, test: 20 },
  { train: 70, validation: 15, test: 15 },
  { train: 80, validation: 10, test: 10 },
] as const;
export type SplitRatio = (typeof commonRatios)[number];

/**
 * The two fractions that give a ratio: the test images are a part of all, the validation images of what is then left.
 */
export function fractionsOf({
  validation,
  test,
}: SplitRatio): Pick<SplitOptions, 'testFraction' | 'validationFraction'> {
  // Four digits are enough for any number of images that a class has, and can be read.
  const rounded = (fraction: number): number => Math.round(fraction * 10_000) / 10_000;
  return { testFraction: test / 100, validationFraction: rounded(validation / (100 - test)) };
}

/** How many of `images` the fold `fold` (from 1) of `folds` has: they are dealt out in turn. */
export const foldSize = (images: number, folds: number, fold: number): number =>
  Math.max(0, Math.ceil((images - fold + 1) / folds));

/** Why there is no such fold; null when there is, or when there are none. */
export function foldProblem({
  folds,
  fold,
}: Pick<SplitOptions, 'folds' | 'fold'>): ErrorInfo | null {
  if (folds === 1) return { code: 'split.oneFold', values: {} };
  if (folds > 0 && fold > folds) return { code: 'split.noSuchFold', values: { fold, folds } };
  return null;
}
