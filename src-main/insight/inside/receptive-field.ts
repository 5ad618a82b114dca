/**
 * Which pixels a number of a layer sees. Layer by layer, as in Araujo, Norris & Sim, *Computing receptive
 * fields of convolutional neural networks*, Distill 2019: with a kernel of k, a stride of s and p zeros in
 * front, a field of size r that moves by j pixels and begins at t becomes one of r + (k - 1) j, that
 * moves by j s and begins at t - p j.
 */
import type { ReceptiveField } from '../../../src-shared/inside.ts';
import { geometryOf } from '../../engine/layers/convolution.ts';
import type { LayerSpec } from '../../engine/layers/index.ts';
import type { Shape } from '../../engine/shape.ts';

export const onePixel: ReceptiveField = {
  ...{ height: 1, width: 1, stepY: 1, stepX: 1, top: 0, left: 0 },
};

/** @returns null behind a layer whose numbers see everything */
export function fieldAfter(
  before: ReceptiveField | null,
  spec: LayerSpec,
  input: Shape,
): ReceptiveField | null {
  if (!before) return null;
  const through = (
    [height, width]: readonly [number, number],
    stride: number,
    [top, left]: readonly [number, number],
  ): ReceptiveField => ({
    height: before.height + (height - 1) * before.stepY,
    width: before.width + (width - 1) * before.stepX,
    top: before.top - top * before.stepY,
    left: before.left - left * before.stepX,
    stepY: before.stepY * stride,
    stepX: before.stepX * stride,
  });
  switch (spec.kind) {
    case 'convolution': {
      const { height, width, stride, top, left } = geometryOf(spec, input);
      return through([height, width], stride, [top, left]);
    }
    case 'maxPooling':
    case 'meanPooling':
    case 'trainedPooling':
      return through([spec.size, spec.size], spec.size, [0, 0]);
    case 'padding':
      return through([1, 1], 1, [spec.size, spec.size]);
    case 'dense':
      return null;
    // A softmax looks at all numbers, but stands only at the end, behind a dense layer.
    case 'activation':
    case 'dropout':
    case 'batchNormalisation':
      return before;
  }
}
