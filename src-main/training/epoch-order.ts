/** Which training images an epoch shows, and in which order. */
import { copiesOf } from '../../src-shared/augmentation.ts';
import { epochSize } from '../../src-shared/epoch-size.ts';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { createRandom } from '../engine/random.ts';

export interface EpochPlan {
  /** Batches an epoch. */
  steps: number;
  /** Images an epoch. */
  images: number;
  /**
   * Positions among all training images, then all their first turned copies, then the second,
   * `[images]`; epochs count from 1.
   */
  order(epoch: number): Uint32Array;
  /** The pass over all images, from 1, that a place in the epoch's order belongs to. */
  passOf(epoch: number, place: number): number;
}

/**
 * Every image once in a shuffled order, then all again in another. An epoch is one such pass, or as
 * many batches as `stepsPerEpoch` says: it then begins where the last one ended. The order hangs on
 * the seed and the epoch alone, so a resumed run needs no generator state.
 */
export function planEpochs(
  h: Pick<Hyperparameters, 'seed' | 'batchSize' | 'stepsPerEpoch' | 'extraRotation'>,
  trainingImages: number,
): EpochPlan {
  const { images, steps } = epochSize(h, trainingImages);
  const count = trainingImages * copiesOf(h);
  const passOf = (epoch: number, place: number): number =>
    Math.floor(((epoch - 1) * images + place) / count) + 1;
  return {
    steps,
    images,
    order(epoch) {
      const order = new Uint32Array(images);
      const begin = (epoch - 1) * images;
      for (let filled = 0; filled < images;) {
        const from = (begin + filled) % count;
        const shuffled = createRandom(h.seed, 'shuffle', passOf(epoch, filled)).permutation(count);
        const part = shuffled.subarray(from, from + images - filled);
        order.set(part, filled);
        filled += part.length;
      }
      return order;
    },
    passOf,
  };
}
