/** Which pixels an answer hangs on: the slope of an output sum by the image. */
import type { SaliencySettings } from '../../../src-shared/inside.ts';
import type { Network } from '../../engine/network.ts';
import { createRandom } from '../../engine/random.ts';

/** A network whose outputs are sums and that was made with `inputGradient`: see `queryNetwork`. */
export interface Asked {
  network: Network;
  /** The network's input for paper and for full ink. */
  range: readonly [paper: number, ink: number];
}

/**
 * How much of the sum `weights . outputs` comes from each pixel, `[size]`.
 * `gradientTimesInput`: slope times how far the input is from paper (Shrikumar et al., 2016; paper instead of 0,
 * so that blank paper has no share whatever numbers stand for it).
 * `smoothGrad`: the mean slope over copies with noise (Smilkov et al., SmoothGrad, 2017), for a whole step from
 * paper to ink. Noise by the seed.
 */
export function saliency(
  asked: Asked,
  input: Float32Array,
  weights: readonly number[],
  { method, samples, noise, seed }: SaliencySettings,
): Float32Array {
  const [paper, ink] = asked.range;
  if (method === 'gradientTimesInput') {
    const slope = meanSlope(asked, [input], weights);
    return input.map((value, i) => slope[i] * (value - paper));
  }
  const deviation = (noise / 100) * Math.abs(ink - paper);
  const copies = Array.from({ length: samples }, (_, n) => {
    const random = createRandom(seed, 'smoothGrad', n);
    return input.map((value) => value + deviation * random.normal());
  });
  return meanSlope(asked, copies, weights).map((slope) => slope * (ink - paper));
}

/** The mean over inputs of the slope of `weights . outputs`. */
function meanSlope(
  { network }: Asked,
  inputs: readonly Float32Array[],
  weights: readonly number[],
): Float32Array {
  const { inputSize: size, outputSize, batchSize, inputGradient, kernels } = network;
  if (!inputGradient) throw new Error('a network made with inputGradient is needed');
  const batch = kernels.createVector(batchSize * size);
  const dOutputs = kernels.createVector(batchSize * outputSize);
  const sums = new Float64Array(size);
  for (let from = 0; from < inputs.length; from += batchSize) {
    const some = inputs.slice(from, from + batchSize);
    some.forEach((input, b) => {
      batch.set(input, b * size);
      dOutputs.set(weights, b * outputSize);
    });
    network.forward(batch, some.length);
    network.backwardInput(dOutputs, some.length);
    for (let i = 0; i < some.length * size; i++) sums[i % size] += inputGradient[i];
  }
  return Float32Array.from(sums, (sum) => sum / inputs.length);
}

/** What to ask for: a class's output, or how far it is ahead of another's. */
export const classWeights = (classes: number, label: number, against: number | null): number[] =>
  Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0) - (k === against ? 1 : 0));
