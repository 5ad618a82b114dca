/**
 * A network with start values instead of weights, from its output down: what a saliency map must not survive
 * (Adebayo et al., Sanity checks for saliency maps, 2018).
 */
import { createNetwork, type Network } from '../../engine/network.ts';
import { initialise } from '../../engine/initialisers.ts';
import type { ModelInfo } from '../../models/model-file.ts';

/** Other start values than the network's own, which it may not have gone far from. */
const controlSeed = 910_000;

/** Layers with weights. */
export const trainedLayers = ({ tensors }: Pick<Network, 'tensors'>): number[] => [
  ...new Set(tensors.map(({ name }) => Number(name.split('.')[1]))),
];

/** @param layers so many of those with weights, the output's first; all unless told */
export function withRandomLayers(
  trained: Network,
  { hyperparameters }: Pick<ModelInfo, 'hyperparameters'>,
  { layers = Infinity, seed = 1 } = {},
): Network {
  const network = createNetwork(trained.spec, { batchSize: trained.batchSize });
  initialise(network, { ...hyperparameters, seed: controlSeed + seed });
  const all = trainedLayers(network);
  const kept = new Set(all.slice(0, Math.max(0, all.length - layers)));
  for (const { name, offset, length } of network.tensors)
    if (kept.has(Number(name.split('.')[1])))
      network.parameters.set(trained.parameters.subarray(offset, offset + length), offset);
  return network;
}
