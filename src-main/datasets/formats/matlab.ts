/**
 * Arrays in a MATLAB file of level 5, as `save` writes it with `-v6` or `-v7` (compressed).
 * Source: The MathWorks, "MAT-File Format", chapter 1, Level 5 MAT-File Format.
 */
import { open, stat } from 'node:fs/promises';
import { UserError } from '../../../src-shared/errors.ts';
import {
  matlabByteOrder,
  matlabCompressed,
  matlabHeaderBytes,
  matlabMatrix,
  parseMatlabVariable,
} from '../../matlab-variable.ts';
import { peekRegion, type Region } from '../file-stream.ts';
import type { FoundFile } from '../listing.ts';
import type { StoredArray } from './array.ts';
import { arrayFormat } from './array-dataset.ts';

/** Enough for all that comes before an array's numbers. */
const peekBytes = 4096;
/** Variables that are looked at; a damaged file may seem to hold any number. */
const maximumVariables = 1000;

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
      Buffer.alloc(matlabHeaderBytes),
      0,
    );
    const text = header.toString('latin1', 0, 116);
    if (text.startsWith('MATLAB 7.3')) throw new UserError('arrays.hdf5', { file: file.relative });
    const order = headerRead < matlabHeaderBytes ? null : matlabByteOrder(header);
    if (!order) return null;
    const littleEndian = order === 'little';
    const arrays: StoredArray[] = [];
    const tag = Buffer.alloc(8);
    let at = matlabHeaderBytes;
    for (let i = 0; at < size && i < maximumVariables; i++) {
      const { bytesRead } = await handle.read(tag, 0, tag.length, at);
      const kind = littleEndian ? tag.readUInt32LE(0) : tag.readUInt32BE(0);
      const length = littleEndian ? tag.readUInt32LE(4) : tag.readUInt32BE(4);
      const start = at + tag.length;
      if (bytesRead < tag.length || start + length > size)
        throw new UserError('arrays.damaged', { file: file.relative });
      const region = { start, end: start + length };
      if (kind === matlabCompressed) {
        const array = await readVariable(file, { ...region, packing: 'zlib' }, 8, littleEndian);
        if (array) arrays.push(array);
      } else if (kind === matlabMatrix) {
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
  const variable = bytes ? parseMatlabVariable(bytes, from, littleEndian) : 'damaged';
  if (variable === 'damaged') throw new UserError('arrays.damaged', { file: file.relative });
  if (!variable) return null;
  const { name, shape, type, data: skip } = variable;
  return {
    ...{ file, name, label: `${file.relative}/${name}`, region, skip, shape },
    ...{ type: { ...type, littleEndian }, columnMajor: true },
  };
}
