import { copiesOf } from './augmentation.ts';
import type { Hyperparameters } from './hyperparameters.ts';

/** Images and batches of one epoch: all training images and their turned copies once, or as many batches as were asked for. */
export function epochSize(
  h: Pick<Hyperparameters, 'batchSize' | 'stepsPerEpoch' | 'extraRotation'>,
  trainingImages: number,
): { images: number; steps: number } {
  const images =
    h.stepsPerEpoch === 0 ? trainingImages * copiesOf(h) : h.stepsPerEpoch * h.batchSize;
  return { images, steps: Math.ceil(images / h.batchSize) };
}
