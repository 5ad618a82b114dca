/** What is sought: the slope of a cost by a network's outputs, and by the picture itself. */
import { losses } from '../../engine/losses.ts';
import type { Vector } from '../../engine/vector.ts';
import type { Head } from './query-network.ts';

export interface Objective {
  /** Overwrites `dOutputs` with the derivative of the sum of all pictures' costs. */
  ofOutputs(dOutputs: Vector, outputs: Vector, pictures: number): void;
  /** Adds the derivative of what the picture itself costs. Levels `[pictures, height, width]`. */
  ofLevels?(dLevels: Vector, levels: Vector, pictures: number): void;
}

/** The network is to say `targets` `[pictures, classes]`, from 0 to 1: the cross-entropy. */
export function outputsNear(targets: Vector, classes: number, { loss, gain }: Head): Objective {
  const logits = new Float32Array(targets.length);
  return {
    ofOutputs(dOutputs, outputs, pictures) {
      const length = pictures * classes;
      for (let i = 0; i < length; i++) logits[i] = outputs[i] * gain;
      losses[loss].backward(dOutputs, logits, targets, pictures, classes);
      // A loss is a mean over the batch; each picture is to go its way as if it were alone.
      for (let i = 0; i < length; i++) dOutputs[i] *= pictures * gain;
    },
  };
}

/** The sum of the outputs, each times its share `[pictures, classes]`, is to be large. */
export const outputsLarge = (shares: Vector, classes: number): Objective => ({
  ofOutputs(dOutputs, _outputs, pictures) {
    for (let i = 0; i < pictures * classes; i++) dOutputs[i] = -shares[i];
  },
});

/**
 * `inkWeight` / 2 times the sum of squares, and `variationWeight` times the total variation (Mahendran
 * & Vedaldi, Understanding deep image representations by inverting them, 2015), whose root is made
 * smooth so that it has a slope where two pixels are alike.
 */
export function plainPictures(
  objective: Objective,
  size: { width: number; height: number },
  {
    inkWeight,
    variationWeight,
    paper,
  }: {
    inkWeight: number;
    variationWeight: number;
    /** The level of no ink: 0, or 1 where the ink is dark. */
    paper: number;
  },
): Objective {
  const { width, height } = size;
  const smooth = 1e-3;
  return {
    ...objective,
    ofLevels(dLevels, levels, pictures) {
      for (let b = 0; b < pictures; b++)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) {
            const i = (b * height + y) * width + x;
            dLevels[i] += inkWeight * (levels[i] - paper);
            const right = x + 1 < width ? levels[i + 1] - levels[i] : 0;
            const down = y + 1 < height ? levels[i + width] - levels[i] : 0;
            const slope = variationWeight / Math.sqrt(right * right + down * down + smooth);
            dLevels[i] -= slope * (right + down);
            if (x + 1 < width) dLevels[i + 1] += slope * right;
            if (y + 1 < height) dLevels[i + width] += slope * down;
          }
    },
  };
}
