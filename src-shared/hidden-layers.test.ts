import { describe, expect, it } from 'vitest';
import { parseHiddenLayer, readHiddenLayer } from './hidden-layers.ts';

describe('a hidden layer', () => {
  it.each([
    [300, { kind: 'dense', units: 300 }],
    [
      'conv5x5x32',
      {
        kind: 'convolution',
        height: 5,
        width: 5,
        channels: 32,
        padding: 'same',
        stride: 1,
        table: 'full',
      },
    ],
    [
      'conv3x1x8/valid/stride1/lenet',
      {
        kind: 'convolution',
        height: 3,
        width: 1,
        channels: 8,
        padding: 'valid',
        stride: 1,
        table: 'lenet',
      },
    ],
    ['maxpool2', { kind: 'maxPooling', size: 2, trained: false }],
    ['meanpool3/trained', { kind: 'meanPooling', size: 3, trained: true }],
    ['dropout0.25', { kind: 'dropout', rate: 0.25 }],
    ['dropout.5', { kind: 'dropout', rate: 0.5 }],
    ['pad2', { kind: 'padding', size: 2 }],
  ])('%s is read', (layer, spec) => {
    expect(readHiddenLayer(layer)).toEqual(spec);
  });

  it.each([
    [0],
    [4097],
    [1.5],
    [NaN],
    [''],
    ['300'],
    ['conv0x5x3'],
    ['conv5x5x0'],
    ['conv16x16x3'],
    ['conv5x5x513'],
    ['conv5x5x3/stride6'],
    ['conv5x5x3/stride0'],
    ['conv5x5'],
    ['maxpool1'],
    ['maxpool17'],
    ['maxpool2/trained'],
    ['dropout0'],
    ['dropout0.000'],
    ['dropout1'],
    ['dropout1.5'],
    ['pad0'],
    ['toString'],
    [null],
    [[3]],
  ])('%j is none', (layer) => {
    expect(readHiddenLayer(layer)).toBeNull();
  });

  it('is typed in any case', () => {
    expect(parseHiddenLayer('Conv5X5X32')).toBe('conv5x5x32');
    expect(parseHiddenLayer('128')).toBe(128);
  });
});
