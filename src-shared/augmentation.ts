/** The hyper-parameters that change training images on the fly. */
import type { Hyperparameters } from './hyperparameters.ts';

/** The table's group of this name. */
export const augmentationNames = [
  'extraRotation',
  'rotation',
  'shift',
  'scaling',
  'shear',
  'elasticStrength',
  'elasticSmoothness',
  'noise',
] as const satisfies readonly (keyof Hyperparameters)[];

/** All that the changed images hang on, besides the images. */
export type AugmentationSettings = Pick<
  Hyperparameters,
  (typeof augmentationNames)[number] | 'seed'
>;

/** Whether training images are changed at all. */
export const augments = (h: AugmentationSettings): boolean =>
  augmentationNames.some((name) => name !== 'elasticSmoothness' && h[name] > 0);
