import { describe, expect, it } from 'vitest';
import { problemWith } from './hyperparameter-values.ts';
import {
  applies,
  defaultHyperparameters,
  differingHyperparameters,
  hyperparameterNames,
  type HyperparameterName,
  hyperparameterTable,
  plannedEpochs,
  watchesValidation,
} from './hyperparameters.ts';
import { presetHyperparameters, presetNames } from './presets.ts';

describe('the table', () => {
  it('has defaults and presets without a problem', () => {
    for (const values of [defaultHyperparameters, ...presetNames.map(presetHyperparameters)])
      for (const name of hyperparameterNames) expect(problemWith(name, values[name])).toBeNull();
  });

  it('ties parameters only to values that exist', () => {
    for (const { appliesWhen } of Object.values(hyperparameterTable)) {
      if (!appliesWhen) continue;
      const other = appliesWhen.parameter as HyperparameterName;
      expect(hyperparameterNames).toContain(other);
      const values = 'is' in appliesWhen ? appliesWhen.is : appliesWhen.isNot;
      for (const value of values) expect(problemWith(other, value)).toBeNull();
    }
  });

  it('ties each parameter of a network to the method, directly or through another', () => {
    const neighbours = presetHyperparameters('nearest-neighbours');
    expect(hyperparameterNames.filter((name) => applies(name, neighbours))).toEqual([
      'method',
      'neighbours',
      'seed',
      'inputRange',
      'imageLimit',
      'splitSource',
      'validationFraction',
      'testFraction',
      'folds',
    ]);
    expect(applies('neighbours', defaultHyperparameters)).toBe(false);
    expect(plannedEpochs(neighbours)).toBe(1);
    expect(plannedEpochs({ ...defaultHyperparameters, epochs: 7 })).toBe(7);
    const watching = { ...neighbours, schedule: 'plateau', earlyStopping: 3 } as const;
    expect(watchesValidation(watching)).toBeNull();
    expect(watchesValidation({ ...watching, method: 'network' })).toBe('schedule');
  });
});

describe('a difference', () => {
  it('is what differs, in the order of the table', () => {
    const other = { ...defaultHyperparameters, seed: 2, hiddenLayers: [300] };
    expect(differingHyperparameters([defaultHyperparameters, other])).toEqual([
      'hiddenLayers',
      'seed',
    ]);
    expect(differingHyperparameters([other, { ...other }])).toEqual([]);
    expect(differingHyperparameters([])).toEqual([]);
  });

  it('leaves out what has no effect on either side', () => {
    const adam = { ...defaultHyperparameters, momentum: 0.5 };
    expect(applies('momentum', adam)).toBe(false);
    expect(differingHyperparameters([adam, { ...adam, momentum: 0.9 }])).toEqual([]);
    const momentum = { ...adam, optimiser: 'momentum' as const };
    expect(differingHyperparameters([adam, momentum])).toEqual(['optimiser', 'momentum']);
  });
});
