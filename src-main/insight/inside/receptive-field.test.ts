import { describe, expect, test } from 'vitest';
import { defaultHyperparameters } from '../../../src-shared/hyperparameters.ts';
import { networkSpecOf } from '../../engine/network-spec.ts';
import { stagesOf } from './stages.ts';

const stages = (hiddenLayers: (string | number)[], side: number) =>
  stagesOf(
    networkSpecOf({ ...defaultHyperparameters, hiddenLayers }, { height: side, width: side }, 10),
    { height: side, width: side },
  );
const fields = (hiddenLayers: (string | number)[], side: number) =>
  stages(hiddenLayers, side).map(({ field }) =>
    field ? [field.height, field.stepY, field.top] : null,
  );

describe('the receptive field, by hand', () => {
  test('of the tutorial network on 28 x 28', () => {
    // 5 pixels from 2 in front; two of them a pixel apart: 6; five of those, 2 pixels apart: 6 + 4 x 2, from
    // 2 x 2 further out; two of those, 2 pixels apart: 14 + 2.
    expect(fields(['conv5x5x4', 'maxpool2', 'conv5x5x8', 'maxpool2', 20], 28)).toEqual([
      [5, 1, -2],
      [6, 2, -2],
      [14, 2, -6],
      [16, 4, -6],
      null,
      null,
    ]);
  });

  test('of LeNet-5: its C3 sees 14 x 14 and its S4 16 x 16 pixels of the padded image', () => {
    const layers = [
      'pad2',
      'conv5x5x6/valid',
      'meanpool2/trained',
      'conv5x5x16/valid/lenet',
      'meanpool2/trained',
    ];
    expect(fields(layers, 28)).toEqual([
      [1, 1, -2],
      [5, 1, -2],
      [6, 2, -2],
      [14, 2, -2],
      [16, 4, -2],
      null,
    ]);
  });

  test('with strides, and another one in each direction', () => {
    const [first, second] = stages(['conv3x5x2/valid/stride2', 'conv2x3x2'], 13);
    expect(first.field).toEqual({ height: 3, width: 5, stepY: 2, stepX: 2, top: 0, left: 0 });
    // 6 rows and 5 columns are left; a kernel of 2 x 3 has no zeros in front of the rows and 1 of the columns.
    expect(second.field).toEqual({ height: 5, width: 9, stepY: 2, stepX: 2, top: 0, left: -2 });
  });
});

test('stages have their activation, and know whether they read pixels', () => {
  const shown = stages(['dropout0.5', 'pad1', 'conv3x3x4/valid', 'maxpool2', 7], 6).map(
    ({ kind, name, layer, end, activation, readsPixels, isOutput }) =>
      [kind, name, layer, end, activation, readsPixels, isOutput] as const,
  );
  expect(shown).toEqual([
    ['padding', 'pad1', 1, 1, null, true, false],
    ['convolution', 'conv3x3x4/valid', 2, 3, 'relu', true, false],
    ['maxPooling', 'maxpool2', 4, 4, null, false, false],
    ['dense', '7', 5, 6, 'relu', false, false],
    ['dense', '10', 7, 7, null, false, true],
  ]);
});
