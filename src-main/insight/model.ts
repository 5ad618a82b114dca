/** A saved model, ready to be asked. */
import { applies } from '../../src-shared/hyperparameters.ts';
import { inputLevel } from '../../src-shared/preprocess.ts';
import { type Loss, losses } from '../engine/losses.ts';
import { isNeighbours, type NeighboursSpec } from '../engine/model-spec.ts';
import { createNearestNeighbours } from '../engine/nearest-neighbours.ts';
import type { Vector } from '../engine/vector.ts';
import type { Network } from '../engine/network.ts';
import { keptImagesOf } from '../models/kept-images.ts';
import { type ModelInfo, networkOf, readModelFile } from '../models/model-file.ts';
import type { TensorFile } from '../models/safetensors.ts';

export interface Model {
  info: ModelInfo;
  /** At most this many images at once. */
  batchSize: number;
  /**
   * The raw outputs.
   * @param inputs `[count, height * width]`, already in the model's input range
   * @param count at most `batchSize`
   * @returns `[count, classes]`, valid until the next call
   */
  forward(inputs: Vector, count: number): Float32Array;
  /** What to show a person for a batch of outputs, same shape. */
  predictions(outputs: Float32Array, count: number): Float32Array;
  /** Softmax outputs are probabilities, and so are shares of neighbours; others are shown as they are. */
  outputsAreProbabilities: boolean;
  /** What it was trained to make small; null where nothing was trained. */
  loss: Loss | null;
}

/** @throws UserError `file.*`, `model.*` */
export function loadModel(path: string): Model {
  const { info, file } = readModelFile(path);
  if (isNeighbours(info.spec)) return neighboursModel(info, info.spec, file, path);
  return networkModel(info, networkOf(info, file, path));
}

/** A network with its weights in place. */
export function networkModel(info: ModelInfo, network: Network): Model {
  const { batchSize } = network;
  const loss = losses[info.hyperparameters.loss];
  const classes = info.labels.length;
  const shown = new Float32Array(batchSize * classes);
  return {
    info,
    batchSize,
    loss,
    outputsAreProbabilities: givesProbabilities(info),
    forward: (inputs, count) => float32(network.forward(inputs, count)),
    predictions(outputs, count) {
      loss.predictions(shown, outputs, count, classes);
      return shown;
    },
  };
}

function neighboursModel(
  info: ModelInfo,
  spec: NeighboursSpec,
  file: TensorFile,
  path: string,
): Model {
  const kept = keptImagesOf(info, spec, file, path);
  const levelOf = inputLevel(info.preprocessing.inputRange);
  const { neighbours } = spec;
  const { forward, batchSize } = createNearestNeighbours(kept, { neighbours, levelOf });
  return {
    info,
    batchSize,
    loss: null,
    outputsAreProbabilities: true,
    forward,
    predictions: (outputs) => outputs,
  };
}

export function givesProbabilities({ hyperparameters: h }: ModelInfo): boolean {
  return (
    h.loss === 'softmaxCrossEntropy' ||
    (applies('outputActivation', h) && h.outputActivation === 'softmax')
  );
}

function float32(values: ReturnType<Network['forward']>): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new Error('a saved model is 32-bit');
}
