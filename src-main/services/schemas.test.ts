import { expect, it } from 'vitest';
import { augmentationSettings } from '../../src-shared/augmentation.ts';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { schemas } from './schemas.ts';

it('lets augmentation through only when every setting is there and within its range', () => {
  const settings = augmentationSettings(defaultHyperparameters);
  const passes = (changed: object, round = 0): boolean =>
    schemas['datasets/augmented'].safeParse({ datasetId: 'x', settings: changed, round }).success;
  expect(passes(settings)).toBe(true);
  expect(passes({ ...settings, rotation: 180, noise: 1 })).toBe(true);
  for (const wrong of [{ rotation: 181 }, { shift: NaN }, { seed: 0.5 }, { noise: '0' }, { x: 0 }])
    expect(passes({ ...settings, ...wrong })).toBe(false);
  const { shear: _left, ...incomplete } = settings;
  expect(passes(incomplete)).toBe(false);
  expect(passes(settings, -1)).toBe(false);
});
