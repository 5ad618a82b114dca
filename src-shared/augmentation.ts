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

export const augmentationSettingNames = ['seed', ...augmentationNames] as const;

/** All that the changed images hang on, besides the images. */
export type AugmentationSettings = Pick<Hyperparameters, (typeof augmentationSettingNames)[number]>;

export const augmentationSettings = (h: AugmentationSettings): AugmentationSettings =>
  Object.fromEntries(
    augmentationSettingNames.map((name) => [name, h[name]]),
  ) as AugmentationSettings;

/** How many of each training image an epoch shows: itself, and turned to the left and to the right. */
export const copiesOf = (h: Pick<Hyperparameters, 'extraRotation'>): number =>
  h.extraRotation > 0 ? 3 : 1;

/** Whether training images are changed at all. */
export const augments = (h: AugmentationSettings): boolean =>
  augmentationNames.some((name) => name !== 'elasticSmoothness' && h[name] > 0);
