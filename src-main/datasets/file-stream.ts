/** Files of any length, raw or gzipped, a piece at a time. Gzip is known by content, whatever the name says. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import {
  constants,
  createGunzip,
  createInflate,
  createInflateRaw,
  gunzipSync,
  inflateRawSync,
  inflateSync,
} from 'node:zlib';
import { UserError } from '../../src-shared/errors.ts';
import type { FoundFile } from './listing.ts';

/** Bytes per step of reading and unpacking. */
const chunkBytes = 2 ** 20;

const packings = {
  gzip: { create: createGunzip, unpack: gunzipSync },
  zlib: { create: createInflate, unpack: inflateSync },
  deflate: { create: createInflateRaw, unpack: inflateRawSync },
} as const;

/** A part of a file: from byte `start` up to `end`. */
export interface Region {
  start: number;
  end: number;
  packing: keyof typeof packings | null;
}

export function wholeFile(zipped: boolean): Region {
  return { start: 0, end: Infinity, packing: zipped ? 'gzip' : null };
}

interface Peek {
  /** The first bytes, unpacked; null when the gzip stream is not sound. */
  start: Uint8Array | null;
  zipped: boolean;
  /** On disk. */
  fileBytes: number;
}

/** `bytes`: how many are read; gzip unpacks to 1032 times as many at most (RFC 1951: 258 bytes in 2 bits). */
export async function peekFile({ path }: FoundFile, bytes: number): Promise<Peek> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    const raw = buffer.subarray(0, bytesRead);
    const zipped = raw[0] === 0x1f && raw[1] === 0x8b;
    const { size } = await handle.stat();
    return { start: zipped ? unpackStart(raw, 'gzip') : raw, zipped, fileBytes: size };
  } finally {
    await handle.close();
  }
}

/** The first bytes of a part, unpacked; null when they are not sound. `bytes`: how many are read, as `peekFile`. */
export async function peekRegion(
  { path }: FoundFile,
  { start, end, packing }: Region,
  bytes: number,
): Promise<Buffer | null> {
  const handle = await open(path);
  try {
    const length = Math.min(bytes, end - start);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, start);
    const raw = buffer.subarray(0, bytesRead);
    return packing ? unpackStart(raw, packing) : raw;
  } finally {
    await handle.close();
  }
}

/**
 * Hands the unpacked bytes to `take`, which asks for the next ones when it is done with the last. `bytesRead`: so far,
 * as they lie on disk.
 * @throws UserError `file.badGzip`, for another packing `arrays.damaged`; a system error; the signal's reason; what `take` throws
 */
export async function streamFile(
  { path, relative }: FoundFile,
  { start, end, packing }: Region,
  take: (chunks: AsyncIterable<Uint8Array>, bytesRead: () => number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const source = createReadStream(path, { highWaterMark: chunkBytes, start, end: end - 1 });
  let ended: { thrown: unknown } | null = null;
  const sink = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    try {
      await take(chunks, () => source.bytesRead);
    } catch (thrown) {
      ended = { thrown };
      throw thrown;
    }
  };
  try {
    if (packing) {
      const unpacked = packings[packing].create({ chunkSize: chunkBytes });
      await pipeline(source, unpacked, sink, { signal });
    } else await pipeline(source, sink, { signal });
  } catch (error) {
    signal.throwIfAborted();
    // Node 20, which Electron 33 has: when the taker stops a gzip stream, all that is told is that it was aborted.
    if (ended && error instanceof Error && error.name === 'AbortError') throw causeOf(ended);
    if (isZlibError(error))
      throw new UserError(packing === 'gzip' ? 'file.badGzip' : 'arrays.damaged', {
        file: relative,
      });
    throw error;
  }
}

/** (A function, as the compiler does not see that `ended` is set elsewhere.) */
function causeOf({ thrown }: { thrown: unknown }): unknown {
  return thrown;
}

function unpackStart(bytes: Uint8Array, packing: keyof typeof packings): Buffer | null {
  try {
    return packings[packing].unpack(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if (isZlibError(error)) return null;
    throw error;
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
