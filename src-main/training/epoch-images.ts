/** What an epoch trains on: which images in which order, and what becomes of their pictures. */
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { createAugmentation } from '../engine/augmentation/augmentation.ts';
import { createAhead } from './ahead/ahead.ts';
import type { ChangePicture } from './batches.ts';
import { planEpochs } from './epoch-order.ts';
import type { TrainingData } from './task.ts';

export interface EpochImages {
  /** Batches an epoch. */
  steps: number;
  /** Images an epoch; a turned copy is one too. */
  count: number;
  /** Sample indices in the order of the epoch, `[count]`; `change` is null when they stay as they are. */
  of(epoch: number): { samples: Uint32Array; change: ChangePicture | null };
}

/** @param drawsAhead in a thread of its own, where pictures are drawn at all; the same to the last bit */
export function createEpochImages(
  h: Hyperparameters,
  data: Pick<TrainingData, 'pixels' | 'train' | 'preprocessing'>,
  { drawsAhead = false } = {},
): EpochImages {
  const { pixels, train, preprocessing } = data;
  const augmentation = createAugmentation(h, preprocessing);
  const plan = planEpochs(h, train.length);
  const ahead =
    augmentation && drawsAhead
      ? createAhead({ hyperparameters: h, data: { pixels, train, preprocessing } })
      : null;
  return {
    steps: plan.steps,
    count: plan.images,
    of(epoch) {
      const order = plan.order(epoch);
      const samples = order.map((position) => train[position % train.length]);
      if (!augmentation) return { samples, change: null };
      const change: ChangePicture = (out, from, start, place) => {
        if (ahead?.take(out, epoch, place, samples.length)) return;
        augmentation.draw(out, from, start, {
          pass: plan.passOf(epoch, place),
          image: samples[place],
          copy: Math.floor(order[place] / train.length),
        });
      };
      return { samples, change };
    },
  };
}
