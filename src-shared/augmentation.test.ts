import { expect, test } from 'vitest';
import { augmentationNames, augments } from './augmentation.ts';
import { defaultHyperparameters, hyperparameterNames, parameterOf } from './hyperparameters.ts';

test('the names are those of the group in the table', () => {
  const inGroup = hyperparameterNames.filter((name) => parameterOf(name).group === 'augmentation');
  expect(augmentationNames).toEqual(inGroup);
});

test('each of them changes images, but the smoothness of what is not bent does not', () => {
  expect(augments(defaultHyperparameters)).toBe(false);
  for (const name of augmentationNames)
    expect(augments({ ...defaultHyperparameters, [name]: 0.4 })).toBe(name !== 'elasticSmoothness');
});
