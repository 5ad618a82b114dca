/**
 * The safetensors container: an 8-byte little-endian header length, a JSON header with name, type,
 * shape and byte range of each tensor and a string-to-string `__metadata__`, then the raw numbers.
 * Nothing in it can run. Format: https://huggingface.co/docs/safetensors
 */
import { brokenModel } from './broken-model.ts';

/** Weights are 32-bit floats; images and their labels are whole numbers. */
const types = { F32: Float32Array, U8: Uint8Array, U16: Uint16Array } as const;
type TypeName = keyof typeof types;
export type TensorValues = Float32Array | Uint8Array | Uint16Array;

export interface Tensor {
  shape: readonly number[];
  values: TensorValues;
}
export interface TensorFile {
  tensors: ReadonlyMap<string, Tensor>;
  metadata: Readonly<Record<string, string>>;
}

/** A header of more than this is no header (the format's own limit is 100 MB). */
const maximumHeaderBytes = 100_000_000;
const prefixBytes = 8;

interface HeaderEntry {
  dtype: TypeName;
  shape: number[];
  data_offsets: [number, number];
}

/** The file as parts to be written one after the other; tensors are not copied. */
export function encodeTensors(file: TensorFile): Uint8Array[] {
  const header: Record<string, unknown> = { __metadata__: file.metadata };
  const bodies: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { shape, values }] of file.tensors) {
    header[name] = {
      dtype: typeOf(values),
      shape,
      data_offsets: [offset, offset + values.byteLength],
    } satisfies Omit<HeaderEntry, 'shape'> & { shape: readonly number[] };
    bodies.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    offset += values.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Padded with spaces so that the numbers start at a multiple of 8 bytes.
  const head = new Uint8Array(prefixBytes + Math.ceil(json.length / 8) * 8).fill(0x20);
  new DataView(head.buffer).setBigUint64(0, BigInt(head.length - prefixBytes), true);
  head.set(json, prefixBytes);
  return [head, ...bodies];
}

/** @throws UserError `model.broken` naming `file` and what is wrong with it. */
export function decodeTensors(bytes: Uint8Array, file: string): TensorFile {
  if (bytes.length < prefixBytes) throw brokenModel(file, 'tooShort');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > maximumHeaderBytes || prefixBytes + headerBytes > bytes.length)
    throw brokenModel(file, 'headerCut');
  const body = bytes.subarray(prefixBytes + headerBytes);
  const header = parseHeader(bytes.subarray(prefixBytes, prefixBytes + headerBytes));
  if (!header) throw brokenModel(file, 'headerNotJson');

  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (!isEntry(entry)) throw brokenModel(file, 'tensorType', { tensor: name });
    const [start, end] = entry.data_offsets;
    const count = entry.shape.reduce((product, size) => product * size, 1);
    const Values = types[entry.dtype];
    if (start > end || end > body.length || end - start !== count * Values.BYTES_PER_ELEMENT)
      throw brokenModel(file, 'tensorPlace', { tensor: name });
    // Copied, because the bytes need not be aligned (and a Buffer's own `slice` would not copy).
    const copied = Uint8Array.from(body.subarray(start, end));
    tensors.set(name, { shape: entry.shape, values: new Values(copied.buffer) });
  }
  return { tensors, metadata: textsOf(header['__metadata__']) };
}

function typeOf(values: TensorValues): TypeName {
  if (values instanceof Float32Array) return 'F32';
  return values instanceof Uint8Array ? 'U8' : 'U16';
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof header === 'object' && header !== null
      ? (header as Record<string, unknown>)
      : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

const isSize = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function isEntry(value: unknown): value is HeaderEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { dtype, shape, data_offsets: offsets } = value as Partial<Record<string, unknown>>;
  return (
    typeof dtype === 'string' &&
    Object.hasOwn(types, dtype) &&
    Array.isArray(shape) &&
    shape.every(isSize) &&
    Array.isArray(offsets) &&
    offsets.length === 2 &&
    offsets.every(isSize)
  );
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
