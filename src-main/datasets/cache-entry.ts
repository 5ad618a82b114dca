/**
 * One decoded data set in one file. Little-endian: magic (8 bytes); the lengths of two pieces of JSON, head and names;
 * CRC-32 of the head with labels and splits, of the names, and of the pixels. Then head, labels, splits, names and
 * pixels, the buffers as they lie in memory. What an opening needs at once stands first: names and pixels, which are
 * nearly all of the file, can be read when someone asks for them.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { CacheInputs } from './cache-inputs.ts';
import type { RawDataset } from './formats/format.ts';
import type { ReadDataset } from './open.ts';
import type { Statistics } from './statistics.ts';

export interface CacheEntry {
  inputs: CacheInputs;
  /** When the data set's folder last changed, as `mtimeMs`. */
  folderChanged: number;
  read: ReadDataset;
  statistics: Statistics;
}

type Buffers = 'labels' | 'splits' | 'pixels';

export interface EntryHead {
  facts: ReadDataset['facts'];
  statistics: Statistics;
  folderChanged: number;
  raw: Omit<RawDataset, Buffers | 'files'> & { samples: number };
}

export interface EntryNames {
  inputs: CacheInputs;
  files: string[] | null;
}

/** Lengths and checksums. */
export interface Prologue {
  headBytes: number;
  namesBytes: number;
  headSum: number;
  namesSum: number;
  pixelsSum: number;
}

/** The last digit is raised whenever the layout, or what a format makes of its files, changes. */
const magic = Buffer.from('INKCACH3', 'latin1');
export const prologueBytes = magic.length + 5 * 4;
/** Bytes per step of writing and checking. */
const chunkBytes = 8 * 2 ** 20;

/** @throws a system error; what `breathe` throws */
export async function writeEntry(
  path: string,
  { inputs, folderChanged, read: { raw, facts }, statistics }: CacheEntry,
  breathe: () => Promise<void>,
): Promise<void> {
  const { labels, splits, pixels, files, ...rest } = raw;
  const samples = splits.byteLength;
  const head = jsonOf({
    ...{ facts, statistics, folderChanged },
    raw: { ...rest, samples },
  } satisfies EntryHead);
  const names = jsonOf({ inputs, files } satisfies EntryNames);
  const first = [head, new Uint8Array(labels), new Uint8Array(splits)];
  const last = new Uint8Array(pixels);
  const numbers: Prologue = {
    headBytes: head.length,
    namesBytes: names.length,
    headSum: await checksum(first, breathe),
    namesSum: await checksum([names], breathe),
    pixelsSum: await checksum([last], breathe),
  };
  const file = await open(path, 'wx');
  try {
    for (const part of [packPrologue(numbers), ...first, names, last])
      for (let offset = 0; offset < part.length;) {
        const length = Math.min(chunkBytes, part.length - offset);
        offset += (await file.write(part, offset, length)).bytesWritten;
      }
  } finally {
    await file.close();
  }
}

/** How many bytes an entry takes, but for head and names. */
export function entryBytes({ raw: { labels, splits, pixels } }: ReadDataset): number {
  return labels.byteLength + splits.byteLength + pixels.byteLength;
}

const jsonOf = (content: EntryHead | EntryNames): Buffer => Buffer.from(JSON.stringify(content));

function packPrologue({ headBytes, namesBytes, headSum, namesSum, pixelsSum }: Prologue): Buffer {
  const bytes = Buffer.alloc(prologueBytes);
  magic.copy(bytes);
  for (const [i, number] of [headBytes, namesBytes, headSum, namesSum, pixelsSum].entries())
    bytes.writeUInt32LE(number, magic.length + 4 * i);
  return bytes;
}

/** Null where it is none of ours, or of another version. */
export function parsePrologue(bytes: Buffer): Prologue | null {
  if (bytes.length < prologueBytes || !bytes.subarray(0, magic.length).equals(magic)) return null;
  const number = (i: number): number => bytes.readUInt32LE(magic.length + 4 * i);
  return {
    headBytes: number(0),
    namesBytes: number(1),
    headSum: number(2),
    namesSum: number(3),
    pixelsSum: number(4),
  };
}

/** Fills `target` from byte `start` of the file on. @throws RangeError where the file ends before; a system error */
export async function readWhole<T extends Uint8Array>(
  file: FileHandle,
  target: T,
  start: number,
): Promise<T> {
  for (let done = 0; done < target.length;) {
    const { bytesRead } = await file.read(target, done, target.length - done, start + done);
    if (bytesRead === 0) throw new RangeError('the file ends too early');
    done += bytesRead;
  }
  return target;
}

/** CRC-32 over all parts. */
export async function checksum(
  parts: readonly Uint8Array[],
  breathe: () => Promise<void>,
): Promise<number> {
  let sum = 0;
  for (const part of parts)
    for (let offset = 0; offset < part.length; offset += chunkBytes) {
      await breathe();
      sum = crc32(part.subarray(offset, offset + chunkBytes), sum);
    }
  return sum;
}
