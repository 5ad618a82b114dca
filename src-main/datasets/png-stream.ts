/** A large PNG to a smaller grey picture, row by row, so that it is never in memory as a whole. */
import { createInflate } from 'node:zlib';
import { UserError } from '../../src-shared/errors.ts';
import type { GreyImage } from './grey.ts';
import {
  greyReader,
  passSize,
  type PngHeader,
  readChunks,
  readPngHeader,
  unfilter,
  wholeImage,
} from './png.ts';
import type { SizeLimit } from './size-limit.ts';

/**
 * Each pixel is the mean of a square of the file's pixels.
 * @param atLeast the longer side of the result is no smaller
 * @throws UserError `image.truncated`, `image.broken`, `image.tooLarge`, `image.unsupported`
 */
export async function shrunkPng(
  bytes: Uint8Array,
  file: string,
  limit: SizeLimit,
  atLeast: number,
): Promise<GreyImage> {
  const header = readPngHeader(bytes, file, limit);
  // Its rows come in seven passes: all of it would have to be in memory.
  if (header.passes !== wholeImage)
    throw new UserError('image.unsupported', { file, kind: 'interlaced PNG of this size' });
  const chunks = readChunks(bytes, file);
  const greyAt = greyReader(header, chunks, file);
  const block = Math.max(1, Math.floor(Math.max(header.width, header.height) / atLeast));
  const means = blockMeans(header, block);
  const step = Math.max(1, (header.channels * header.depth) >> 3);
  await eachRow(chunks.data, header, file, (filter, row, previous) => {
    unfilter(filter, row, previous, step, file);
    means.add((column) => greyAt(row, column));
  });
  return means.picture();
}

/** Calls back with each row: its filter, its bytes and the row before it, both valid during the call only. */
async function eachRow(
  data: Uint8Array,
  header: PngHeader,
  file: string,
  take: (filter: number, row: Uint8Array, previous: Uint8Array) => void,
): Promise<void> {
  const { rowBytes } = passSize(header, wholeImage[0]);
  let row = new Uint8Array(1 + rowBytes);
  let previous = new Uint8Array(1 + rowBytes);
  let [filled, rows] = [0, 0];
  const inflate = createInflate({ chunkSize: 2 ** 20 });
  try {
    inflate.end(data);
    for await (const chunk of inflate as AsyncIterable<Uint8Array>)
      for (let at = 0; at < chunk.length;) {
        if (rows === header.height) throw new UserError('image.broken', { file });
        const count = Math.min(row.length - filled, chunk.length - at);
        row.set(chunk.subarray(at, at + count), filled);
        at += count;
        filled += count;
        if (filled < row.length) continue;
        take(row[0], row.subarray(1), previous.subarray(1));
        [row, previous, filled] = [previous, row, 0];
        rows += 1;
      }
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    const cutShort = thrown instanceof Error && 'code' in thrown && thrown.code === 'Z_BUF_ERROR';
    throw new UserError(cutShort ? 'image.truncated' : 'image.broken', { file });
  } finally {
    inflate.destroy();
  }
  if (rows < header.height) throw new UserError('image.truncated', { file });
}

function blockMeans({ width, height }: { width: number; height: number }, block: number) {
  const [toWidth, toHeight] = [Math.ceil(width / block), Math.ceil(height / block)];
  const pixels = new Uint8Array(toWidth * toHeight);
  const sums = new Uint32Array(toWidth);
  let y = 0;
  return {
    /** The next row from above. */
    add(greyAt: (column: number) => number): void {
      for (let x = 0; x < width; x++) sums[Math.floor(x / block)] += greyAt(x);
      y += 1;
      if (y % block !== 0 && y !== height) return;
      const to = Math.ceil(y / block) - 1;
      const rows = y - to * block;
      for (let x = 0; x < toWidth; x++) {
        const area = rows * Math.min(block, width - x * block);
        pixels[to * toWidth + x] = Math.floor((2 * sums[x] + area) / (2 * area));
      }
      sums.fill(0);
    },
    picture: (): GreyImage => ({ width: toWidth, height: toHeight, pixels }),
  };
}
