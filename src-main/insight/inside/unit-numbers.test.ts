import { describe, expect, test } from 'vitest';
import { layouts, startedModel } from '../../testing/started.ts';
import { silence } from '../lab/units.ts';
import { stagesOf } from './stages.ts';
import { unitNumbers, unitPictures } from './unit-numbers.ts';

const image = { width: 8, height: 8 };

describe('of weights by hand', () => {
  const { network } = startedModel({ hiddenLayers: [2] });
  const { parameters } = network;
  const [hidden, output] = stagesOf(network.spec, image);
  parameters.fill(0);
  // Unit 1: pixel 0 by 3, pixel 9 by -4; bias .5; it is read by 1, 2 and -2.
  parameters[0 * 2 + 1] = 3;
  parameters[9 * 2 + 1] = -4;
  parameters[64 * 2 + 1] = 0.5;
  parameters.set([1, 2, -2], 64 * 2 + 2 + 3);

  test('the numbers', () => {
    const numbers = unitNumbers(network, hidden);
    expect(numbers).toEqual({
      biases: Float32Array.of(0, 0.5),
      incoming: Float32Array.of(0, 5),
      outgoing: Float32Array.of(0, 3),
      toOutput: Float32Array.of(0, 0, 0, 1, 2, -2),
    });
    expect(unitNumbers(network, output)).toMatchObject({ outgoing: null, toOutput: null });
  });

  test('the pictures', () => {
    const expected = new Float32Array(128);
    expected[64] = 3;
    expected[64 + 9] = -4;
    expect(unitPictures(network, hidden, image, [0, 1])).toEqual({ ...image, values: expected });
    // What leads from pixels to the output are two layers, and no weight.
    expect(unitPictures(network, output, image, [0])).toBeNull();
  });
});

test('a kernel of the first convolution is a picture; of the second it is not', () => {
  const { network } = startedModel({ hiddenLayers: ['conv3x5x4', 'conv3x3x2'] });
  const [first, second] = stagesOf(network.spec, image);
  const kernels = unitPictures(network, first, image, [2]);
  expect(kernels).toMatchObject({ height: 3, width: 5 });
  // `[height, width, 1, channels]`
  expect(kernels?.values[1 * 5 + 3]).toBe(network.parameters[(1 * 5 + 3) * 4 + 2]);
  expect(unitPictures(network, second, image, [0])).toBeNull();
});

test('behind zeros around the image a dense unit sees the larger picture', () => {
  const { network } = startedModel({ hiddenLayers: ['pad1', 3] });
  const [, dense] = stagesOf(network.spec, image);
  const picture = unitPictures(network, dense, image, [1]);
  expect(picture).toMatchObject({ height: 10, width: 10 });
  expect(picture?.values[37]).toBe(network.parameters[37 * 3 + 1]);
});

test.each(layouts)('nothing leads on from a silenced unit: %j', (change) => {
  const { network } = startedModel(change);
  for (const stage of stagesOf(network.spec, image)) {
    const before = unitNumbers(network, stage);
    if (!before?.outgoing) continue;
    expect(before.outgoing[1]).toBeGreaterThan(0);
    const weights = network.parameters.slice();
    silence(network, [{ layer: stage.layer, unit: 1 }]);
    const after = unitNumbers(network, stage);
    expect(after?.outgoing?.[1]).toBe(0);
    expect(after?.outgoing?.[0]).toBe(before.outgoing[0]);
    expect(after?.incoming).toEqual(before.incoming);
    network.parameters.set(weights);
  }
});
