/**
 * The safetensors container: an 8-byte little-endian header length, a JSON header with name, type,
 * shape and byte range of each tensor and a string-to-string `__metadata__`, then the raw numbers.
 * Nothing in it can run. Format: https://huggingface.co/docs/safetensors
 */
import { UserError } from '../../src-shared/errors.ts';

export interface Tensor {
  shape: readonly number[];
  values: Float32Array;
}
export interface TensorFile {
  tensors: ReadonlyMap<string, Tensor>;
  metadata: Readonly<Record<string, string>>;
}

/** A header of more than this is no header (the format's own limit is 100 MB). */
const maximumHeaderBytes = 100_000_000;
const prefixBytes = 8;

interface HeaderEntry {
  dtype: 'F32';
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
      dtype: 'F32',
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
  const broken = (reason: string): UserError => new UserError('model.broken', { file, reason });
  if (bytes.length < prefixBytes) throw broken('it is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > maximumHeaderBytes || prefixBytes + headerBytes > bytes.length)
    throw broken('its header is cut short');
  const body = bytes.subarray(prefixBytes + headerBytes);
  const header = parseHeader(bytes.subarray(prefixBytes, prefixBytes + headerBytes));
  if (!header) throw broken('its header is not JSON');

  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (!isEntry(entry)) throw broken(`the tensor ${name} is not described as 32-bit floats`);
    const [start, end] = entry.data_offsets;
    const count = entry.shape.reduce((product, size) => product * size, 1);
    if (start > end || end > body.length || end - start !== count * 4)
      throw broken(`the tensor ${name} does not fit its place`);
    // Copied, because the bytes need not be aligned to 4 (and a Buffer's own `slice` would not copy).
    const copied = Uint8Array.from(body.subarray(start, end));
    tensors.set(name, { shape: entry.shape, values: new Float32Array(copied.buffer) });
  }
  return { tensors, metadata: textsOf(header['__metadata__']) };
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
    dtype === 'F32' &&
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
