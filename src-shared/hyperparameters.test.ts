import { describe, expect, it } from 'vitest';
import {
  applies,
  defaultHyperparameters,
  differingHyperparameters,
  formatHyperparameter,
  hyperparameterNames,
  type HyperparameterName,
  hyperparameterTable,
  parseHyperparameter,
  plannedEpochs,
  problemWith,
  readHyperparameters,
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
    ]);
    expect(applies('neighbours', defaultHyperparameters)).toBe(false);
    expect(plannedEpochs(neighbours)).toBe(1);
    expect(plannedEpochs({ ...defaultHyperparameters, epochs: 7 })).toBe(7);
    const watching = { ...neighbours, schedule: 'plateau', earlyStopping: 3 } as const;
    expect(watchesValidation(watching)).toBeNull();
    expect(watchesValidation({ ...watching, method: 'network' })).toBe('schedule');
  });

  it('reads back from text what it writes', () => {
    for (const name of hyperparameterNames)
      for (const values of [defaultHyperparameters, ...presetNames.map(presetHyperparameters)])
        expect(parseHyperparameter(name, formatHyperparameter(values[name]))).toEqual(values[name]);
  });
});

describe('a value', () => {
  it.each([
    ['learningRate', -1, 'hyperparameter.outOfOpenRange'],
    ['learningRate', 0, 'hyperparameter.outOfOpenRange'],
    ['learningRate', NaN, 'hyperparameter.notANumber'],
    ['learningRate', Infinity, 'hyperparameter.notANumber'],
    ['learningRate', '0.1', 'hyperparameter.notANumber'],
    ['learningRate', null, 'hyperparameter.notANumber'],
    ['learningRate', 101, 'hyperparameter.outOfOpenRange'],
    ['l2', -0.1, 'hyperparameter.outOfRange'],
    ['epochs', 2.5, 'hyperparameter.notAnInteger'],
    ['seed', -1, 'hyperparameter.outOfRange'],
    ['bias', 'true', 'hyperparameter.notAFlag'],
    ['optimiser', 'magic', 'hyperparameter.notAChoice'],
    ['optimiser', 'toString', 'hyperparameter.notAChoice'],
    ['hiddenLayers', 128, 'hyperparameter.notLayers'],
    ['hiddenLayers', [0], 'hyperparameter.badLayer'],
    ['hiddenLayers', [NaN], 'hyperparameter.badLayer'],
    ['hiddenLayers', Array(25).fill(4), 'hyperparameter.tooManyLayers'],
  ] as const)('%s = %j is refused', (name, value, code) => {
    expect(problemWith(name, value)).toMatchObject({ code, values: { name } });
  });

  it.each([
    ['learningRate', ' 1e-3 ', 0.001],
    ['learningRate', '', ''],
    ['learningRate', '0x10', '0x10'],
    ['learningRate', '1.2.3', NaN],
    ['hiddenLayers', '300, 100', [300, 100]],
    ['hiddenLayers', '300-100', [300, 100]],
    ['hiddenLayers', '300, ', [300]],
    ['hiddenLayers', '300，100', [300, 100]],
    ['hiddenLayers', '', []],
    ['hiddenLayers', 'none', []],
    ['bias', 'false', false],
    ['bias', 'no', 'no'],
  ] as const)('%s typed as "%s" is read as %j', (name, text, value) => {
    expect(parseHyperparameter(name, text)).toEqual(value);
  });

  it('of a wrong or unknown name is a problem of its own, and takes the base value', () => {
    const { values, problems } = readHyperparameters({ epochs: 3, learningRate: -1, colour: 1 });
    expect(values).toEqual({ ...defaultHyperparameters, epochs: 3 });
    expect(problems.map(({ code }) => code)).toEqual([
      'hyperparameter.unknown',
      'hyperparameter.outOfOpenRange',
    ]);
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
