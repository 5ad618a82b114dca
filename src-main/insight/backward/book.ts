/**
 * The backward query of Rashid's *Make Your Own Neural Network*, part 3: what comes out of the last
 * layer is sent back through inverse activations and transposed weights. The transpose is no inverse,
 * so it shows which pixels push an output up or down, and not an image that gives it.
 */
import { UserError } from '../../../src-shared/errors.ts';
import type { LossName } from '../../../src-shared/hyperparameters.ts';
import type { AnyActivationName } from '../../engine/activations.ts';
import type { Network } from '../../engine/network.ts';

/** The book's targets for no and for yes, and the bounds to which hidden outputs are scaled. */
const low = 0.01;
const high = 0.99;

const logit = (p: number): number => Math.log(p / (1 - p));
const atanh = (y: number): number => Math.log((1 + y) / (1 - y)) / 2;
const positive = (values: Float64Array): Float64Array => values.map((a) => Math.max(0, a));

/**
 * From what the transposed weights say of a layer's outputs to its sums. The book has the sigmoid
 * only. Both tanh are scaled into their range in the same way; what has no upper bound is taken as a
 * ReLU, whose outputs are their sums where they are above 0, and of the others nothing is known.
 */
const hiddenInverses: Record<AnyActivationName, (outputs: Float64Array) => Float64Array> = {
  sigmoid: (outputs) => scaled(outputs, low, high).map(logit),
  tanh: (outputs) => scaled(outputs, 2 * low - 1, 2 * high - 1).map(atanh),
  scaledTanh: (outputs) => scaled(outputs, 2 * low - 1, 2 * high - 1).map((y) => 1.5 * atanh(y)),
  relu: positive,
  straightThroughRelu: positive,
  leakyRelu: positive,
  elu: positive,
  gelu: positive,
  linear: (outputs) => outputs,
  softmax: (outputs) => outputs,
};

/** The last layer's sums for targets from .01 to .99. */
function sumsFor(targets: Float64Array, end: AnyActivationName | null, loss: LossName) {
  if (end === 'sigmoid' || loss === 'sigmoidCrossEntropy') return targets.map(logit);
  if (end === 'tanh') return targets.map((t) => atanh(2 * t - 1));
  if (end === 'softmax' || loss === 'softmaxCrossEntropy') {
    // Its inverse up to a number that all sums share: the one that makes their mean 0.
    const logs = targets.map(Math.log);
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    return logs.map((value) => value - mean);
  }
  if (loss === 'hinge' || loss === 'squaredHinge') return targets.map((t) => 2 * t - 1);
  return targets;
}

/**
 * @param shares `[classes]`: 1 for the label asked for
 * @returns `signal` `[inputs]`: what the transposed weights of the first layer say; `inputs`: the same
 * scaled to .01 to .99, the book's picture
 * @throws UserError `query.bookNeedsDense`
 */
export function bookQuery(
  network: Network,
  loss: LossName,
  shares: readonly number[],
): { signal: Float64Array; inputs: Float64Array } {
  const { layers } = network.spec;
  if (!layers.every(({ kind }) => kind === 'dense' || kind === 'activation' || kind === 'dropout'))
    throw new UserError('query.bookNeedsDense');
  const last = layers.at(-1);
  const end = last?.kind === 'activation' ? last.activation : null;
  const targets = Float64Array.from(shares, (share) => low + (high - low) * share);
  let sums = sumsFor(targets, end, loss);
  let outputs = sums;
  const from = end === null ? layers.length - 1 : layers.length - 2;
  for (let index = from; index >= 0; index--) {
    const layer = layers[index];
    if (layer.kind === 'activation') sums = hiddenInverses[layer.activation](outputs);
    if (layer.kind === 'dense') outputs = sums = throughTransposed(network, index, sums);
  }
  return { signal: outputs, inputs: scaled(outputs, low, high) };
}

/** `[inputs]` from `[units]`: the sums, without what the biases added, times the transposed weights. */
function throughTransposed(network: Network, index: number, sums: Float64Array): Float64Array {
  const { tensors, parameters } = network;
  const named = (role: string) => tensors.find(({ name }) => name === `layers.${index}.${role}`);
  const weights = named('weights');
  if (!weights) throw new Error('a dense layer without weights');
  const biases = named('biases');
  const units = sums.length;
  return Float64Array.from({ length: weights.length / units }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < units; j++) {
      const bias = biases ? parameters[biases.offset + j] : 0;
      sum += parameters[weights.offset + i * units + j] * (sums[j] - bias);
    }
    return sum;
  });
}

/** Linearly to `from` .. `to`; numbers that are all the same, to the middle. */
function scaled(values: Float64Array, from: number, to: number): Float64Array {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (!(most > least)) return values.map(() => (from + to) / 2);
  return values.map((value) => from + ((value - least) / (most - least)) * (to - from));
}
