import { expect, it } from 'vitest';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import type { RunDataset } from '../../src-shared/run.ts';
import { layerTable } from './layer-table.ts';

it('has a row a layer, between the input and the sum', () => {
  const dataset = { width: 28, height: 28, classes: [...'0123456789'] } as RunDataset;
  const hiddenLayers = ['conv5x5x6', 'maxpool2', 'dropout0.5', 84];
  const text = layerTable({
    dataset,
    hyperparameters: { ...defaultHyperparameters, hiddenLayers },
  });
  expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['layer', 'output', 'parameters', 'multiplications'],
    ['input', '28 x 28'],
    ['conv5x5x6', '28 x 28 x 6', '156', '117,600', '54 %', '[###########.........]'],
    ['maxpool2', '14 x 14 x 6', '0', '0', '0 %'],
    ['dropout0.5', '14 x 14 x 6', '0', '0', '0 %'],
    ['dense 84', '84', '98,868', '98,784', '45 %', '[#########...........]'],
    ['output', '10', '850', '840', '0 %', '[....................]'],
    ['all', '99,874', '217,224'],
  ]);
});
