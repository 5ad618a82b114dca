/** NumPy's arrays, one in a `.npy` file, several in an `.npz`. Source: numpy.lib.format, "Format Version 1.0". */
import { stat } from 'node:fs/promises';
import { UserError } from '../../../src-shared/errors.ts';
import { peekRegion, type Region } from '../file-stream.ts';
import type { FoundFile } from '../listing.ts';
import type { ElementType, StoredArray } from './array.ts';
import { arrayFormat } from './array-dataset.ts';
import { isZip, readZipEntries } from './zip.ts';

/** Of which the header is a part. */
const peekBytes = 4096;
const magic = Buffer.from('\x93NUMPY', 'latin1');
const kinds: Readonly<Record<string, ElementType['kind']>> = {
  b: 'unsigned',
  u: 'unsigned',
  i: 'signed',
  f: 'float',
};

export const numpy = arrayFormat({
  name: 'numpy',
  extension: /\.np[yz]$/i,
  readArrays: readNumpyArrays,
  columnFirst: false,
  className: String,
});

/** Null when the file is neither, whatever its name says. @throws UserError `arrays.*`; a system error */
async function readNumpyArrays(file: FoundFile): Promise<StoredArray[] | null> {
  const { size } = await stat(file.path);
  const whole: Region = { start: 0, end: size, packing: null };
  const start = size > 0 ? await peekRegion(file, whole, magic.length) : null;
  if (start?.equals(magic)) {
    const name = file.name.replace(/\.npy$/i, '');
    return [await readHeader(file, name, file.relative, whole)];
  }
  if (!start || !isZip(start)) return null;
  const arrays: StoredArray[] = [];
  for (const { name, region } of await readZipEntries(file))
    if (/\.npy$/i.test(name))
      arrays.push(
        await readHeader(file, name.replace(/\.npy$/i, ''), `${file.relative}/${name}`, region),
      );
  return arrays;
}

/** @throws UserError `arrays.damaged`, `arrays.type` */
async function readHeader(
  file: FoundFile,
  name: string,
  label: string,
  region: Region,
): Promise<StoredArray> {
  const damaged = new UserError('arrays.damaged', { file: label });
  const bytes = region.end > region.start ? await peekRegion(file, region, peekBytes) : null;
  if (!bytes || bytes.length < 12 || !bytes.subarray(0, magic.length).equals(magic)) throw damaged;
  const [lengthBytes, headerBytes] =
    bytes[6] === 1 ? [2, bytes.readUInt16LE(8)] : [4, bytes.readUInt32LE(8)];
  const skip = 8 + lengthBytes + headerBytes;
  const text = bytes.toString('latin1', 8 + lengthBytes, skip);
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  const described = /'descr':\s*('[^']*'|\[)/.exec(text)?.[1];
  if (shape === undefined || described === undefined) throw damaged;
  const [, order, code, size] = /^'([<>|=])([buif])([1248])'$/.exec(described) ?? [];
  if (!size || (code === 'f' && Number(size) < 4))
    throw new UserError('arrays.type', { file: label, type: described.replaceAll("'", '') });
  return {
    ...{ file, name, label, region, skip },
    type: {
      kind: kinds[code],
      bytes: Number(size) as ElementType['bytes'],
      littleEndian: order !== '>',
    },
    shape: (shape.match(/\d+/g) ?? []).map(Number),
    columnMajor: /'fortran_order':\s*True/.test(text),
  };
}
