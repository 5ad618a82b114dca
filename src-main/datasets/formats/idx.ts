/**
 * MNIST's IDX files, raw or gzipped: a file of images and a file of labels for each split.
 * Known by content; the names say which split they are (`train-...`, `t10k-...`) and which belong together.
 */
import { type SplitName, splitNames } from '../../../src-shared/dataset.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { isSystemError } from '../file-errors.ts';
import { firstImages, showFirstImages, showsFirstImages } from '../first-images.ts';
import type { FoundFile, Listing } from '../listing.ts';
import { allocatePixels, type Reading } from '../reading.ts';
import { splitOfName } from '../split-names.ts';
import type { DatasetFormat, RawDataset } from './format.ts';
import { type IdxFile, isIdx, readIdxData, readIdxHeader } from './idx-file.ts';

/** Files whose content is looked at when no name says IDX: such folders hold a handful of files. */
const maximumLooks = 32;

export const idx: DatasetFormat = {
  name: 'idx',
  detect: async (listing) => (await findIdxFiles(listing)).length > 0,
  async read(listing, reading) {
    const pairs = await findPairs(await findIdxFiles(listing), reading);
    return readPairs(pairs, reading);
  },
};

/** One split. */
interface Pair {
  split: SplitName;
  images: IdxFile;
  labels: IdxFile;
}

/** Those that call themselves IDX, sound or not; else those that are. Of a raw file and its gzip the raw one. */
async function findIdxFiles({ files }: Listing): Promise<FoundFile[]> {
  const named = files.filter(({ name }) => /(^|[^a-z])idx[13]?([^a-z]|$)|ubyte/i.test(name));
  const found = named.length > 0 ? named : await thoseThatAreIdx(files.slice(0, maximumLooks));
  const kept = new Map<string, FoundFile>();
  for (const file of found) {
    const key = stemOf(file.name);
    if (!kept.has(key) || !isZipName(file.name)) kept.set(key, file);
  }
  return [...kept.values()];
}

async function thoseThatAreIdx(files: readonly FoundFile[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const file of files) {
    try {
      if (await isIdx(file)) found.push(file);
    } catch (error) {
      // What cannot be read cannot be recognised; should another format want it, that one says why.
      if (!isSystemError(error)) throw error;
    }
  }
  return found;
}

const isZipName = (name: string): boolean => /\.gz$/i.test(name);

/** What the spellings of one file have in common: `train-images.idx3-ubyte`, `train-images-idx3-ubyte.gz`. */
function stemOf(name: string): string {
  return name
    .replace(/\.gz$/i, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .toLowerCase();
}

/** @throws UserError `idx.*`, `image.tooLarge` */
async function findPairs(files: readonly FoundFile[], reading: Reading): Promise<Pair[]> {
  const all: IdxFile[] = [];
  for (const file of files) {
    const named = /image/i.test(file.name) ? 'images' : /label/i.test(file.name) ? 'labels' : null;
    all.push(await readIdxHeader(file, named));
  }
  const pairs: Pair[] = [];
  for (const split of splitNames) {
    const ofSplit = all.filter(({ file }) => (splitOfName(file.name) ?? 'train') === split);
    const images = ofSplit.filter(({ kind }) => kind === 'images');
    const labels = ofSplit.filter(({ kind }) => kind === 'labels');
    const several = [images, labels].find((files) => files.length > 1);
    if (several)
      throw new UserError('dataset.severalSets', {
        path: reading.path,
        files: several.map(({ file }) => file.name).join(', '),
      });
    if (images.length === 0 && labels.length === 0) continue;
    if (labels.length === 0)
      throw new UserError('idx.noLabels', {
        file: images[0].file.name,
        expected: partnerName(images[0].file.name, 'labels'),
      });
    if (images.length === 0)
      throw new UserError('idx.noImagesFile', {
        file: labels[0].file.name,
        expected: partnerName(labels[0].file.name, 'images'),
      });
    const pair = { split, images: images[0], labels: labels[0] };
    check(pair, pairs[0] ?? pair);
    pairs.push(pair);
  }
  return pairs;
}

function partnerName(name: string, kind: IdxFile['kind']): string {
  const partner =
    kind === 'labels'
      ? name.replace(/images?/i, 'labels').replace(/idx3/i, 'idx1')
      : name.replace(/labels?/i, 'images').replace(/idx1/i, 'idx3');
  return partner === name ? `train-${kind}-idx${kind === 'labels' ? 1 : 3}-ubyte` : partner;
}

function check({ images, labels }: Pair, first: Pair): void {
  if (images.count !== labels.count)
    throw new UserError('idx.countMismatch', {
      imagesFile: images.file.name,
      images: images.count,
      labelsFile: labels.file.name,
      labels: labels.count,
    });
  if (images.width !== first.images.width || images.height !== first.images.height)
    throw new UserError('idx.sizeMismatch', {
      file: images.file.name,
      found: `${images.width} x ${images.height}`,
      expected: `${first.images.width} x ${first.images.height}`,
    });
}

async function readPairs(pairs: readonly Pair[], reading: Reading): Promise<RawDataset> {
  const { width, height } = pairs[0].images;
  const area = width * height;
  const samples = pairs.reduce((sum, { images }) => sum + images.count, 0);
  const pixels = allocatePixels(reading.path, samples, width, height);
  const splits = new SharedArrayBuffer(samples);
  const values = new Uint8Array(samples);
  let first = 0;
  for (const { split, images, labels } of pairs) {
    const end = first + images.count;
    const images8 = new Uint8Array(pixels, first * area, images.count * area);
    const start = first;
    let toShow = start === 0 && showsFirstImages(reading, images8.length);
    const shown = Math.min(firstImages, images.count);
    const onBytes = (bytes: number): void => {
      if (toShow && bytes >= shown * area) {
        toShow = false;
        const names = Array.from(values.subarray(0, shown), String);
        showFirstImages(reading, { width, height }, names, images8.subarray(0, shown * area));
      }
      const done = start + Math.floor(bytes / area);
      reading.onProgress(done / samples, done, samples);
    };
    await readIdxData(labels, values.subarray(first, end), () => {}, reading.signal);
    await readIdxData(images, images8, onBytes, reading.signal);
    new Uint8Array(splits).fill(splitNames.indexOf(split), first, end);
    first = end;
  }
  return { width, height, pixels, splits, files: null, ...rank(values) };
}

/** Labels as indices into the sorted values that occur; `values`: `[sample]`, as stored. */
function rank(values: Uint8Array): Pick<RawDataset, 'classes' | 'labels'> {
  const present = [...new Set(values)].sort((a, b) => a - b);
  const labelOf = new Uint16Array(256);
  for (const [label, value] of present.entries()) labelOf[value] = label;
  const labels = new SharedArrayBuffer(2 * values.length);
  const target = new Uint16Array(labels);
  for (let i = 0; i < values.length; i++) target[i] = labelOf[values[i]];
  return { classes: present.map(String), labels };
}
