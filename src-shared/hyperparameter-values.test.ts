import { describe, expect, it } from 'vitest';
import {
  formatHyperparameter,
  parseHyperparameter,
  problemWith,
  readHyperparameters,
} from './hyperparameter-values.ts';
import { defaultHyperparameters, hyperparameterNames } from './hyperparameters.ts';
import { presetHyperparameters, presetNames } from './presets.ts';

describe('a value', () => {
  it('reads back from text what it writes', () => {
    for (const name of hyperparameterNames)
      for (const values of [defaultHyperparameters, ...presetNames.map(presetHyperparameters)])
        expect(parseHyperparameter(name, formatHyperparameter(values[name]))).toEqual(values[name]);
  });

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
