import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { presetHyperparameters } from '../../../src-shared/presets.ts';
import { useTrainForm } from './form-store.ts';

beforeEach(() => setActivePinia(createPinia()));

describe('the training form', () => {
  it('starts as the default preset, free of problems and changes', () => {
    const form = useTrainForm();
    expect(form.values).toEqual(presetHyperparameters('default'));
    expect(form.problems).toEqual([]);
    expect(form.changedNames).toEqual([]);
  });

  it('reads what is typed: exponents, lists, nothing for no hidden layer', () => {
    const form = useTrainForm();
    form.set('learningRate', '1e-3');
    form.set('hiddenLayers', '300, 100');
    expect(form.values.learningRate).toBe(0.001);
    expect(form.values.hiddenLayers).toEqual([300, 100]);
    form.set('hiddenLayers', '');
    expect(form.values.hiddenLayers).toEqual([]);
    expect(form.problems).toEqual([]);
  });

  it.each([
    ['learningRate', 'fast', 'hyperparameter.notANumber'],
    ['learningRate', '-1', 'hyperparameter.outOfOpenRange'],
    ['learningRate', '', 'hyperparameter.notANumber'],
    ['epochs', '2.5', 'hyperparameter.notAnInteger'],
    ['hiddenLayers', '100, many', 'hyperparameter.badLayer'],
  ] as const)('finds the problem with %s "%s"', (name, text, code) => {
    const form = useTrainForm();
    form.set(name, text);
    expect(form.problemOf(name)?.code).toBe(code);
    expect(form.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('marks what differs from the preset, by value and not by spelling', () => {
    const form = useTrainForm();
    form.set('learningRate', '1e-3');
    expect(form.changedNames).toEqual([]);
    form.set('learningRate', '0.01');
    form.set('epochs', '3');
    expect(form.changedNames).toEqual(['learningRate', 'epochs']);
    form.reset('learningRate');
    expect(form.changedNames).toEqual(['epochs']);
  });

  it('neither shows nor judges a field that has no effect', () => {
    const form = useTrainForm();
    form.set('optimiser', 'momentum');
    form.set('momentum', 'nonsense');
    expect(form.problems).toHaveLength(1);
    form.set('optimiser', 'sgd');
    expect(form.isShown('momentum')).toBe(false);
    expect(form.problems).toEqual([]);
    expect(form.values.momentum).toBe(presetHyperparameters('default').momentum);
  });

  it('asks what early stopping goes by only while it is on, and for L2 or weight decay', () => {
    const form = useTrainForm();
    expect(form.isShown('earlyStoppingOn')).toBe(false);
    form.set('earlyStopping', '5');
    expect(form.isShown('earlyStoppingOn')).toBe(true);
    expect([form.isShown('l2'), form.isShown('weightDecay')]).toEqual([true, false]);
    form.set('optimiser', 'adamw');
    expect([form.isShown('l2'), form.isShown('weightDecay')]).toEqual([false, true]);
  });

  it('fills the whole form from a preset', () => {
    const form = useTrainForm();
    form.set('epochs', 'x');
    form.choosePreset('book');
    expect(form.values).toEqual(presetHyperparameters('book'));
    expect(form.problems).toEqual([]);
  });

  it('draws a seed within its bounds', () => {
    const form = useTrainForm();
    for (let i = 0; i < 20; i++) {
      form.newSeed();
      expect(form.problems).toEqual([]);
    }
  });
});
