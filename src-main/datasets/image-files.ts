/** Reads many image files, each a sample, into one buffer. For every format with one image a file. */
import { readFile, stat } from 'node:fs/promises';
import {
  maximumClasses,
  maximumImageSide,
  type SplitName,
  splitNames,
} from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import { inClassOrder } from './class-order.ts';
import { reasonToSkip } from './file-errors.ts';
import type { RawDataset } from './formats/format.ts';
import { decodeImage, type ImageKind, imageSize, isImage } from './image.ts';
import { byCodeUnits } from './listing.ts';
import { type Beginning, readBeginnings } from './read-ahead.ts';
import { allocatePixels, cut, type Reading } from './reading.ts';
import { SkippedFiles } from './skipped.ts';

export interface LabelledFile {
  path: string;
  /** From the data set's folder. */
  relative: string;
  className: string;
  split: SplitName;
}

interface HowToRead {
  /** Distinct class names in the order of the labels. */
  order?: (names: Iterable<string>) => string[];
  /** What every file must be; without it each is known by its content. */
  kind?: ImageKind;
}

interface Size {
  width: number;
  height: number;
}

/** No image of the largest size needs more, even as uncompressed 16-bit RGBA. Bytes. */
const maximumFileBytes = maximumImageSide ** 2 * 8 + 2 ** 20;
/** Files that are looked at to guess the common size. */
const probes = 101;

/**
 * Samples in order of split, class and file name. Images of another than the most common size are skipped,
 * and so is whatever cannot be read; a class of which nothing is left is dropped.
 * @throws UserError `dataset.oneClass`, `dataset.tooManyClasses`, `dataset.noImages`, `dataset.mixedSizes`,
 * `dataset.tooLarge`, `dataset.noMemory`, `dataset.vanished`
 */
export async function readLabelledFiles(
  unsorted: readonly LabelledFile[],
  reading: Reading,
  { order = inClassOrder, kind }: HowToRead = {},
): Promise<RawDataset> {
  const { path } = reading;
  const candidates = order(unsorted.map(({ className }) => className));
  if (candidates.length === 1)
    throw new UserError('dataset.oneClass', { path, label: candidates[0] });
  if (candidates.length > maximumClasses)
    throw new UserError('dataset.tooManyClasses', {
      path,
      classes: candidates.length,
      maximum: maximumClasses,
    });
  const files = inSampleOrder(unsorted, candidates);

  let guess = await guessSize(files, kind);
  for (;;) {
    const pass = await readFilesOfSize(files, guess, reading, kind);
    const common = mostCommon(pass.sizes, path);
    if (common && (common.width !== guess.width || common.height !== guess.height)) {
      guess = common;
      continue;
    }
    if (pass.read.length === 0)
      throw new UserError('dataset.noImages', {
        path,
        skipped: pass.skipped.count,
        file: pass.skipped.list[0]?.file ?? '',
      });
    reading.skipped.addAll(pass.skipped);
    return { ...guess, pixels: pass.pixels, ...describe(pass.read, candidates) };
  }
}

function inSampleOrder(files: readonly LabelledFile[], classes: readonly string[]): LabelledFile[] {
  const rank = new Map(classes.map((name, i) => [name, i]));
  const keyed = files.map((file) => ({
    file,
    key: splitNames.indexOf(file.split) * maximumClasses + (rank.get(file.className) ?? 0),
  }));
  keyed.sort((a, b) => a.key - b.key || byCodeUnits(a.file.relative, b.file.relative));
  return keyed.map(({ file }) => file);
}

/** Class names, labels, splits and file names of the samples; `candidates`: class names in label order. */
function describe(samples: readonly LabelledFile[], candidates: readonly string[]) {
  const present = new Set(samples.map(({ className }) => className));
  const classes = candidates.filter((name) => present.has(name));
  const labelOf = new Map(classes.map((name, label) => [name, label]));
  const labels = new SharedArrayBuffer(2 * samples.length);
  const splits = new SharedArrayBuffer(samples.length);
  new Uint16Array(labels).set(samples.map(({ className }) => labelOf.get(className) ?? 0));
  new Uint8Array(splits).set(samples.map(({ split }) => splitNames.indexOf(split)));
  return { classes, labels, splits, files: samples.map(({ relative }) => relative) };
}

/** The most common size among files spread over the whole list; a wrong guess costs a second pass. */
async function guessSize(files: readonly LabelledFile[], kind?: ImageKind): Promise<Size> {
  const sizes = new SizeCounts();
  const count = Math.min(probes, files.length);
  const spread = Array.from(
    { length: count },
    (_, i) => files[Math.floor((i * files.length) / count)],
  );
  let probe = 0;
  for await (const beginning of readBeginnings(spread.map(({ path }) => path))) {
    const file = spread[probe++];
    try {
      sizes.add(imageSize(await wholeFile(file, beginning), file.relative, kind));
    } catch {
      // Not an image, or not readable: the pass over all files says why.
    }
  }
  return sizes.ranked()[0]?.size ?? { width: 0, height: 0 };
}

interface Pass {
  /** Uint8 `[read.length, height, width]`. */
  pixels: SharedArrayBuffer;
  read: LabelledFile[];
  skipped: SkippedFiles;
  /** Of every file with a sound header, whether or not it could be decoded. */
  sizes: SizeCounts;
}

/** Decodes the images of one size, in order, while the next files are being read. */
async function readFilesOfSize(
  files: readonly LabelledFile[],
  size: Size,
  reading: Reading,
  kind?: ImageKind,
): Promise<Pass> {
  const area = size.width * size.height;
  const pixels = allocatePixels(reading.path, files.length, size.width, size.height);
  const target = new Uint8Array(pixels);
  const read: LabelledFile[] = [];
  const skipped = new SkippedFiles();
  const sizes = new SizeCounts();
  let done = 0;
  for await (const beginning of readBeginnings(files.map(({ path }) => path))) {
    const file = files[done++];
    await reading.breathe();
    try {
      const bytes = await wholeFile(file, beginning);
      const found = imageSize(bytes, file.relative, kind);
      sizes.add(found);
      if (found.width !== size.width || found.height !== size.height)
        throw new UserError('image.otherSize', {
          file: file.relative,
          ...found,
          expected: shown(size),
        });
      target.set(decodeImage(bytes, file.relative, kind).pixels, read.length * area);
      read.push(file);
    } catch (thrown) {
      const reason = await reasonToSkip(thrown, file.path, file.relative, reading);
      skipped.add(file.relative, reason);
    }
    reading.onProgress(done / files.length, done, files.length);
  }
  return { pixels: cut(pixels, read.length * area), read, skipped, sizes };
}

/** @throws UserError `image.tooManyBytes`; a system error */
async function wholeFile(file: LabelledFile, beginning: Beginning): Promise<Uint8Array> {
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

class SizeCounts {
  readonly #counts = new Map<string, { size: Size; count: number }>();
  total = 0;

  add({ width, height }: Size): void {
    this.total += 1;
    const key = `${width} x ${height}`;
    const entry = this.#counts.get(key);
    if (entry) entry.count += 1;
    else this.#counts.set(key, { size: { width, height }, count: 1 });
  }

  /** Most common first. */
  ranked(): { size: Size; count: number }[] {
    return [...this.#counts.values()].sort((a, b) => b.count - a.count);
  }
}

/** The size of more than half of the images, or null when there is no image. @throws UserError `dataset.mixedSizes` */
function mostCommon(sizes: SizeCounts, path: string): Size | null {
  const ranked = sizes.ranked();
  if (ranked.length === 0) return null;
  if (2 * ranked[0].count <= sizes.total) {
    const names = ranked.slice(0, 3).map(({ size }) => shown(size));
    throw new UserError('dataset.mixedSizes', {
      path,
      sizes: names.join(', ') + (ranked.length > 3 ? ', ...' : ''),
    });
  }
  return ranked[0].size;
}

function shown({ width, height }: Size): string {
  return `${width} x ${height}`;
}
