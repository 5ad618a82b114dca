import type { Hyperparameters } from './hyperparameters.ts';

/** Widths of all layers, input and output included: `[400, 128, 10]`. */
export const layerSizes = (
  h: Pick<Hyperparameters, 'hiddenLayers'>,
  inputs: number,
  classes: number,
): number[] => [inputs, ...h.hiddenLayers, classes];

/** Trainable numbers of a dense network: weights, and one bias per unit where there are biases. */
export function countParameters(
  h: Pick<Hyperparameters, 'hiddenLayers' | 'bias'>,
  inputs: number,
  classes: number,
): number {
  const sizes = layerSizes(h, inputs, classes);
  return sizes.slice(1).reduce((sum, size, i) => sum + sizes[i] * size + (h.bias ? size : 0), 0);
}

/** Parameters above this would not leave room for gradients and optimiser state (12 bytes more each). */
export const maximumParameters = 50_000_000;
