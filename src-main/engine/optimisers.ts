/** Optimisers. To add one, add its name to the hyper-parameters' choices and its entry here. */
import type { Hyperparameters, OptimiserName } from '../../src-shared/hyperparameters.ts';
import { adamSettings } from './adam-settings.ts';
import type { Step } from './kernels/kernels.ts';
import type { Network } from './network.ts';
import type { Vector } from './vector.ts';
import { wholePower } from '../../src-shared/whole-power.ts';

export interface Optimiser {
  /** Steps taken so far. A resumed run sets this and each of `state`, and goes on bit for bit. */
  steps: number;
  /** What the optimiser remembers, each laid out like `network.parameters`. */
  readonly state: readonly { readonly name: string; readonly values: Vector }[];
  /** Moves the parameters against the gradients, and clears the gradients for the next batch. */
  step(learningRate: number): void;
  /**
   * `network.backward` and the step in one, with the gradient of an L2 penalty; null where the network
   * can not.
   */
  readonly learn:
    ((dOutput: Vector, batch: number, learningRate: number, l2: number) => void) | null;
}

type OptimiserSettings = Pick<Hyperparameters, 'momentum' | 'weightDecay'>;

export function createOptimiser(
  name: OptimiserName,
  settings: OptimiserSettings,
  network: Network,
): Optimiser {
  const { parameters, gradients, kernels } = network;
  const { remembers, decays, update } = updateRules[name];
  // AdamW is Adam behind a step of its own.
  const rule = name === 'adamw' ? 'adam' : name;
  const kernel = kernels.updates?.rules.includes(rule) ? kernels.updates : null;
  const moments = remembers.map(() => kernels.createVector(parameters.length));
  const { momentum } = settings;
  const next = { rule, parameters, moments, learningRate: 0, momentum, count: 0 };
  const begin = (learningRate: number): Step => {
    optimiser.steps += 1;
    next.count = optimiser.steps;
    next.learningRate = learningRate;
    return next;
  };
  const optimiser: Optimiser = {
    steps: 0,
    state: remembers.map((moment, i) => ({ name: moment, values: moments[i] })),
    step(learningRate) {
      const step = begin(learningRate);
      // Asked for anew, so that they are up to date.
      const { length } = network.parameters;
      if (decays) decayWeights(network, 1 - learningRate * settings.weightDecay);
      if (kernel) return kernel.move(step, gradients, 0, length, 0);
      update(parameters, gradients, moments, learningRate, settings, step.count);
      // A fill costs less than clearing each gradient where it is read: V8 turns it into one
      // memset.
      gradients.fill(0);
    },
    learn:
      kernel && !decays
        ? (dOutput, batch, learningRate, l2) =>
            network.learn(dOutput, batch, begin(learningRate), l2)
        : null,
  };
  return optimiser;
}

interface UpdateRule {
  /** Names of the vectors kept between steps, all zero at first. */
  remembers: readonly string[];
  /** Whether `weightDecay` shrinks the weights before each step, apart from the gradient. */
  decays?: true;
  /** One step; every array is as long as the parameters, `step` counts from 1. */
  update(
    parameters: Vector,
    gradients: Vector,
    moments: readonly Vector[],
    learningRate: number,
    settings: OptimiserSettings,
    step: number,
  ): void;
}

const updateRules: Record<OptimiserName, UpdateRule> = {
  sgd: { remembers: [], update: sgdUpdate },
  momentum: { remembers: ['velocity'], update: momentumUpdate },
  nesterov: { remembers: ['velocity'], update: nesterovUpdate },
  rmsprop: { remembers: ['variance'], update: rmspropUpdate },
  adam: { remembers: ['mean', 'variance'], update: adamUpdate },
  // Loshchilov & Hutter, Decoupled weight decay regularization (2019), algorithm 2.
  adamw: { remembers: ['mean', 'variance'], decays: true, update: adamUpdate },
};

/** w = factor w; biases are left alone. */
function decayWeights({ parameters, tensors }: Network, factor: number): void {
  for (const { role, offset, length } of tensors)
    if (role === 'weights') for (let i = offset; i < offset + length; i++) parameters[i] *= factor;
}

/**
 * The smallest normal 32-bit number. A moment that decays below it becomes 0: each operation on a
 * denormal may take a hundred times as long, and moments of pixels that stay empty would all end
 * there. What is lost would move a parameter by less than 1e-29 of the learning rate.
 */
const smallestNormal = 2 ** -126;

function sgdUpdate(
  parameters: Vector,
  gradients: Vector,
  _moments: readonly Vector[],
  learningRate: number,
): void {
  const { length } = parameters;
  for (let i = 0; i < length; i++) parameters[i] -= learningRate * gradients[i];
}

/** v = momentum v + g; w -= learning rate v: Polyak (1964), in the form of PyTorch's SGD. */
function momentumUpdate(
  parameters: Vector,
  gradients: Vector,
  moments: readonly Vector[],
  learningRate: number,
  { momentum }: OptimiserSettings,
): void {
  const { length } = parameters;
  const velocities = moments[0];
  for (let i = 0; i < length; i++) {
    let velocity = momentum * velocities[i] + gradients[i];
    if (Math.abs(velocity) < smallestNormal) velocity = 0;
    velocities[i] = velocity;
    parameters[i] -= learningRate * velocity;
  }
}

/**
 * v = momentum v + g; w -= learning rate (g + momentum v): Nesterov's step, taken from where the
 * velocity is about to lead (Sutskever et al., On the importance of initialization and momentum in
 * deep learning, 2013), in the form of PyTorch's SGD.
 */
function nesterovUpdate(
  parameters: Vector,
  gradients: Vector,
  moments: readonly Vector[],
  learningRate: number,
  { momentum }: OptimiserSettings,
): void {
  const { length } = parameters;
  const velocities = moments[0];
  for (let i = 0; i < length; i++) {
    const gradient = gradients[i];
    let velocity = momentum * velocities[i] + gradient;
    if (Math.abs(velocity) < smallestNormal) velocity = 0;
    velocities[i] = velocity;
    parameters[i] -= learningRate * (gradient + momentum * velocity);
  }
}

const squareDecay = 0.9;
const rmspropEpsilon = 1e-8;

/** Hinton, Neural networks for machine learning (2012), lecture 6e; epsilon as in PyTorch. */
function rmspropUpdate(
  parameters: Vector,
  gradients: Vector,
  moments: readonly Vector[],
  learningRate: number,
): void {
  const { length } = parameters;
  const variances = moments[0];
  for (let i = 0; i < length; i++) {
    const gradient = gradients[i];
    let variance = squareDecay * variances[i] + (1 - squareDecay) * gradient * gradient;
    if (variance < smallestNormal) variance = 0;
    variances[i] = variance;
    if (gradient !== 0)
      parameters[i] -= (learningRate * gradient) / (Math.sqrt(variance) + rmspropEpsilon);
  }
}

const { meanDecay, varianceDecay, epsilon: adamEpsilon } = adamSettings;

/** Kingma & Ba, Adam: a method for stochastic optimization (2015), algorithm 1. */
function adamUpdate(
  parameters: Vector,
  gradients: Vector,
  moments: readonly Vector[],
  learningRate: number,
  _settings: OptimiserSettings,
  step: number,
): void {
  const { length } = parameters;
  const means = moments[0];
  const variances = moments[1];
  const rate = learningRate / (1 - wholePower(meanDecay, step));
  const scale = 1 / Math.sqrt(1 - wholePower(varianceDecay, step));
  for (let i = 0; i < length; i++) {
    const gradient = gradients[i];
    let mean = meanDecay * means[i] + (1 - meanDecay) * gradient;
    let variance = varianceDecay * variances[i] + (1 - varianceDecay) * gradient * gradient;
    if (Math.abs(mean) < smallestNormal) mean = 0;
    if (variance < smallestNormal) variance = 0;
    means[i] = mean;
    variances[i] = variance;
    // The weights of an empty pixel have no mean: they need no root and no division.
    if (mean !== 0) parameters[i] -= (rate * mean) / (Math.sqrt(variance) * scale + adamEpsilon);
  }
}
