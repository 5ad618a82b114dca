import { describe, expect, it } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { decodeTensors, encodeTensors, type TensorFile } from './safetensors.ts';

const file: TensorFile = {
  tensors: new Map([
    ['a', { shape: [2, 3], values: Float32Array.of(1, -0, NaN, Infinity, 1e-45, 3.25) }],
    ['b', { shape: [1], values: Float32Array.of(7) }],
    ['pixels', { shape: [1, 3], values: Uint8Array.of(0, 7, 255) }],
    ['labels', { shape: [2], values: Uint16Array.of(1, 65535) }],
  ]),
  metadata: { name: '零一二' },
};
const joined = (parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe('safetensors', () => {
  it('gives back the same bits, names, shapes and metadata', () => {
    const read = decodeTensors(joined(encodeTensors(file)), 'x');
    expect(read.metadata).toEqual(file.metadata);
    expect([...read.tensors.keys()]).toEqual(['a', 'b', 'pixels', 'labels']);
    for (const [name, { shape, values }] of file.tensors) {
      expect(read.tensors.get(name)?.shape).toEqual(shape);
      const found = read.tensors.get(name)?.values;
      expect(found?.constructor).toBe(values.constructor);
      expect(new Uint8Array(found?.slice().buffer ?? [])).toEqual(
        new Uint8Array(values.slice().buffer),
      );
    }
  });

  it('lays the header out as the format says', () => {
    const bytes = joined(encodeTensors(file));
    const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect((8 + headerLength) % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
    expect(header.b).toEqual({ dtype: 'F32', shape: [1], data_offsets: [24, 28] });
    expect(header.pixels).toEqual({ dtype: 'U8', shape: [1, 3], data_offsets: [28, 31] });
    expect(header.labels).toEqual({ dtype: 'U16', shape: [2], data_offsets: [31, 35] });
  });

  it('reads a Buffer, as files are read', () => {
    const read = decodeTensors(Buffer.concat(encodeTensors(file)), 'x');
    expect(read.tensors.get('b')?.values).toEqual(Float32Array.of(7));
  });

  it('reads bytes at any alignment', () => {
    const bytes = joined(encodeTensors(file));
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(decodeTensors(shifted.subarray(1), 'x').tensors.get('b')?.values[0]).toBe(7);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['half a length', new Uint8Array(5)],
    ['a header longer than the file', Uint8Array.of(255, 255, 0, 0, 0, 0, 0, 0, 123)],
    ['a header length near 2^64', new Uint8Array(16).fill(255)],
    ['no JSON', joined([Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0), new TextEncoder().encode('{]')])],
    [
      'a JSON null',
      joined([Uint8Array.of(4, 0, 0, 0, 0, 0, 0, 0), new TextEncoder().encode('null')]),
    ],
    ['a cut end', joined(encodeTensors(file)).slice(0, -1)],
  ])('refuses %s with the name of the file', (_, bytes) => {
    expect(() => decodeTensors(bytes, 'bad.safetensors')).toThrow(UserError);
    expect(() => decodeTensors(bytes, 'bad.safetensors')).toThrow('bad.safetensors');
  });

  it.each([
    { dtype: 'F64', shape: [1], data_offsets: [0, 8] },
    { dtype: 'toString', shape: [1], data_offsets: [0, 4] },
    { dtype: 'F32', shape: [2], data_offsets: [0, 4] },
    { dtype: 'U8', shape: [1], data_offsets: [0, 4] },
    { dtype: 'F32', shape: [1], data_offsets: [4, 0] },
    { dtype: 'F32', shape: [-1], data_offsets: [0, 4] },
    { dtype: 'F32', shape: [1], data_offsets: [0.5, 4.5] },
    'no entry',
  ])('refuses a tensor described as %j', (entry) => {
    const header = new TextEncoder().encode(JSON.stringify({ t: entry }));
    const length = new Uint8Array(8);
    new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
    expect(() => decodeTensors(joined([length, header, new Uint8Array(4)]), 'x')).toThrow(
      'model.broken',
    );
  });
});
