/** An array of numbers that lies in a file, whatever the file's format: read as a stream of its elements. */
import { UserError } from '../../../src-shared/errors.ts';
import { type Region, streamFile } from '../file-stream.ts';
import type { FoundFile } from '../listing.ts';

export interface StoredArray {
  file: FoundFile;
  /** What it is called in the file; for messages also with the file's name. */
  name: string;
  label: string;
  /** Where it lies, and how many unpacked bytes come before the first element. */
  region: Region;
  skip: number;
  type: ElementType;
  shape: readonly number[];
  /** The first index runs fastest (MATLAB, Fortran), not the last one (C). */
  columnMajor: boolean;
}

export interface ElementType {
  kind: 'unsigned' | 'signed' | 'float';
  /** Of an element; a float has 4 or 8. */
  bytes: 1 | 2 | 4 | 8;
  littleEndian: boolean;
}

export function elementsOf({ shape }: StoredArray): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** For a message: `60000 x 28 x 28`. */
export function shapeOf({ shape }: StoredArray): string {
  return shape.join(' x ');
}

/**
 * All elements, in the order in which they are stored; `values` is used again each time. `onStep` hears how many
 * elements there were so far.
 * @throws UserError `arrays.damaged` when there are fewer than the shape says; a system error; the signal's reason
 */
export async function readElements(
  array: StoredArray,
  onValues: (values: Float64Array) => void,
  onStep: (elements: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { file, region, skip, type, label } = array;
  const total = elementsOf(array);
  let [toSkip, done] = [skip, 0];
  let rest: Buffer = Buffer.alloc(0);
  let values = new Float64Array(0);
  const take = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) {
      const data = chunk.subarray(Math.min(toSkip, chunk.length));
      toSkip -= chunk.length - data.length;
      const bytes =
        rest.length > 0
          ? Buffer.concat([rest, data])
          : Buffer.from(data.buffer, data.byteOffset, data.length);
      const count = Math.min(Math.floor(bytes.length / type.bytes), total - done);
      if (values.length < count) values = new Float64Array(count);
      copyNumbers(type, bytes, values, count);
      rest = bytes.subarray(count * type.bytes);
      onValues(values.subarray(0, count));
      done += count;
      onStep(done);
      // Padding may follow; it is read for the sake of the checksum.
      if (done === total) rest = Buffer.alloc(0);
    }
  };
  await streamFile(file, region, take, signal);
  if (done < total) throw new UserError('arrays.damaged', { file: label });
}

/** As little-endian machines have them, which all are that Electron runs on. */
const views = {
  unsigned: { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array },
  signed: { 1: Int8Array, 2: Int16Array, 4: Int32Array, 8: BigInt64Array },
  float: { 4: Float32Array, 8: Float64Array },
} as const;

/** Copies `count` elements to `values`. */
function copyNumbers(
  { kind, bytes, littleEndian }: ElementType,
  source: Buffer,
  values: Float64Array,
  count: number,
): void {
  const copy = Buffer.from(new ArrayBuffer(count * bytes));
  source.copy(copy);
  if (!littleEndian && bytes === 2) copy.swap16();
  if (!littleEndian && bytes === 4) copy.swap32();
  if (!littleEndian && bytes === 8) copy.swap64();
  const View = kind === 'float' ? views.float[bytes === 4 ? 4 : 8] : views[kind][bytes];
  const numbers = new View(copy.buffer);
  if (numbers instanceof BigInt64Array || numbers instanceof BigUint64Array)
    for (let i = 0; i < count; i++) values[i] = Number(numbers[i]);
  else values.set(numbers);
}
