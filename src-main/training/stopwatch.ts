/** Where the time of an epoch goes, for almost nothing: some batches stand for all. */
import type { EpochPhase, EpochProfile } from '../../src-shared/run.ts';

/**
 * All batches of a short epoch are measured, of a long one every eighth: asking for the time costs
 * about 2 % of a batch of one image. With fewer, one that was interrupted would outweigh the others.
 */
const fewBatches = 256;
const longestStride = 8;

export interface Stopwatch {
  /** A batch of training begins: one of `batches` in the epoch, from 0. */
  beginBatch(batch: number, batches: number): void;
  /** One phase ends and the next begins. Nothing outside of a measured batch. */
  enter(phase: Exclude<EpochPhase, 'evaluation'>): void;
  endBatch(): void;
  /**
   * The profile of the epoch that ends, and starts anew for the next.
   * @param training ms of the epoch's training, shared out in the proportions of the measured batches
   * @param evaluation ms
   */
  endEpoch(training: number, evaluation: number): EpochProfile;
}

/** @param clock milliseconds, standing still while the run is paused */
export function createStopwatch(clock: () => number = () => performance.now()): Stopwatch {
  const zero = { data: 0, forward: 0, backward: 0, optimiser: 0 };
  let sums = { ...zero };
  let measuring = false;
  let phase: keyof typeof zero = 'data';
  let since = 0;
  const closePhase = (): void => {
    const now = clock();
    sums[phase] += now - since;
    since = now;
  };
  return {
    beginBatch(batch, batches) {
      measuring = batch % Math.min(longestStride, Math.ceil(batches / fewBatches)) === 0;
      if (!measuring) return;
      phase = 'data';
      since = clock();
    },
    enter(next) {
      if (!measuring) return;
      closePhase();
      phase = next;
    },
    endBatch() {
      if (measuring) closePhase();
      measuring = false;
    },
    endEpoch(training, evaluation) {
      const { data, forward, backward, optimiser } = sums;
      const measured = data + forward + backward + optimiser;
      const scale = measured > 0 ? training / measured : 0;
      sums = { ...zero };
      measuring = false;
      return {
        data: data * scale,
        forward: forward * scale,
        backward: backward * scale,
        optimiser: optimiser * scale,
        evaluation,
      };
    },
  };
}
