/** One image on its way through a network: the numbers of every layer. */
import type { FollowedImage, Stage } from '../../../src-shared/inside.ts';
import type { Prediction } from '../../../src-shared/prediction.ts';
import { sizeOf } from '../../engine/shape.ts';
import type { Network } from '../../engine/network.ts';

/** @param input `[size]`, that `prediction` is about */
export function followImage(
  network: Network,
  stages: readonly Stage[],
  input: Float32Array,
  prediction: Prediction,
): FollowedImage {
  network.forward(input, 1);
  return {
    prediction,
    stages: stages.map(({ end }) => {
      const { shape, values } = network.layerOutputs[end];
      return Float32Array.from(values.subarray(0, sizeOf(shape)));
    }),
  };
}
