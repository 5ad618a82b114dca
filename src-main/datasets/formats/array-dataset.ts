/** Data sets that are arrays of numbers, whatever their files' format: images, and as many labels, for each split. */
import { type FormatName, maximumClasses, splitNames } from '../../../src-shared/dataset.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { inClassOrder } from '../class-order.ts';
import { isSystemError, reasonToSkip } from '../file-errors.ts';
import type { FoundFile, Listing } from '../listing.ts';
import { firstImages, showFirstImages, showsFirstImages } from '../first-images.ts';
import { allocatePixels, type Reading } from '../reading.ts';
import { elementsOf, readElements, shapeOf, type StoredArray } from './array.ts';
import { type ArrayPair, findPairs, isPlausible, type Layout } from './array-pairs.ts';
import type { DatasetFormat, RawDataset } from './format.ts';
import { hasImageFolders } from './image-folders.ts';
import { byteScale, type ToByte } from './value-scale.ts';

interface ArrayFormat {
  name: FormatName;
  extension: RegExp;
  /** Null when a file is of another kind, whatever its name says. */
  readArrays(file: FoundFile): Promise<StoredArray[] | null>;
  /** Images in one row of numbers begin with their first column, not their first row. */
  columnFirst: boolean;
  /** The class that a label means, where these labels (all of them) are in the data set. */
  className(value: number, all: ReadonlySet<number>): string;
}

/** Files that are looked at: such folders hold a handful. */
const maximumLooks = 32;
/** Part of the work that the first pass is, which looks for the range of the pixels. */
const surveyShare = 0.5;

export function arrayFormat(format: ArrayFormat): DatasetFormat {
  return {
    name: format.name,
    async detect(listing, root) {
      const files = findFiles(listing, format);
      if (files.length === 0 || (await hasImageFolders(listing, root, 2))) return false;
      let known = false;
      const arrays: StoredArray[] = [];
      for (const file of files) {
        try {
          const found = await format.readArrays(file);
          known ||= found !== null;
          arrays.push(...(found ?? []));
        } catch (error) {
          if (!(error instanceof UserError) && !isSystemError(error)) throw error;
          known ||= error instanceof UserError;
        }
      }
      // Beside folders there may be arrays of another use.
      return (
        known && (listing.folders.length === 0 || findPairs(arrays, format.columnFirst).length > 0)
      );
    },
    async read(listing, reading) {
      const pairs = choosePairs(await readAll(listing, format, reading), format, reading);
      return readPairs(pairs, format, reading);
    },
  };
}

function findFiles({ files }: Listing, { extension }: ArrayFormat): FoundFile[] {
  return files.filter(({ name }) => extension.test(name)).slice(0, maximumLooks);
}

/** @throws UserError why not a single file can be read */
async function readAll(
  listing: Listing,
  format: ArrayFormat,
  reading: Reading,
): Promise<StoredArray[]> {
  const arrays: StoredArray[] = [];
  for (const file of findFiles(listing, format)) {
    await reading.breathe();
    try {
      arrays.push(...((await format.readArrays(file)) ?? []));
    } catch (thrown) {
      const reason = await reasonToSkip(thrown, file.path, file.relative, reading);
      reading.skipped.add(file.relative, reason);
    }
  }
  const reason = reading.skipped.list.at(0)?.reason;
  if (arrays.length === 0 && reason) throw UserError.from(reason);
  return arrays;
}

/** One pair a split, of one size. @throws UserError `arrays.noPair`, `arrays.damaged`, `dataset.severalSets` */
function choosePairs(
  arrays: readonly StoredArray[],
  { columnFirst }: ArrayFormat,
  { path, skipped }: Reading,
): ArrayPair[] {
  const pairs = findPairs(arrays, columnFirst);
  const short = arrays.find((array) => !isPlausible(array));
  if (pairs.length === 0 && short) throw new UserError('arrays.damaged', { file: short.label });
  if (pairs.length === 0)
    throw new UserError('arrays.noPair', {
      ...{ path, arrays: arrays.map((array) => `${array.label} (${shapeOf(array)})`).join(', ') },
    });
  for (const split of splitNames) {
    const several = pairs.filter((pair) => pair.split === split);
    if (several.length > 1)
      throw new UserError('dataset.severalSets', {
        ...{ path, files: several.map(({ images }) => images.label).join(', ') },
      });
  }
  for (const array of arrays)
    if (!pairs.some(({ images, labels }) => array === images || array === labels))
      skipped.add(array.label, {
        code: 'arrays.unpaired',
        values: { file: array.label, shape: shapeOf(array) },
      });
  const { width, height } = pairs[0].layout;
  return pairs.filter(({ images, layout }) => {
    const fits = layout.width === width && layout.height === height;
    const values = { file: images.label, width: layout.width, height: layout.height };
    const expected = `${width} x ${height}`;
    if (!fits)
      skipped.add(images.label, { code: 'image.otherSize', values: { ...values, expected } });
    return fits;
  });
}

async function readPairs(
  pairs: readonly ArrayPair[],
  format: ArrayFormat,
  reading: Reading,
): Promise<RawDataset> {
  const { width, height } = pairs[0].layout;
  const area = width * height;
  const kept = await surveyAll(pairs, format, reading);
  const samples = kept.reduce((sum, { layout }) => sum + layout.count, 0);
  const pixels = allocatePixels(reading.path, samples, width, height);
  const { toByte, range } = scaleOf(kept);
  const splits = new SharedArrayBuffer(samples);
  const values = new Float64Array(samples);
  let first = 0;
  for (const { split, images, labelValues, layout } of kept) {
    const start = first;
    first += layout.count;
    values.set(labelValues, start);
    new Uint8Array(splits).fill(splitNames.indexOf(split), start, first);
    const place = placer(new Uint8Array(pixels, start * area, layout.count * area), layout, toByte);
    const onStep = (elements: number): void => {
      const done = start + Math.floor(elements / area);
      reading.onProgress(surveyShare + (1 - surveyShare) * (done / samples), done, samples);
    };
    await readElements(images, place, onStep, reading.signal);
  }
  const classes = classesOf(values, format, reading.path);
  return { width, height, pixels, splits, files: null, values: range, ...classes };
}

/** A pair that was read once. */
interface Survey extends ArrayPair {
  /** Of the pixels; NaN when one of them is. */
  smallest: number;
  largest: number;
  /** `[sample]` */
  labelValues: Float64Array;
}

/** What cannot be read is left out, unless it is for training. @throws UserError `arrays.*`; a system error */
async function surveyAll(
  pairs: readonly ArrayPair[],
  format: ArrayFormat,
  reading: Reading,
): Promise<Survey[]> {
  const total = pairs.reduce((sum, { images }) => sum + elementsOf(images), 0);
  const surveys: Survey[] = [];
  let before = 0;
  for (const pair of pairs) {
    const start = before;
    const onStep = (elements: number): void =>
      reading.onProgress((surveyShare * (start + elements)) / total, 0, 0);
    before += elementsOf(pair.images);
    try {
      surveys.push(await survey(pair, onStep, surveys.length === 0, format, reading));
    } catch (thrown) {
      if (surveys.length === 0) throw thrown;
      const { file, label } = pair.images;
      reading.skipped.add(label, await reasonToSkip(thrown, file.path, label, reading));
    }
  }
  return surveys;
}

async function survey(
  pair: ArrayPair,
  onStep: (elements: number) => void,
  isFirst: boolean,
  format: ArrayFormat,
  reading: Reading,
): Promise<Survey> {
  const labelValues = await readLabels(pair.labels, reading.signal);
  const onFirst = isFirst ? firstElements(pair, labelValues, format, reading) : null;
  let [smallest, largest] = [Infinity, -Infinity];
  const onValues = (values: Float64Array): void => {
    for (const value of values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    onFirst?.(values, smallest, largest);
  };
  await readElements(pair.images, onValues, onStep, reading.signal);
  return { ...pair, smallest, largest, labelValues };
}

/**
 * Shows the first images as soon as they are there, by the range of the values so far. Null where they do not lie one
 * after the other, or where nobody waits for long.
 */
function firstElements(
  { layout }: ArrayPair,
  labels: Float64Array,
  { className }: ArrayFormat,
  reading: Reading,
) {
  const { width, height, count } = layout;
  const shown = Math.min(firstImages, count);
  if (!isInOrder(layout) || !showsFirstImages(reading, count * width * height)) return null;
  const first = new Float64Array(shown * width * height);
  let done = 0;
  return (values: Float64Array, smallest: number, largest: number): void => {
    if (done === first.length) return;
    const some = values.subarray(0, first.length - done);
    first.set(some, done);
    done += some.length;
    const toByte = done === first.length && byteScale(smallest, largest);
    if (!toByte) return;
    const all = new Set(labels);
    const names = Array.from(labels.subarray(0, shown), (value) => className(value, all));
    showFirstImages(reading, { width, height }, names, Array.from(first, toByte));
  };
}

/** Image by image, row by row: as most arrays lie. */
const isInOrder = ({ axes }: Layout): boolean =>
  axes.every(({ stride }, i) => i === 0 || stride > axes[i - 1].stride);

/** One scale for all splits. @throws UserError `arrays.range` */
function scaleOf(surveys: readonly Survey[]): { toByte: ToByte; range: [number, number] } {
  const from = Math.min(...surveys.map(({ smallest }) => smallest));
  const to = Math.max(...surveys.map(({ largest }) => largest));
  const toByte = byteScale(from, to);
  if (!toByte) throw new UserError('arrays.range', { file: surveys[0].images.label, from, to });
  return { toByte, range: [from, to] };
}

/** @throws UserError `arrays.labels` */
async function readLabels(labels: StoredArray, signal: AbortSignal): Promise<Float64Array> {
  const target = new Float64Array(elementsOf(labels));
  let done = 0;
  const copy = (values: Float64Array): void => {
    target.set(values, done);
    done += values.length;
  };
  await readElements(labels, copy, () => {}, signal);
  const wrong = target.find((value) => !Number.isSafeInteger(value));
  if (wrong !== undefined)
    throw new UserError('arrays.labels', { file: labels.label, found: wrong });
  return target;
}

/** Puts element after element where it belongs. `target`: `[sample, row, column]`. */
function placer(target: Uint8Array, layout: Layout, toByte: ToByte) {
  const { axes } = layout;
  const indices = axes.map(() => 0);
  let place = 0;
  // Faster than counting through the axes.
  if (isInOrder(layout))
    return (values: Float64Array): void => {
      for (const value of values) target[place++] = toByte(value);
    };
  return (values: Float64Array): void => {
    for (const value of values) {
      target[place] = toByte(value);
      for (let axis = 0; axis < axes.length; axis++) {
        const { size, stride } = axes[axis];
        place += stride;
        indices[axis] += 1;
        if (indices[axis] < size) break;
        place -= size * stride;
        indices[axis] = 0;
      }
    }
  };
}

/** Class names in order, and each sample's label. `values`: `[sample]`. @throws UserError `dataset.tooManyClasses` */
function classesOf(values: Float64Array, { className }: ArrayFormat, path: string) {
  const all = new Set(values);
  if (all.size > maximumClasses)
    throw new UserError('dataset.tooManyClasses', {
      ...{ path, classes: all.size, maximum: maximumClasses },
    });
  const classes = inClassOrder([...all].map((value) => className(value, all)));
  const labelOf = new Map([...all].map((value) => [value, classes.indexOf(className(value, all))]));
  const labels = new SharedArrayBuffer(2 * values.length);
  const target = new Uint16Array(labels);
  for (const [i, value] of values.entries()) target[i] = labelOf.get(value) ?? 0;
  return { classes, labels };
}
