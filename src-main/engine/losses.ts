/** Loss functions. To add one, add its name to the hyper-parameters' choices and its entry here. */
import type { LossName } from '../../src-shared/hyperparameters.ts';
import { activations, largest } from './activations.ts';
import type { Vector } from './vector.ts';

/**
 * All arrays `[batch, classes]`. A loss is summed over the classes and averaged over the batch, so
 * that one learning rate suits every batch size. The cross-entropies take logits: the last layer's
 * sums, with no activation after it; so do the hinge losses.
 */
export interface Loss {
  /** The mean loss of a sample. */
  forward(outputs: Vector, targets: Vector, batch: number, classes: number): number;
  /** Overwrites `dOutputs` with the derivative of `forward` by each output. */
  backward(
    dOutputs: Vector,
    outputs: Vector,
    targets: Vector,
    batch: number,
    classes: number,
  ): void;
  /**
   * `backward`, and what `forward` returns, in one: what both need is computed once. Where it is
   * missing there is nothing to save.
   */
  both?(dOutputs: Vector, outputs: Vector, targets: Vector, batch: number, classes: number): number;
  /**
   * What to show a person: probabilities where the loss defines them, else the outputs as they are.
   */
  predictions(out: Vector, outputs: Vector, batch: number, classes: number): void;
}

export const losses: Record<LossName, Loss> = {
  /**
   * 1/2 sum (y - t)^2, whose gradient is y - t: the convention of Rashid's and Nielsen's books and
   * Ng's lectures.
   */
  squaredError: {
    forward(outputs, targets, batch, classes) {
      let sum = 0;
      for (let i = 0; i < batch * classes; i++) {
        const difference = outputs[i] - targets[i];
        sum += difference * difference;
      }
      return sum / 2 / batch;
    },
    backward(dOutputs, outputs, targets, batch, classes) {
      for (let i = 0; i < batch * classes; i++) dOutputs[i] = (outputs[i] - targets[i]) / batch;
    },
    predictions: activations.linear.forward,
  },

  /**
   * sum (y - t)^2 / classes, the mean over the outputs as Keras and PyTorch have it: 2 / classes
   * times `squaredError`, and so is its gradient.
   */
  meanSquaredError: {
    forward(outputs, targets, batch, classes) {
      return (losses.squaredError.forward(outputs, targets, batch, classes) * 2) / classes;
    },
    backward(dOutputs, outputs, targets, batch, classes) {
      const scale = 2 / classes / batch;
      for (let i = 0; i < batch * classes; i++) dOutputs[i] = (outputs[i] - targets[i]) * scale;
    },
    predictions: activations.linear.forward,
  },

  /**
   * -sum (t log s + (1 - t) log(1 - s)) with s = sigmoid(z), which is
   * sum max(z, 0) - z t + log(1 + exp(-|z|)): nothing overflows, and no log of 0.
   */
  sigmoidCrossEntropy: {
    forward(outputs, targets, batch, classes) {
      let sum = 0;
      for (let i = 0; i < batch * classes; i++) {
        const z = outputs[i];
        sum += Math.max(z, 0) - z * targets[i] + Math.log1p(Math.exp(-Math.abs(z)));
      }
      return sum / batch;
    },
    backward(dOutputs, outputs, targets, batch, classes) {
      losses.sigmoidCrossEntropy.both?.(dOutputs, outputs, targets, batch, classes);
    },
    both(dOutputs, outputs, targets, batch, classes) {
      let sum = 0;
      for (let i = 0; i < batch * classes; i++) {
        const z = outputs[i];
        const power = Math.exp(-Math.abs(z));
        sum += Math.max(z, 0) - z * targets[i] + Math.log1p(power);
        dOutputs[i] = ((z < 0 ? power : 1) / (1 + power) - targets[i]) / batch;
      }
      return sum / batch;
    },
    predictions: activations.sigmoid.forward,
  },

  /** -sum t log softmax(z) = sum t (log sum exp z - z); the gradient is softmax(z) sum(t) - t. */
  softmaxCrossEntropy: {
    forward(outputs, targets, batch, classes) {
      let sum = 0;
      for (let b = 0; b < batch; b++) {
        const start = b * classes;
        const end = start + classes;
        const max = largest(outputs, start, end);
        let exponentials = 0;
        for (let k = start; k < end; k++) exponentials += Math.exp(outputs[k] - max);
        const logSum = Math.log(exponentials);
        for (let k = start; k < end; k++) sum += targets[k] * (logSum - (outputs[k] - max));
      }
      return sum / batch;
    },
    backward(dOutputs, outputs, targets, batch, classes) {
      losses.softmaxCrossEntropy.both?.(dOutputs, outputs, targets, batch, classes);
    },
    both(dOutputs, outputs, targets, batch, classes) {
      let sum = 0;
      for (let b = 0; b < batch; b++) {
        const start = b * classes;
        const end = start + classes;
        const max = largest(outputs, start, end);
        let exponentials = 0;
        let total = 0;
        for (let k = start; k < end; k++) {
          const power = Math.exp(outputs[k] - max);
          dOutputs[k] = power;
          exponentials += power;
          total += targets[k];
        }
        const logSum = Math.log(exponentials);
        const factor = total / exponentials;
        for (let k = start; k < end; k++) {
          sum += targets[k] * (logSum - (outputs[k] - max));
          dOutputs[k] = (dOutputs[k] * factor - targets[k]) / batch;
        }
      }
      return sum / batch;
    },
    predictions: activations.softmax.forward,
  },

  /**
   * sum max(0, 1 - t y) with targets -1 and 1: for each class a support vector machine of its own
   * against all others. At a margin t y of exactly 1 the derivative is taken as 0.
   */
  hinge: {
    forward(outputs, targets, batch, classes) {
      let sum = 0;
      for (let i = 0; i < batch * classes; i++) sum += shortOf(outputs[i], targets[i]);
      return sum / batch;
    },
    backward(dOutputs, outputs, targets, batch, classes) {
      for (let i = 0; i < batch * classes; i++)
        dOutputs[i] = shortOf(outputs[i], targets[i]) > 0 ? -targets[i] / batch : 0;
    },
    predictions: activations.linear.forward,
  },

  /**
   * sum max(0, 1 - t y)^2, without a factor 1/2, as liblinear and scikit-learn's LinearSVC have it:
   * its C with m training images is `l2` = 1 / (C m).
   */
  squaredHinge: {
    forward(outputs, targets, batch, classes) {
      let sum = 0;
      for (let i = 0; i < batch * classes; i++) {
        const short = shortOf(outputs[i], targets[i]);
        sum += short * short;
      }
      return sum / batch;
    },
    backward(dOutputs, outputs, targets, batch, classes) {
      const scale = -2 / batch;
      for (let i = 0; i < batch * classes; i++)
        dOutputs[i] = shortOf(outputs[i], targets[i]) * targets[i] * scale;
    },
    predictions: activations.linear.forward,
  },
};

/** What an output lacks to the margin of 1 on its target's side. NaN for one that is not finite. */
const shortOf = (output: number, target: number): number =>
  Math.max(0, 1 - target * output) + 0 * output;
