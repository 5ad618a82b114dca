/** Start values. To add a way, add its name to the hyper-parameters' choices and its entry here. */
import type { Hyperparameters, InitialiserName } from '../../src-shared/hyperparameters.ts';
import type { Network } from './network.ts';
import { createRandom, type Random } from './random.ts';

/** Draws one weight. `spread` is the hyper-parameter `startSpread`. */
type Draw = (random: Random, fanIn: number, fanOut: number, spread: number) => number;

const symmetric = (random: Random, limit: number): number => (2 * random.uniform() - 1) * limit;

const draws: Record<InitialiserName, Draw> = {
  // Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks
  // (2010), eq. 16.
  xavier: (random, fanIn, fanOut) => symmetric(random, Math.sqrt(6 / (fanIn + fanOut))),
  // He et al., Delving deep into rectifiers (2015), eq. 10.
  he: (random, fanIn) => random.normal() * Math.sqrt(2 / fanIn),
  // LeCun et al., Efficient BackProp (1998), section 4.6: a deviation of 1/sqrt(fan in), normal or
  // uniform. The normal one is also the start of Rashid's network.
  fanIn: (random, fanIn) => random.normal() / Math.sqrt(fanIn),
  lecunUniform: (random, fanIn) => symmetric(random, Math.sqrt(3 / fanIn)),
  normal: (random, _in, _out, spread) => random.normal() * spread,
  // What is further than 2 deviations out is drawn again, as in TensorFlow; .88 of the spread is left.
  truncatedNormal(random, _in, _out, spread) {
    let value = random.normal();
    while (Math.abs(value) > 2) value = random.normal();
    return value * spread;
  },
  uniform: (random, _in, _out, spread) => symmetric(random, spread),
  zeros: () => 0,
  ones: () => 1,
};

const unchanging = { gains: 1, shifts: 0, means: 0, variances: 1 };

/**
 * Sets all weights, each tensor from a random stream of its own, all biases to `startBias`, and the
 * others to what leaves numbers as they are.
 */
export function initialise(
  network: Network,
  {
    initialiser,
    startSpread,
    startBias,
    seed,
  }: Pick<Hyperparameters, 'initialiser' | 'startSpread' | 'startBias' | 'seed'>,
): void {
  const draw = draws[initialiser];
  for (const { name, role, offset, length, fanIn, fanOut } of network.tensors) {
    const values = network.parameters.subarray(offset, offset + length);
    if (role !== 'weights') {
      values.fill(role === 'biases' ? startBias : unchanging[role]);
      continue;
    }
    const random = createRandom(seed, 'initialise', name);
    const fansIn = typeof fanIn === 'number' ? [fanIn] : fanIn;
    for (let i = 0; i < length; i++)
      values[i] = draw(random, fansIn[i % fansIn.length], fanOut, startSpread);
  }
}
