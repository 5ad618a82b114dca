/**
 * A trained network as a file: its weights by name, and in the metadata all that is needed to ask it
 * about an image: architecture, labels, preprocessing, and where it comes from.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { readHyperparameters } from '../../src-shared/hyperparameter-values.ts';
import {
  activationNames,
  type Hyperparameters,
  inputRangeNames,
  outputActivationNames,
} from '../../src-shared/hyperparameters.ts';
import { maximumClasses, maximumImageSide } from '../../src-shared/dataset.ts';
import { maximumChannels, maximumKernel, maximumPool } from '../../src-shared/hidden-layers.ts';
import {
  evaluationBatch,
  maximumNumbers,
  maximumParameters,
} from '../../src-shared/network-size.ts';
import type { Preparation } from '../../src-shared/preparation.ts';
import { isPreparation } from '../../src-shared/preparation-values.ts';
import type { Preprocessing } from '../../src-shared/preprocess.ts';
import type { EpochRecord } from '../../src-shared/run.ts';
import { isNeighbours, type ModelSpec } from '../engine/model-spec.ts';
import {
  createNetwork,
  measureNetwork,
  type Network,
  type NetworkSpec,
} from '../engine/network.ts';
import { SpecError } from '../engine/shape.ts';
import { writeFileAtomically } from '../files.ts';
import { brokenModel } from './broken-model.ts';
import { epochRecord } from './epoch-schema.ts';
import { isMatlabFile, readMatlabWeights } from './matlab-weights.ts';
import { decodeTensors, encodeTensors, type Tensor, type TensorFile } from './safetensors.ts';

/** Raised when an older Inkling could not read the file any more. */
const formatVersion = 1;
const metadataKey = 'inkling';

export interface ModelInfo {
  runId: string;
  spec: ModelSpec;
  hyperparameters: Hyperparameters;
  labels: string[];
  preprocessing: Preprocessing;
  /** Fingerprint of the data set it was trained on. */
  fingerprint: string;
  /** The epoch after which these weights were saved. */
  record: EpochRecord;
}

const size = z.int().min(1).max(maximumParameters);
const kernel = z.int().min(1).max(maximumKernel);
const pool = z.int().min(1).max(maximumPool);
// A checkpoint's spec is compared with a new one as JSON: the fields are in the same order.
const layer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dense'), units: size, bias: z.boolean() }),
  z.object({
    kind: z.literal('activation'),
    activation: z.enum([...activationNames, ...outputActivationNames, 'straightThroughRelu']),
  }),
  z.object({ kind: z.literal('dropout'), rate: z.number().gt(0).lt(1) }),
  z.object({ kind: z.literal('batchNormalisation') }),
  z.object({ kind: z.literal('padding'), size: z.int().min(1).max(maximumImageSide) }),
  z.object({
    kind: z.literal('convolution'),
    height: kernel,
    width: kernel,
    channels: z.int().min(1).max(maximumChannels),
    padding: z.enum(['same', 'valid']),
    stride: kernel,
    table: z.enum(['full', 'lenet']),
    bias: z.boolean(),
  }),
  z.object({ kind: z.literal('maxPooling'), size: pool }),
  z.object({ kind: z.literal('meanPooling'), size: pool }),
  z.object({ kind: z.literal('trainedPooling'), size: pool, bias: z.boolean() }),
]);

const networkSpec = z.object({
  kind: z.undefined().optional(),
  inputSize: size,
  inputShape: z.object({ height: size, width: size, channels: size }).exactOptional(),
  layers: z.array(layer).min(1).max(64),
  hiddenErrors: z.literal('book').exactOptional(),
});
const neighboursSpec = z.object({
  kind: z.literal('nearestNeighbours'),
  inputSize: size,
  neighbours: z.int().min(1),
  images: z.int().min(1),
});

const grey = z.int().min(0).max(255);
const inkStyle = z.object({
  box: z.int().min(1).max(maximumImageSide),
  boxRange: z.tuple([z.int().min(1), z.int().max(maximumImageSide)]),
  centre: z.enum(['mass', 'box']),
  strokeWidth: z.number().min(0).max(maximumImageSide),
  paper: grey,
  ink: grey,
  isBinary: z.boolean(),
});

const modelInfo = z.object({
  runId: z.string(),
  spec: z.discriminatedUnion('kind', [neighboursSpec, networkSpec]),
  hyperparameters: z.record(z.string(), z.unknown()),
  labels: z.array(z.string()).min(2).max(maximumClasses),
  preprocessing: z.object({
    width: z.int().min(1).max(maximumImageSide),
    height: z.int().min(1).max(maximumImageSide),
    polarity: z.enum(['light', 'dark']),
    style: inkStyle.exactOptional(),
    preparation: z.custom<Preparation>(isPreparation).exactOptional(),
    inFiles: z
      .object({
        width: z.int().min(1).max(maximumImageSide),
        height: z.int().min(1).max(maximumImageSide),
      })
      .exactOptional(),
    inputRange: z.enum(inputRangeNames),
  }),
  fingerprint: z.string(),
  record: epochRecord,
});

/** Named views into the network's one buffer. */
export function tensorsOf(network: Network, buffer: Network['parameters']): Map<string, Tensor> {
  return new Map(
    network.tensors.map(({ name, shape, offset, length }) => [
      name,
      { shape, values: asFloat32(buffer).subarray(offset, offset + length) },
    ]),
  );
}

/** Training and saved models are 32-bit; 64-bit networks exist for the gradient check only. */
function asFloat32(values: Network['parameters']): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new Error('a 64-bit network can not be saved');
}

export function writeModel(
  path: string,
  info: ModelInfo,
  tensors: ReadonlyMap<string, Tensor>,
  extra: Readonly<Record<string, string>> = {},
): void {
  const metadata = { ...extra, [metadataKey]: JSON.stringify({ format: formatVersion, ...info }) };
  writeFileAtomically(path, encodeTensors({ tensors, metadata }));
}

/** MATLAB's weights are taken, too. @throws UserError `file.*`, `model.broken`, `model.newer`, `model.noWeights` */
export function readModelFile(path: string): { info: ModelInfo; file: TensorFile } {
  const bytes = readBytes(path);
  return isMatlabFile(bytes) ? readMatlabWeights(bytes, path) : readModelBytes(bytes, path);
}

/** A model that is in memory. @param path what messages call it @throws UserError `model.broken`, `model.newer` */
export function readModelBytes(
  bytes: Uint8Array,
  path: string,
): { info: ModelInfo; file: TensorFile } {
  const file = decodeTensors(bytes, path);
  return { info: infoOf(file, path), file };
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, path));
  }
}

function infoOf(file: TensorFile, path: string): ModelInfo {
  const text = file.metadata[metadataKey];
  if (text === undefined) throw brokenModel(path, 'notOurs');
  const raw = parsed(text, path);
  if (raw.format !== formatVersion) {
    const found = String(raw.format);
    throw new UserError('model.newer', { file: path, found, supported: formatVersion });
  }
  const checked = modelInfo.safeParse(raw);
  if (!checked.success) {
    throw brokenModel(path, 'field', { where: checked.error.issues[0].path.join('.') });
  }
  const { values, problems } = readHyperparameters(checked.data.hyperparameters);
  if (problems.length > 0)
    throw brokenModel(path, 'field', { where: `hyperparameters.${problems[0].values['name']}` });
  return { ...checked.data, hyperparameters: values };
}

function parsed(text: string, path: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw brokenModel(path, 'metadataNotJson');
  }
}

/**
 * A network with the file's weights, for the batches of an evaluation.
 * @throws UserError `model.broken` when the weights do not fit the architecture, or make none;
 * `model.noNetwork`
 */
export function networkOf(info: ModelInfo, file: TensorFile, path: string): Network {
  const { width, height } = info.preprocessing;
  if (isNeighbours(info.spec)) throw new UserError('model.noNetwork', { file: path });
  if (info.spec.inputSize !== width * height) throw brokenModel(path, 'inputSize');
  // Counted before anything is allocated for a file that claims the moon.
  const { parameters, numbers } = measured(info.spec, path);
  if (parameters > maximumParameters || numbers > maximumNumbers)
    throw brokenModel(path, 'tooLarge');
  const network = createNetwork(info.spec, { batchSize: evaluationBatch(numbers) });
  if (network.outputSize !== info.labels.length) throw brokenModel(path, 'outputs');
  loadTensors(network, network.parameters, file, '', path);
  return network;
}

function measured(spec: NetworkSpec, path: string) {
  try {
    return measureNetwork(spec);
  } catch (thrown) {
    if (!(thrown instanceof SpecError)) throw thrown;
    throw brokenModel(path, 'layers');
  }
}

/** Fills `buffer` (laid out as the network's parameters) from the tensors named `prefix + name`. */
export function loadTensors(
  network: Network,
  buffer: Network['parameters'],
  file: TensorFile,
  prefix: string,
  path: string,
): void {
  for (const { name, shape, offset, length } of network.tensors) {
    const tensor = file.tensors.get(prefix + name);
    if (
      !(tensor?.values instanceof Float32Array) ||
      tensor.shape.join() !== shape.join() ||
      tensor.values.length !== length
    )
      throw brokenModel(path, 'tensorShape', { tensor: `${prefix}${name}` });
    buffer.set(tensor.values, offset);
  }
}
