/** Reads many image files, each a sample, into one buffer. For every format with one image a file. */
import { availableParallelism } from 'node:os';
import { maximumClasses, type SplitName, splitNames } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import { inClassOrder } from './class-order.ts';
import { decodeFiles, type DecodingTarget, type ImageFile, sizesOfFiles } from './decode-files.ts';
import { decodeInThreads, maximumDecoders } from './decode-pool.ts';
import type { RawDataset } from './formats/format.ts';
import { chooseFrame, type Size, SizeCounts } from './image-sizes.ts';
import { byCodeUnits } from './listing.ts';
import { previewOf } from './preview.ts';
import { readBeginnings } from './read-ahead.ts';
import { allocatePixels, cut, type Reading } from './reading.ts';
import { SkippedFiles } from './skipped.ts';

export interface LabelledFile extends ImageFile {
  className: string;
  split: SplitName;
}

interface HowToRead {
  /** Distinct class names in the order of the labels. */
  order?: (names: Iterable<string>) => string[];
  /** Whether every file must be a text bitmap; else each is known by its content. */
  textOnly?: boolean;
}

/** Files that are looked at to guess the common size. */
const probes = 101;
/** Below so many pixels to decode, one thread is done before others have started. A file costs as much as 2,000. */
const worthThreads = 8e6;
const fileCost = 2000;
/** A wrong guess of the size costs a second pass; files that change under our hands get no further ones. */
const maximumPasses = 3;

/**
 * Samples in order of split, class and file name. All are brought to one size, the most common one. Whatever cannot
 * be read is skipped; a class of which nothing is left is dropped.
 * @throws UserError `dataset.oneClass`, `dataset.tooManyClasses`, `dataset.noImages`, `dataset.tooLarge`,
 * `dataset.noMemory`, `dataset.vanished`, `dataset.workerDied`
 */
export async function readLabelledFiles(
  unsorted: readonly LabelledFile[],
  reading: Reading,
  { order = inClassOrder, textOnly = false }: HowToRead = {},
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

  const sample = new SizeCounts();
  const looked = spread(files, probes);
  await sizesOfFiles(looked, textOnly, (size) => sample.add(size));
  let frame = chooseFrame(sample, sample) ?? { width: 1, height: 1 };
  if (isLarge(files, sample)) await previewOf(looked, frame, textOnly, reading);
  for (let passes = 1; ; passes++) {
    const pass = await decodeAll(files, frame, textOnly, sample, reading);
    const wanted = chooseFrame(pass.sizes, sample);
    const fits = !wanted || (wanted.width === frame.width && wanted.height === frame.height);
    if (!fits && passes < maximumPasses) {
      frame = wanted;
      continue;
    }
    if (pass.read.length === 0)
      throw new UserError('dataset.noImages', {
        path,
        skipped: pass.skipped.count,
        file: pass.skipped.list[0]?.file ?? '',
      });
    reading.skipped.addAll(pass.skipped);
    return {
      ...frame,
      pixels: pass.pixels,
      otherSizes: pass.otherSizes.ranked(),
      ...describe(pass.read, candidates),
    };
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

/** At most `count` of the files, from the first on at equal distances. */
function spread(files: readonly LabelledFile[], count: number): LabelledFile[] {
  const length = Math.min(count, files.length);
  return Array.from({ length }, (_, i) => files[Math.floor((i * files.length) / length)]);
}

function isLarge(files: readonly LabelledFile[], sample: SizeCounts): boolean {
  const areas = sample.ranked().map(({ width, height, count }) => width * height * count);
  const mean = areas.reduce((sum, area) => sum + area, 0) / Math.max(1, sample.total);
  return files.length * (mean + fileCost) > worthThreads;
}

interface Pass {
  /** Uint8 `[read.length, height, width]`. */
  pixels: SharedArrayBuffer;
  read: LabelledFile[];
  skipped: SkippedFiles;
  /** Of every file with a sound header, whether or not it could be decoded. */
  sizes: SizeCounts;
  /** Of the images that were scaled. */
  otherSizes: SizeCounts;
}

/** Decodes all images into the frame, in several threads where that is worth it. */
async function decodeAll(
  files: readonly LabelledFile[],
  frame: Size,
  textOnly: boolean,
  sample: SizeCounts,
  reading: Reading,
): Promise<Pass> {
  const { path, signal, breathe, onProgress } = reading;
  const target: DecodingTarget = {
    ...{ frame, path, textOnly },
    pixels: allocatePixels(path, files.length, frame.width, frame.height),
    sizes: new SharedArrayBuffer(4 * files.length),
    decoded: new SharedArrayBuffer(files.length),
  };
  const report = (done: number): void => onProgress(done / files.length, done, files.length);
  const threads = Math.min(availableParallelism(), maximumDecoders);
  if (threads > 1 && isLarge(files, sample)) {
    const skipped = await decodeInThreads(files, target, threads, signal, report);
    return gather(files, target, skipped);
  }
  const skipped = new SkippedFiles();
  const left = await decodeFiles(files, 0, target, {
    read: readBeginnings,
    onFile: async (index) => {
      report(index + 1);
      await breathe();
    },
  });
  for (const { file, reason } of left) skipped.add(file, reason);
  return gather(files, target, skipped);
}

/** Moves the pixels together where files were skipped. */
function gather(
  files: readonly LabelledFile[],
  target: DecodingTarget,
  skipped: SkippedFiles,
): Pass {
  const { frame } = target;
  const area = frame.width * frame.height;
  const pixels = new Uint8Array(target.pixels);
  const found = new Uint16Array(target.sizes);
  const decoded = new Uint8Array(target.decoded);
  const sizes = new SizeCounts();
  const otherSizes = new SizeCounts();
  const read: LabelledFile[] = [];
  for (const [i, file] of files.entries()) {
    const size = { width: found[2 * i], height: found[2 * i + 1] };
    if (size.width > 0) sizes.add(size);
    if (decoded[i] === 0) continue;
    if (size.width !== frame.width || size.height !== frame.height) otherSizes.add(size);
    if (read.length < i) pixels.copyWithin(read.length * area, i * area, (i + 1) * area);
    read.push(file);
  }
  return { pixels: cut(target.pixels, read.length * area), read, skipped, sizes, otherSizes };
}
