/**
 * Activation functions. To add one, add its name to the hyper-parameters' choices and its entry
 * here.
 */
import type { ActivationName, OutputActivationName } from '../../src-shared/hyperparameters.ts';
import { normalDensity, normalShareBelow } from './normal-distribution.ts';
import type { Vector } from './vector.ts';

export type AnyActivationName = ActivationName | OutputActivationName | 'straightThroughRelu';

/**
 * All arrays `[batch, width]`. `backward` overwrites `dInput`; `input` and `output` are those of
 * `forward`.
 */
export interface Activation {
  forward(output: Vector, input: Vector, batch: number, width: number): void;
  backward(
    dInput: Vector,
    dOutput: Vector,
    input: Vector,
    output: Vector,
    batch: number,
    width: number,
  ): void;
}

/** Comparisons are such that NaN, which fails them all, stays NaN. */
export const activations: Record<AnyActivationName, Activation> = {
  // exp(-x) overflows to Infinity for x < -709, and 1 / Infinity is the right 0.
  sigmoid: elementwise(
    (x) => 1 / (1 + Math.exp(-x)),
    (_, y) => y * (1 - y),
  ),
  tanh: elementwise(
    (x) => Math.tanh(x),
    (_, y) => 1 - y * y,
  ),
  // At exactly 0 the derivative is taken as 0.
  relu: elementwise(
    (x) => (x <= 0 ? 0 : x),
    (x) => (x <= 0 ? 0 : 1),
  ),
  // Bengio et al., Estimating or propagating gradients through stochastic neurons (2013): the errors
  // pass as they are, which is not the gradient, but keeps a unit learning that gives 0 throughout.
  straightThroughRelu: elementwise(
    (x) => (x <= 0 ? 0 : x),
    () => 1,
  ),
  leakyRelu: elementwise(
    (x) => (x <= 0 ? 0.01 * x : x),
    (x) => (x <= 0 ? 0.01 : 1),
  ),
  // LeCun et al., Efficient BackProp (1998), section 4.4: +-1 stay where they are, and the output's
  // variance is about 1 where the input's is.
  scaledTanh: elementwise(
    (x) => 1.7159 * Math.tanh((2 / 3) * x),
    (_, y) => (2 / 3) * (1.7159 - (y * y) / 1.7159),
  ),
  // Clevert et al., Fast and accurate deep network learning by exponential linear units (2016),
  // alpha 1.
  elu: elementwise(
    (x) => (x <= 0 ? Math.exp(x) - 1 : x),
    (x, y) => (x <= 0 ? y + 1 : 1),
  ),
  // Hendrycks & Gimpel, Gaussian error linear units (2016), exactly x times the share of the normal
  // distribution below x, not one of the approximations.
  gelu: elementwise(
    (x) => x * normalShareBelow(x),
    (x) => normalShareBelow(x) + x * normalDensity(x),
  ),
  linear: elementwise(
    (x) => x,
    () => 1,
  ),
  softmax: { forward: softmaxForward, backward: softmaxBackward },
};

/** `derivative(x, y)` of y = `value(x)`. */
function elementwise(
  value: (x: number) => number,
  derivative: (x: number, y: number) => number,
): Activation {
  return {
    forward(output, input, batch, width) {
      const length = batch * width;
      for (let i = 0; i < length; i++) output[i] = value(input[i]);
    },
    backward(dInput, dOutput, input, output, batch, width) {
      const length = batch * width;
      for (let i = 0; i < length; i++) dInput[i] = dOutput[i] * derivative(input[i], output[i]);
    },
  };
}

/** y_k = exp(x_k - max) / sum of the same: with the largest subtracted, nothing overflows. */
function softmaxForward(output: Vector, input: Vector, batch: number, width: number): void {
  for (let b = 0; b < batch; b++) {
    const start = b * width;
    const end = start + width;
    const max = largest(input, start, end);
    let sum = 0;
    for (let k = start; k < end; k++) sum += Math.exp(input[k] - max);
    for (let k = start; k < end; k++) output[k] = Math.exp(input[k] - max) / sum;
  }
}

/** The full Jacobian: dx_k = y_k (dy_k - sum over j of dy_j y_j). */
function softmaxBackward(
  dInput: Vector,
  dOutput: Vector,
  _input: Vector,
  output: Vector,
  batch: number,
  width: number,
): void {
  for (let b = 0; b < batch; b++) {
    const start = b * width;
    const end = start + width;
    let mean = 0;
    for (let k = start; k < end; k++) mean += dOutput[k] * output[k];
    for (let k = start; k < end; k++) dInput[k] = output[k] * (dOutput[k] - mean);
  }
}

/**
 * The largest of `values[start..end)`. A NaN may go unnoticed here; it shows in the sum of the
 * exponentials.
 */
export function largest(values: Vector, start: number, end: number): number {
  let max = values[start];
  for (let k = start + 1; k < end; k++) if (values[k] > max) max = values[k];
  return max;
}
