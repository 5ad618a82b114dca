/**
 * One IDX file, raw or gzipped: big-endian magic, dimensions, then bytes.
 * Source: http://yann.lecun.com/exdb/mnist/, "the IDX file format".
 */
import { maximumImageSide, maximumPixelBytes } from '../../../src-shared/dataset.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { peekFile, streamFile, wholeFile } from '../file-stream.ts';
import type { FoundFile } from '../listing.ts';

/** Unsigned bytes in three dimensions, and in one. */
const magics = { images: 0x00000803, labels: 0x00000801 } as const;
const headerBytes = { images: 16, labels: 8 } as const;

export interface IdxFile {
  file: FoundFile;
  kind: 'images' | 'labels';
  zipped: boolean;
  /** Images or labels. */
  count: number;
  /** Pixels of each image; 1 x 1 for labels. */
  width: number;
  height: number;
}

/** Enough compressed bytes for a header of any gzip file, and too few to unpack to more than a megabyte. */
const peekBytes = 1024;
/** No deflate stream unpacks to more than this many times its size (RFC 1951: 258 bytes in 2 bits). */
const maximumRatio = 1032;

/** Whether the content starts as an IDX file of images or labels. */
export async function isIdx(file: FoundFile): Promise<boolean> {
  const { start } = await peekFile(file, peekBytes);
  const magic = start && start.length >= 4 ? magicOf(start) : null;
  return magic === magics.images || magic === magics.labels;
}

/**
 * Reads the header, and refuses claims that no file of this size can keep. `named`: what the file's name promises.
 * @throws UserError `idx.*`, `image.tooLarge`; a system error
 */
export async function readIdxHeader(
  file: FoundFile,
  named: IdxFile['kind'] | null,
): Promise<IdxFile> {
  const name = file.relative;
  const { start, zipped, fileBytes } = await peekFile(file, peekBytes);
  if (!start) throw new UserError('file.badGzip', { file: name });
  const cutShort = (expected: number) =>
    new UserError('idx.truncated', { file: name, expected, actual: start.length });
  if (start.length < 4) throw cutShort(headerBytes[named ?? 'labels']);
  const magic = magicOf(start);
  const kind = magic === magics.images ? 'images' : magic === magics.labels ? 'labels' : null;
  if (!kind) {
    const found = `0x${magic.toString(16).padStart(8, '0')}`;
    throw new UserError('idx.badMagic', { file: name, found });
  }
  if (named && named !== kind)
    throw new UserError(named === 'images' ? 'idx.imagesExpected' : 'idx.labelsExpected', {
      file: name,
    });
  if (start.length < headerBytes[kind]) throw cutShort(headerBytes[kind]);

  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const count = view.getUint32(4);
  const height = kind === 'images' ? view.getUint32(8) : 1;
  const width = kind === 'images' ? view.getUint32(12) : 1;
  if (count * width * height === 0) throw new UserError('idx.noImages', { file: name });
  const claimed = count * width * height;
  if (
    zipped ? claimed > maximumRatio * fileBytes : claimed > Math.max(fileBytes, maximumPixelBytes)
  )
    throw new UserError('idx.tooLarge', { file: name, megabytes: Math.ceil(claimed / 2 ** 20) });
  if (width > maximumImageSide || height > maximumImageSide)
    throw new UserError('image.tooLarge', { file: name, width, height, maximum: maximumImageSide });
  return { file, kind, zipped, count, width, height };
}

/**
 * Reads what follows the header straight into `target`, `[count * height * width]`, and nothing beyond.
 * `onBytes` hears how many bytes are there.
 * @throws UserError `idx.truncated`, `idx.trailing`, `file.badGzip`; a system error; the signal's reason
 */
export async function readIdxData(
  { file, kind, zipped }: IdxFile,
  target: Uint8Array,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const name = file.relative;
  const header = headerBytes[kind];
  const expected = header + target.length;
  let position = 0;
  const take = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) {
      if (position + chunk.length > expected)
        throw new UserError('idx.trailing', { file: name, expected });
      const data = chunk.subarray(Math.max(0, header - position));
      target.set(data, Math.max(0, position - header));
      position += chunk.length;
      onBytes(Math.max(0, position - header));
    }
  };
  await streamFile(file, wholeFile(zipped), take, signal);
  if (position < expected)
    throw new UserError('idx.truncated', { file: name, expected, actual: position });
}

function magicOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
}
