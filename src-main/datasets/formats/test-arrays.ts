/** NumPy's files for the tests. */
import { deflateRawSync } from 'node:zlib';

export type Numbers =
  Uint8Array | Int16Array | Int32Array | BigInt64Array | Float32Array | Float64Array;

/** A `.npy` file. `shape` as Python writes a tuple. */
export function npy(
  data: Numbers,
  type: string,
  shape: string,
  fortran = false,
  version = 1,
): Buffer {
  const order = fortran ? 'True' : 'False';
  const text = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`;
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(text.length);
  else length.writeUInt32LE(text.length);
  const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([
    ...[Buffer.from('\x93NUMPY', 'latin1'), Buffer.of(version, 0), length, Buffer.from(text), body],
  ]);
}

/** An archive of deflated or stored files. */
export function zip(files: Readonly<Record<string, Buffer>>, deflated = true): Buffer {
  const [local, central]: Buffer[][] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflated ? deflateRawSync(content) : content;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(deflated ? 8 : 0, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const part = [Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed];
    local.push(...part);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x00'), common, place, Buffer.from(name));
    offset += Buffer.concat(part).length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end]);
}
