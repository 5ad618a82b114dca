/** Image files into shared pixels, each at its place: what a decoding thread does, and the only thread of a small set. */
import { readFile, stat } from 'node:fs/promises';
import { maximumImageSide, type SkippedFile } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import { reasonToSkip } from './file-errors.ts';
import { decodeImage, imageSize, isImage } from './image.ts';
import { fitInto, type Size } from './image-sizes.ts';
import { type Beginning, readBeginnings } from './read-ahead.ts';
import { textBitmap } from './text-bitmap.ts';

export interface ImageFile {
  path: string;
  /** From the data set's folder. */
  relative: string;
}

/** Shared by all threads; every file writes at its own index and nowhere else. */
export interface DecodingTarget {
  frame: Size;
  /** Uint8 `[file, frame.height, frame.width]`. */
  pixels: SharedArrayBuffer;
  /** Uint16 `[file, 2]`: width and height of every file with a sound header, whether or not it could be decoded. */
  sizes: SharedArrayBuffer;
  /** Uint8 `[file]`: 1 where there are pixels. */
  decoded: SharedArrayBuffer;
  /** The data set's folder, for messages. */
  path: string;
  /** Whether every file must be a text bitmap; else each is known by its content. */
  textOnly: boolean;
}

/** No image of the largest size needs more, even as uncompressed 16-bit RGBA. Bytes. */
const maximumFileBytes = maximumImageSide ** 2 * 8 + 2 ** 20;

interface DecodingManner {
  /** `readBeginnings` in the only thread, `readInTurn` in one of many. */
  read(paths: readonly string[]): AsyncIterable<Beginning> | Iterable<Beginning>;
  /** Hears of each file, and may throw to stop. */
  onFile?: (index: number) => Promise<void> | void;
}

/**
 * Decodes `files`, the first of which has the index `first` in the target. An image of another size is decoded,
 * scaled and dropped before the next one. Gives the files that were left out, in their order.
 * @throws UserError `dataset.vanished`
 */
export async function decodeFiles(
  files: readonly ImageFile[],
  first: number,
  target: DecodingTarget,
  { read, onFile = () => {} }: DecodingManner,
): Promise<SkippedFile[]> {
  const { frame, textOnly } = target;
  const kind = textOnly ? textBitmap : undefined;
  const area = frame.width * frame.height;
  const pixels = new Uint8Array(target.pixels);
  const sizes = new Uint16Array(target.sizes);
  const decoded = new Uint8Array(target.decoded);
  const skipped: SkippedFile[] = [];
  let place = 0;
  for await (const beginning of read(files.map(({ path }) => path))) {
    const file = files[place];
    const index = first + place;
    place += 1;
    const note = ({ width, height }: Size): void => {
      sizes[2 * index] = width;
      sizes[2 * index + 1] = height;
    };
    let bytes: Uint8Array | null = null;
    try {
      bytes = await wholeFile(file, beginning);
      const image = decodeImage(bytes, file.relative, kind);
      note(image);
      pixels.set(fitInto(image, frame), index * area);
      decoded[index] = 1;
    } catch (thrown) {
      const size = bytes && sizeIfSound(bytes, file.relative, kind);
      if (size) note(size);
      const reason = await reasonToSkip(thrown, file.path, file.relative, target);
      skipped.push({ file: file.relative, reason });
    }
    await onFile(index);
  }
  return skipped;
}

/** The size by each header, for those files that have a sound one. */
export async function sizesOfFiles(
  files: readonly ImageFile[],
  textOnly: boolean,
  onSize: (size: Size) => void,
): Promise<void> {
  const kind = textOnly ? textBitmap : undefined;
  let place = 0;
  for await (const beginning of readBeginnings(files.map(({ path }) => path))) {
    const file = files[place++];
    try {
      onSize(imageSize(await wholeFile(file, beginning), file.relative, kind));
    } catch {
      // Not an image, or not readable: the pass over all files says why.
    }
  }
}

/** Of what could not be decoded: by its header, if that is sound. */
function sizeIfSound(...image: Parameters<typeof imageSize>): Size | null {
  try {
    return imageSize(...image);
  } catch (thrown) {
    if (thrown instanceof UserError) return null;
    throw thrown;
  }
}

/** @throws UserError `image.tooManyBytes`; a system error */
async function wholeFile(file: ImageFile, beginning: Beginning): Promise<Uint8Array> {
  if ('thrown' in beginning) throw beginning.thrown;
  const { bytes, isWhole } = beginning;
  if (isWhole || !isImage(bytes)) return bytes;
  const { size } = await stat(file.path);
  if (size > maximumFileBytes)
    throw new UserError('image.tooManyBytes', {
      file: file.relative,
      megabytes: Math.ceil(size / 2 ** 20),
      maximum: Math.floor(maximumFileBytes / 2 ** 20),
    });
  return readFile(file.path);
}
