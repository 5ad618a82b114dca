/**
 * A variable in a MATLAB file of level 5: what comes before its numbers. For data sets, which read the numbers as a
 * stream, and for weights, which fit into memory.
 * Source: The MathWorks, "MAT-File Format", chapter 1, Level 5 MAT-File Format.
 */

export interface MatlabVariable {
  name: string;
  shape: number[];
  /** How the numbers are stored: it may be smaller than the class of the array. */
  type: { kind: 'unsigned' | 'signed' | 'float'; bytes: 1 | 2 | 4 | 8 };
  /** Where the numbers begin in the unpacked bytes. */
  data: number;
}

export const matlabHeaderBytes = 128;
/** Types of elements that hold elements. */
export const [matlabMatrix, matlabCompressed] = [14, 15];

/** Classes of arrays that hold real numbers: mxDOUBLE_CLASS to mxUINT64_CLASS. */
const [firstNumeric, lastNumeric] = [6, 15];
/** More than any array has. */
const maximumDimensions = 32;
/** Types of stored numbers, by their code. */
const types: Readonly<Record<number, MatlabVariable['type']>> = {
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

/** The order of its bytes, by the header; null when it is no such file. `header`: 128 bytes. */
export function matlabByteOrder(header: Uint8Array): 'little' | 'big' | null {
  if (header.length < matlabHeaderBytes) return null;
  const text = String.fromCharCode(...header.subarray(0, 6), ...header.subarray(126, 128));
  return text === 'MATLABIM' ? 'little' : text === 'MATLABMI' ? 'big' : null;
}

/** `from`: where its flags begin. Null when it holds no real numbers; `damaged` when the bytes make no sense. */
export function parseMatlabVariable(
  bytes: Uint8Array,
  from: number,
  littleEndian: boolean,
): MatlabVariable | null | 'damaged' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** NaN past the end. */
  const unsigned = (at: number): number =>
    at + 4 <= view.byteLength ? view.getUint32(at, littleEndian) : NaN;
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
  if (Number.isNaN(unsigned(flags.data))) return 'damaged';
  if (arrayClass < firstNumeric || arrayClass > lastNumeric) return null;
  const dimensions = element(flags.next);
  const named = element(dimensions.next);
  const numbers = element(named.next);
  const type = types[numbers.type];
  // All but the numbers themselves must lie within what was read.
  if (!type || !(numbers.data <= view.byteLength) || dimensions.length > 4 * maximumDimensions)
    return 'damaged';
  const shape = Array.from({ length: dimensions.length / 4 }, (_, i) =>
    unsigned(dimensions.data + 4 * i),
  );
  const name = Buffer.from(bytes.subarray(named.data, named.data + named.length)).toString(
    'latin1',
  );
  if (shape.some(Number.isNaN)) return 'damaged';
  return shape.includes(0) ? null : { name, shape, type, data: numbers.data };
}
