/**
 * Backpropagation against central differences, as in Ng's exercise (computeNumericalGradient and
 * checkNNGradients). With epsilon 1e-4 a correct network stays below 1e-7 in 64 bits. In 32 bits
 * the outputs' rounding, divided by epsilon, is the larger error: with epsilon 1e-2 expect up to
 * 2e-4, with 1e-4 up to 4e-3.
 *
 * The loss must be smooth within epsilon of each parameter: where a ReLU's input changes sign in
 * between, the two sides differ and both gradients are right.
 */
import { isKept } from './layers/layer.ts';
import type { Loss } from './losses.ts';
import type { Network } from './network.ts';
import { createRandom, type Random } from './random.ts';
import { addPenaltyGradient, weightPenalty } from './regularisation.ts';
import { createVector, type Vector } from './vector.ts';

interface GradientCheckOptions {
  epsilon?: number;
  l1?: number;
  l2?: number;
  /**
   * Checks this many parameters, drawn with the seed, instead of all: each costs two forward
   * passes.
   */
  sample?: { count: number; seed: number };
  /** Gives the stream for each forward pass, the same each time, to check the network as it trains. */
  random?: () => Random | null;
}

interface GradientCheck {
  /**
   * |numeric - analytic| / |numeric + analytic|, Euclidean norms over the checked parameters; 0 if
   * all are 0.
   */
  relativeDifference: number;
  checked: number;
  /** The parameter with the largest difference. */
  worst: { tensor: string; index: number; numeric: number; analytic: number };
}

/**
 * `input` `[batch, inputSize]`, `targets` `[batch, outputSize]`. Parameters are left as they were,
 * gradients cleared.
 */
export function checkGradients(
  network: Network,
  loss: Loss,
  input: Vector,
  targets: Vector,
  batch: number,
  { epsilon = 1e-4, l1 = 0, l2 = 0, sample, random = () => null }: GradientCheckOptions = {},
): GradientCheck {
  const { parameters, gradients, outputSize } = network;
  const lossNow = (): number =>
    loss.forward(network.forward(input, batch, random()), targets, batch, outputSize) +
    weightPenalty(network, { l1, l2 });

  gradients.fill(0);
  const dOutput = createVector(batch * outputSize, network.precision);
  loss.backward(dOutput, network.forward(input, batch, random()), targets, batch, outputSize);
  network.backward(dOutput, batch);
  addPenaltyGradient(network, { l1, l2 });

  const trained = network.tensors
    .filter((tensor) => !isKept(tensor))
    .flatMap(({ offset, length }) => Array.from({ length }, (_, i) => offset + i));
  const places =
    sample && sample.count < trained.length
      ? [...createRandom(sample.seed, 'gradient-check').permutation(trained.length)]
          .slice(0, sample.count)
          .map((n) => trained[n])
      : trained;
  let differences = 0;
  let sums = 0;
  let checked = 0;
  let worst = { place: 0, numeric: 0, analytic: 0 };
  for (const place of places) {
    const value = parameters[place];
    parameters[place] = value + epsilon;
    const lossAbove = lossNow();
    parameters[place] = value - epsilon;
    const lossBelow = lossNow();
    parameters[place] = value;

    const numeric = (lossAbove - lossBelow) / (2 * epsilon);
    const analytic = gradients[place];
    differences += (numeric - analytic) ** 2;
    sums += (numeric + analytic) ** 2;
    checked += 1;
    if (!(Math.abs(numeric - analytic) <= Math.abs(worst.numeric - worst.analytic)))
      worst = { place, numeric, analytic };
  }
  gradients.fill(0);
  const { place, numeric, analytic } = worst;
  const tensor = network.tensors.find((t) => place < t.offset + t.length);
  return {
    relativeDifference: differences === 0 ? 0 : Math.sqrt(differences / sums),
    checked,
    worst: { tensor: tensor?.name ?? '', index: place - (tensor?.offset ?? 0), numeric, analytic },
  };
}
