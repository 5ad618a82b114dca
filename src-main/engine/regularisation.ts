/** What keeps weights small; biases are left alone throughout. */
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { Network } from './network.ts';
import type { Vector } from './vector.ts';

type Penalties = Pick<Hyperparameters, 'l1' | 'l2'>;

/**
 * `l1` times the sum of the absolute weights and `l2` / 2 times the sum of their squares, on top of
 * the mean loss of a sample. Ng's lambda / (2m) with m training samples is `l2` = lambda / m.
 */
export function weightPenalty(network: Network, { l1, l2 }: Penalties): number {
  if (l1 === 0 && l2 === 0) return 0;
  const { parameters } = network;
  let sum = 0;
  let squares = 0;
  for (const { role, offset, length } of network.tensors)
    if (role === 'weights')
      for (let i = offset; i < offset + length; i++) {
        sum += Math.abs(parameters[i]);
        squares += parameters[i] * parameters[i];
      }
  return l1 * sum + (l2 / 2) * squares;
}

/**
 * Adds the penalty's gradient, `l2` times each weight and `l1` times its sign (0 for a weight of 0):
 * once per step, after `backward`.
 */
export function addPenaltyGradient(network: Network, { l1, l2 }: Penalties): void {
  const { parameters, gradients, kernels } = network;
  for (const { role, offset, length } of network.tensors) {
    if (role !== 'weights') continue;
    if (l2 !== 0) kernels.addScaled(gradients, parameters, offset, length, l2);
    if (l1 !== 0)
      for (let i = offset; i < offset + length; i++) gradients[i] += l1 * Math.sign(parameters[i]);
  }
}

/**
 * Scales all gradients, of biases too, so that together they are at most `limit` long (Euclidean
 * norm); 0 is no limit. Pascanu et al., On the difficulty of training recurrent neural networks
 * (2013), algorithm 1. Gradients that are not finite end as NaN or stay as they are: never as
 * harmless numbers.
 */
export function clipGradients({ gradients }: Network, limit: number): void {
  if (limit === 0) return;
  let squares = 0;
  for (let i = 0; i < gradients.length; i++) squares += gradients[i] * gradients[i];
  const length = Math.sqrt(squares);
  if (!(length > limit)) return;
  const scale = limit / length;
  for (let i = 0; i < gradients.length; i++) gradients[i] *= scale;
}

/**
 * To be called after each step: scales the weights that lead to a unit so that they are at most
 * `limit` long (Euclidean norm); 0 is no limit. Srivastava et al., Dropout (2014), section 5.1.
 */
export function createNormLimit({ parameters, tensors }: Network, limit: number): () => void {
  if (limit === 0) return () => undefined;
  const matrices = tensors
    .filter(({ role }) => role === 'weights')
    .map(({ shape, unitOf, offset, length }) => {
      const columns = shape[shape.length - 1];
      return {
        values: parameters.subarray(offset, offset + length),
        units: Int32Array.from({ length: columns }, (_, j) => unitOf?.[j] ?? j),
        scales: new Float64Array(columns),
      };
    });
  return () => {
    for (const { values, units, scales } of matrices) limitUnits(values, units, scales, limit);
  };
}

/**
 * `values` `[any, columns]`; `units` `[columns]`: the unit that a column leads to. `scales` is
 * scratch, `[columns]`.
 */
function limitUnits(values: Vector, units: Int32Array, scales: Float64Array, limit: number): void {
  const columns = units.length;
  scales.fill(0);
  for (let row = 0; row < values.length; row += columns)
    for (let j = 0; j < columns; j++) scales[units[j]] += values[row + j] * values[row + j];
  let tooLong = false;
  for (let unit = 0; unit < columns; unit++) {
    const norm = Math.sqrt(scales[unit]);
    scales[unit] = norm > limit ? limit / norm : 1;
    if (norm > limit) tooLong = true;
  }
  if (!tooLong) return;
  for (let row = 0; row < values.length; row += columns)
    for (let j = 0; j < columns; j++) values[row + j] *= scales[units[j]];
}
