/** The hyper-parameters that say how images are divided into training, validation and test. */
import type { Hyperparameters } from './hyperparameters.ts';

export const splitOptionNames = [
  'testFraction',
  'validationFraction',
  'splitSource',
  'imageLimit',
  'folds',
  'fold',
  'seed',
] as const;

export type SplitOptions = Pick<Hyperparameters, (typeof splitOptionNames)[number]>;

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
  return { testFraction: test / 100, validationFraction: validation / (100 - test) };
}
