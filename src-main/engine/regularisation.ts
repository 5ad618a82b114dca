/**
 * L2: `l2` / 2 times the sum of the squared weights, biases excluded, on top of the mean loss of a
 * sample. Ng's lambda / (2m) with m training samples is `l2` = lambda / m.
 */
import type { Network } from './network.ts';

export function l2Penalty(network: Network, l2: number): number {
  if (l2 === 0) return 0;
  const { parameters } = network;
  let sum = 0;
  for (const { role, offset, length } of network.tensors)
    if (role === 'weights')
      for (let i = offset; i < offset + length; i++) sum += parameters[i] * parameters[i];
  return (l2 / 2) * sum;
}

/** Adds the penalty's gradient, `l2` times each weight: once per step, after `backward`. */
export function addL2Gradient(network: Network, l2: number): void {
  if (l2 === 0) return;
  const { parameters, gradients, kernels } = network;
  for (const { role, offset, length } of network.tensors)
    if (role === 'weights') kernels.addScaled(gradients, parameters, offset, length, l2);
}
