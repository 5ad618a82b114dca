/**
 * One decoded data set in one file: magic (8 bytes), length of the header and CRC-32 of all that follows (two
 * little-endian 32-bit numbers), the header as JSON, then labels, splits and pixels as they lie in memory.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { CacheInputs } from './cache-inputs.ts';
import type { RawDataset } from './formats/format.ts';
import type { ReadDataset } from './open.ts';

export interface CacheEntry {
  inputs: CacheInputs;
  read: ReadDataset;
}

type Buffers = 'labels' | 'splits' | 'pixels';

interface Header {
  inputs: CacheInputs;
  facts: ReadDataset['facts'];
  raw: Omit<RawDataset, Buffers> & { samples: number };
}

/** The last digit is raised whenever the layout, or what a format makes of its files, changes. */
const magic = Buffer.from('INKCACH1', 'latin1');
const prologueBytes = magic.length + 8;
/** Bytes per step of writing and checking. */
const chunkBytes = 8 * 2 ** 20;
/** Reads that are under way at the same time: as many as there are threads for it. */
const readers = 4;

/** @throws a system error; what `breathe` throws */
export async function writeEntry(
  path: string,
  { inputs, read: { raw, facts } }: CacheEntry,
  breathe: () => Promise<void>,
): Promise<void> {
  const { labels: _, splits, pixels: __, ...rest } = raw;
  const samples = splits.byteLength;
  const content = { inputs, facts, raw: { ...rest, samples } } satisfies Header;
  const header = Buffer.from(JSON.stringify(content));
  const parts = [header, ...buffersOf(raw)];
  const prologue = Buffer.alloc(prologueBytes);
  magic.copy(prologue);
  prologue.writeUInt32LE(header.length, magic.length);
  prologue.writeUInt32LE(await checksum(parts, breathe), magic.length + 4);
  const file = await open(path, 'wx');
  try {
    for (const part of [prologue, ...parts])
      for (let offset = 0; offset < part.length;) {
        const length = Math.min(chunkBytes, part.length - offset);
        offset += (await file.write(part, offset, length)).bytesWritten;
      }
  } finally {
    await file.close();
  }
}

/** How many bytes an entry takes, but for its header. */
export function entryBytes({ raw }: ReadDataset): number {
  return buffersOf(raw).reduce((sum, { length }) => sum + length, 0);
}

/**
 * The entry, if it is whole and sound and `accept` says so of its inputs; that is asked while the pixels are being
 * read. Null otherwise.
 * @throws a system error; what `accept` or `breathe` throws
 */
export async function readEntry(
  path: string,
  accept: (inputs: CacheInputs) => Promise<boolean>,
  breathe: () => Promise<void>,
): Promise<CacheEntry | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const prologue = await readWhole(file, Buffer.alloc(Math.min(prologueBytes, size)), 0);
    if (size < prologueBytes || !prologue.subarray(0, magic.length).equals(magic)) return null;
    const headerBytes = prologue.readUInt32LE(magic.length);
    if (prologueBytes + headerBytes > size) return null;
    const text = await readWhole(file, Buffer.alloc(headerBytes), prologueBytes);
    const header = parseHeader(text);
    if (!header) return null;
    const { samples, ...rest } = header.raw;
    const { width, height } = rest;
    if (prologueBytes + headerBytes + samples * (3 + width * height) !== size) return null;
    const raw: RawDataset = {
      ...rest,
      labels: new SharedArrayBuffer(2 * samples),
      splits: new SharedArrayBuffer(samples),
      pixels: new SharedArrayBuffer(samples * width * height),
    };
    const parts = buffersOf(raw);
    const reading = readParts(file, parts, prologueBytes + headerBytes);
    // Whatever comes of it, the file is not closed under the reading's hands.
    const [accepted] = await Promise.allSettled([accept(header.inputs), reading]);
    await reading;
    if (accepted.status === 'rejected') throw accepted.reason;
    if (!accepted.value) return null;
    const sum = await checksum([text, ...parts], breathe);
    return sum === prologue.readUInt32LE(magic.length + 4)
      ? { inputs: header.inputs, read: { raw, facts: header.facts } }
      : null;
  } finally {
    await file.close();
  }
}

function buffersOf({ labels, splits, pixels }: Pick<RawDataset, Buffers>): Uint8Array[] {
  return [labels, splits, pixels].map((part) => new Uint8Array(part));
}

function parseHeader(text: Buffer): Header | null {
  try {
    // Ours, as its checksum will show before anyone relies on it; the sizes are checked at once.
    const header = JSON.parse(text.toString()) as Header;
    const { samples, width, height } = header.raw;
    const sound = [samples, width, height].every((n) => Number.isSafeInteger(n) && n > 0);
    return sound && Array.isArray(header.inputs.folders) ? header : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

async function readParts(file: FileHandle, parts: Uint8Array[], start: number): Promise<void> {
  let offset = start;
  for (const part of parts) {
    const piece = Math.max(1, Math.ceil(part.length / readers));
    const pieces = [];
    for (let from = 0; from < part.length; from += piece)
      pieces.push(readWhole(file, part.subarray(from, from + piece), offset + from));
    await Promise.all(pieces);
    offset += part.length;
  }
}

/** Fills `target` from byte `start` of the file on. @throws Error where the file ends before */
async function readWhole<T extends Uint8Array>(
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

async function checksum(
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
