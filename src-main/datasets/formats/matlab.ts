/**
 * Arrays in a MATLAB file of level 5, as `save` writes it with `-v6` or `-v7` (compressed).
 * Source: The MathWorks, "MAT-File Format", chapter 1, Level 5 MAT-File Format.
 */
import { open, stat } from 'node:fs/promises';
import { UserError } from '../../../src-shared/errors.ts';
import { peekRegion, type Region } from '../file-stream.ts';
import type { FoundFile } from '../listing.ts';
import type { ElementType, StoredArray } from './array.ts';
import { arrayFormat } from './array-dataset.ts';

const headerBytes = 128;
/** Enough for all that comes before an array's numbers. */
const peekBytes = 4096;
/** Variables that are looked at; a damaged file may seem to hold any number. */
const maximumVariables = 1000;

const [matrix, compressed] = [14, 15];
/** Classes of arrays that hold real numbers: mxDOUBLE_CLASS to mxUINT64_CLASS. */
const [firstNumeric, lastNumeric] = [6, 15];
/** Types of stored numbers, by their code: they may be smaller than the class of the array. */
const types: Readonly<Record<number, Omit<ElementType, 'littleEndian'>>> = {
  1: { kind: 'signed', bytes: 1 },
  2: { kind: 'unsigned', bytes: 1 },
  3: { kind: 'signed', bytes: 2 },
  4: { kind: 'unsigned', bytes: 2 },
  5: { kind: 'signed', bytes: 4 },
  6: { kind: 'unsigned', bytes: 4 },
  7: { kind: 'float', bytes: 4 },
  9: { kind: 'float', bytes: 8 },
  12: { kind: 'signed', bytes: 8 },
  13: { kind: 'unsigned', bytes: 8 },
};

export const matlab = arrayFormat({
  name: 'matlab',
  extension: /\.mat$/i,
  readArrays: readMatlabArrays,
  columnFirst: true,
  // Indices begin with 1 there, so that a nought is often the tenth class.
  className: (value, all) => String(value === 10 && !all.has(0) ? 0 : value),
});

/** Null when it is no such file. Texts, cells and the like are passed over. @throws UserError `arrays.*`; a system error */
async function readMatlabArrays(file: FoundFile): Promise<StoredArray[] | null> {
  const { size } = await stat(file.path);
  const handle = await open(file.path);
  try {
    const { buffer: header, bytesRead: headerRead } = await handle.read(
      Buffer.alloc(headerBytes),
      0,
    );
    const text = header.toString('latin1', 0, 116);
    if (text.startsWith('MATLAB 7.3')) throw new UserError('arrays.hdf5', { file: file.relative });
    const order = header.toString('latin1', 126, 128);
    if (headerRead < headerBytes || !text.startsWith('MATLAB') || !/^(IM|MI)$/.test(order))
      return null;
    const littleEndian = order === 'IM';
    const arrays: StoredArray[] = [];
    const tag = Buffer.alloc(8);
    let at = headerBytes;
    for (let i = 0; at < size && i < maximumVariables; i++) {
      const { bytesRead } = await handle.read(tag, 0, tag.length, at);
      const kind = littleEndian ? tag.readUInt32LE(0) : tag.readUInt32BE(0);
      const length = littleEndian ? tag.readUInt32LE(4) : tag.readUInt32BE(4);
      const start = at + tag.length;
      if (bytesRead < tag.length || start + length > size)
        throw new UserError('arrays.damaged', { file: file.relative });
      const region = { start, end: start + length };
      if (kind === compressed) {
        const array = await readVariable(file, { ...region, packing: 'zlib' }, 8, littleEndian);
        if (array) arrays.push(array);
      } else if (kind === matrix) {
        const array = await readVariable(file, { ...region, packing: null }, 0, littleEndian);
        if (array) arrays.push(array);
      }
      at = region.end;
    }
    return arrays;
  } finally {
    await handle.close();
  }
}

/** `from`: where its flags begin in the unpacked bytes. Null when it holds no real numbers. */
async function readVariable(
  file: FoundFile,
  region: Region,
  from: number,
  littleEndian: boolean,
): Promise<StoredArray | null> {
  const bytes = region.end > region.start ? await peekRegion(file, region, peekBytes) : null;
  const damaged = new UserError('arrays.damaged', { file: file.relative });
  if (!bytes) throw damaged;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unsigned = (at: number): number => {
    if (at + 4 > view.byteLength) throw damaged;
    return view.getUint32(at, littleEndian);
  };
  /** Of up to 4 bytes the length stands beside the type, and the data in the same 8 bytes. */
  const element = (at: number) => {
    const first = unsigned(at);
    const small = first >>> 16;
    if (small > 0) return { type: first & 0xffff, length: small, data: at + 4, next: at + 8 };
    const length = unsigned(at + 4);
    return { type: first, length, data: at + 8, next: at + 8 + 8 * Math.ceil(length / 8) };
  };
  const flags = element(from);
  const arrayClass = unsigned(flags.data) & 0xff;
  if (arrayClass < firstNumeric || arrayClass > lastNumeric) return null;
  const dimensions = element(flags.next);
  const shape = Array.from({ length: dimensions.length / 4 }, (_, i) =>
    unsigned(dimensions.data + 4 * i),
  );
  const named = element(dimensions.next);
  const name = bytes.toString('latin1', named.data, named.data + named.length);
  if (shape.includes(0)) return null;
  const numbers = element(named.next);
  const type = types[numbers.type];
  if (!type) throw damaged;
  return {
    ...{ file, name, label: `${file.relative}/${name}`, region, skip: numbers.data, shape },
    ...{ type: { ...type, littleEndian }, columnMajor: true },
  };
}
