/**
 * The weights of Ng's exercises (`ex3weights.mat`, `ex4weights.mat`) as a model: `Theta1 [hidden, inputs + 1]`,
 * `Theta2 [outputs, hidden + 1]` and so on, the bias in the first column, every layer sigmoid. There an image is a
 * column of numbers that begins with its first column of pixels, and the tenth class is the digit 0.
 */
import { createHash } from 'node:crypto';
import { constants, inflateSync } from 'node:zlib';
import { type Reason, UserError } from '../../src-shared/errors.ts';
import { readHyperparameters } from '../../src-shared/hyperparameter-values.ts';
import { maximumImageSide } from '../../src-shared/dataset.ts';
import { maximumParameters } from '../../src-shared/network-size.ts';
import { networkSpecOf } from '../engine/network-spec.ts';
import {
  matlabByteOrder,
  matlabCompressed,
  matlabHeaderBytes,
  matlabMatrix,
  type MatlabVariable,
  parseMatlabVariable,
} from '../matlab-variable.ts';
import { brokenModel } from './broken-model.ts';
import type { ModelInfo } from './model-file.ts';
import type { Tensor, TensorFile } from './safetensors.ts';

/** Enough for all that comes before the numbers of a variable. Bytes. */
const peekBytes = 4096;
const maximumVariables = 100;

export function isMatlabFile(bytes: Uint8Array): boolean {
  return matlabByteOrder(bytes.subarray(0, matlabHeaderBytes)) !== null;
}

/** @throws UserError `model.broken`, `model.noWeights` */
export function readMatlabWeights(
  bytes: Uint8Array,
  path: string,
): { info: ModelInfo; file: TensorFile } {
  const matrices = thetas(bytes, path);
  const [first] = matrices;
  const side = Math.sqrt(first.columns - 1);
  const outputs = matrices[matrices.length - 1].rows;
  const fits = matrices.every(({ columns }, i) => i === 0 || columns === matrices[i - 1].rows + 1);
  if (!fits || !Number.isInteger(side) || side < 1 || side > maximumImageSide || outputs < 2)
    throw new UserError('model.noWeights', {
      ...{
        file: path,
        found: matrices.map((m) => `${m.name} ${m.rows} x ${m.columns}`).join(', '),
      },
    });
  const { values: hyperparameters, problems } = readHyperparameters({
    hiddenLayers: matrices.slice(0, -1).map(({ rows }) => rows),
    activation: 'sigmoid',
    bias: true,
    loss: 'sigmoidCrossEntropy',
    inputRange: '0..1',
  });
  if (problems.length > 0) throw brokenModel(path, 'layersTooLarge');
  const spec = networkSpecOf(hyperparameters, { width: side, height: side }, outputs);
  // Class k is number k + 1 there; of ten, the last is the digit 0, which comes first here.
  const order = Array.from({ length: outputs }, (_, i) => (outputs === 10 ? (i + 9) % 10 : i));
  const labels = order.map((output) => String(outputs === 10 ? (output + 1) % 10 : output + 1));
  const tensors = new Map<string, Tensor>();
  const places = spec.layers.flatMap((layer, i) => (layer.kind === 'dense' ? [i] : []));
  for (const [i, matrix] of matrices.entries()) {
    const units =
      i === matrices.length - 1 ? order : Array.from({ length: matrix.rows }, (_, u) => u);
    const inputs = matrix.columns - 1;
    /** The column of the input: pixels lie column by column there, row by row here. */
    const columnOf = (input: number): number =>
      1 + (i === 0 ? (input % side) * side + Math.floor(input / side) : input);
    const weights = new Float32Array(inputs * units.length);
    for (let input = 0; input < inputs; input++)
      for (const [place, unit] of units.entries())
        weights[input * units.length + place] = matrix.at(unit, columnOf(input));
    const biases = Float32Array.from(units, (unit) => matrix.at(unit, 0));
    const name = `layers.${places[i]}`;
    tensors.set(`${name}.weights`, { shape: [inputs, units.length], values: weights });
    tensors.set(`${name}.biases`, { shape: [units.length], values: biases });
  }
  const info: ModelInfo = {
    runId: createHash('sha256').update(bytes).digest('hex').slice(0, 12),
    spec,
    hyperparameters,
    labels,
    preprocessing: { width: side, height: side, polarity: 'light', inputRange: '0..1' },
    // Of which data it has learnt, nothing is known.
    fingerprint: '',
    record: unknownRecord,
  };
  return { info, file: { tensors, metadata: {} } };
}

const unknownRecord: ModelInfo['record'] = {
  epoch: 1,
  trainLoss: null,
  trainAccuracy: null,
  validationLoss: null,
  validationAccuracy: null,
  testLoss: null,
  testAccuracy: null,
  learningRate: null,
  imagesPerSecond: 0,
  seconds: 0,
};

interface Matrix {
  name: string;
  rows: number;
  columns: number;
  at(row: number, column: number): number;
}

/** `Theta1`, `Theta2`, ... in order. @throws UserError `model.broken`, `model.noWeights` */
function thetas(bytes: Uint8Array, path: string): Matrix[] {
  const byNumber = new Map<number, Matrix>();
  const names: string[] = [];
  for (const found of variables(bytes, path)) {
    const { variable } = found;
    names.push(variable.name);
    const number = /^Theta_?(\d{1,2})$/i.exec(variable.name)?.[1];
    if (number !== undefined) byNumber.set(Number(number), matrixOf(found, path));
  }
  const ordered = [...byNumber].sort(([a], [b]) => a - b).map(([, matrix]) => matrix);
  if (ordered.length === 0)
    throw new UserError('model.noWeights', { file: path, found: names.join(', ') || '-' });
  return ordered;
}

function* variables(bytes: Uint8Array, path: string) {
  const damaged = brokenModel(path, 'damaged');
  const littleEndian = matlabByteOrder(bytes) === 'little';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = matlabHeaderBytes;
  for (let i = 0; at < bytes.length && i < maximumVariables; i++) {
    if (at + 8 > bytes.length) throw damaged;
    const kind = view.getUint32(at, littleEndian);
    const end = at + 8 + view.getUint32(at + 4, littleEndian);
    if (end > bytes.length) throw damaged;
    const stored = bytes.subarray(at + 8, end);
    at = end;
    if (kind !== matlabMatrix && kind !== matlabCompressed) continue;
    const isPacked = kind === matlabCompressed;
    const body = isPacked ? unpackedStart(stored) : stored;
    const variable = body && parseMatlabVariable(body, isPacked ? 8 : 0, littleEndian);
    if (!body || variable === 'damaged') throw damaged;
    if (variable) yield { variable, stored, isPacked, littleEndian };
  }
}

/** The first bytes, unpacked: some megabytes at most, whatever a bomb holds. Null when they are not sound. */
function unpackedStart(packed: Uint8Array): Uint8Array | null {
  return unpacked(packed.subarray(0, peekBytes), { finishFlush: constants.Z_SYNC_FLUSH });
}

function unpacked(
  packed: Uint8Array,
  options: { finishFlush?: number; maxOutputLength?: number },
): Uint8Array | null {
  try {
    return inflateSync(packed, options);
  } catch {
    return null;
  }
}

interface FoundVariable {
  variable: MatlabVariable;
  stored: Uint8Array;
  isPacked: boolean;
  littleEndian: boolean;
}

function matrixOf(
  { variable, stored, isPacked, littleEndian }: FoundVariable,
  path: string,
): Matrix {
  const { name, shape, type, data } = variable;
  const [rows, columns] = shape;
  const broken = (reason: Reason) => brokenModel(path, reason, { tensor: name });
  if (shape.length !== 2) throw broken('notMatrix');
  if (rows * columns > maximumParameters) throw broken('tooLarge');
  if (type.bytes === 8 && type.kind !== 'float') throw broken('wholeNumbers');
  const end = data + rows * columns * type.bytes;
  // Padding to 8 bytes may follow.
  const body = isPacked ? unpacked(stored, { maxOutputLength: end + 8 }) : stored;
  if (!body || end > body.length) throw broken('matrixDamaged');
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const bits = 8 * type.bytes;
  const read = (at: number): number => {
    if (type.kind === 'float')
      return bits === 32 ? view.getFloat32(at, littleEndian) : view.getFloat64(at, littleEndian);
    const isSigned = type.kind === 'signed';
    if (bits === 8) return isSigned ? view.getInt8(at) : view.getUint8(at);
    if (bits === 16)
      return isSigned ? view.getInt16(at, littleEndian) : view.getUint16(at, littleEndian);
    return isSigned ? view.getInt32(at, littleEndian) : view.getUint32(at, littleEndian);
  };
  // Columns one after the other.
  const at = (row: number, column: number): number =>
    read(data + (column * rows + row) * type.bytes);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      if (!Number.isFinite(at(row, column))) throw broken('notFinite');
  return { name, rows, columns, at };
}
