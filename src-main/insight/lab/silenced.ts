/** One image, asked of a network with some units silenced; and what its units say. */
import type { SilencedAnswer, UnitName } from '../../../src-shared/lab.ts';
import { inputTable } from '../../../src-shared/preprocess.ts';
import { createNetwork, type Network, type NetworkSpec } from '../../engine/network.ts';
import type { ModelInfo } from '../../models/model-file.ts';
import { networkModel } from '../model.ts';
import { type GreyImage, predict } from '../predict.ts';
import { silence, unitLayersOf } from './units.ts';

/** `network`: one that may be damaged; `image`: as it is in the model's data set. */
export function askSilenced(
  info: ModelInfo,
  network: Network,
  image: GreyImage,
  expected: number | null,
  silenced: readonly UnitName[],
): SilencedAnswer {
  silence(network, silenced);
  const layers = unitLayersOf(network.spec);
  const prediction = predict(networkModel(info, network), image, { expected, asStored: true });
  return {
    prediction,
    layers,
    activations: layers.map(({ layer, kind }) =>
      kind === 'dense' ? activationsOf(info, network, image, layer) : null,
    ),
  };
}

/** The layers up to that one's activation, with the weights of the whole network. */
function activationsOf(
  info: ModelInfo,
  { spec, parameters }: Network,
  { pixels }: GreyImage,
  layer: number,
): Float32Array {
  const end = spec.layers[layer + 1]?.kind === 'activation' ? layer + 2 : layer + 1;
  const { inputSize, inputShape } = spec;
  const front: NetworkSpec = {
    inputSize,
    ...(inputShape && { inputShape }),
    layers: spec.layers.slice(0, end),
  };
  const network = createNetwork(front, { batchSize: 1 });
  network.parameters.set(parameters.subarray(0, network.parameters.length));
  const table = inputTable(info.preprocessing.inputRange);
  const outputs = network.forward(
    Float32Array.from(pixels, (value) => table[value]),
    1,
  );
  return Float32Array.from(outputs.subarray(0, network.outputSize));
}
