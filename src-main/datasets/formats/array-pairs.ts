/** Which arrays belong together: images and as many labels, for each split. */
import { maximumImageSide, type SplitName, splitNames } from '../../../src-shared/dataset.ts';
import { splitOfName } from '../split-names.ts';
import { elementsOf, type StoredArray } from './array.ts';

export interface ArrayPair {
  split: SplitName;
  images: StoredArray;
  labels: StoredArray;
  layout: Layout;
}

/** Where each element of the images goes in `[sample, row, column]`. */
export interface Layout {
  count: number;
  width: number;
  height: number;
  /** The indices of the array, the one that runs fastest first: how many, and how far apart in the target. */
  axes: readonly { size: number; stride: number }[];
}

/** No deflate stream unpacks to more than this many times its size (RFC 1951: 258 bytes in 2 bits). */
const maximumRatio = 1032;

/**
 * Arrays of one file are paired with each other before those of several files are. `columnFirst`: in an image that
 * was laid out in one row of numbers, the first column of pixels comes first. More than one pair may have a split.
 */
export function findPairs(arrays: readonly StoredArray[], columnFirst: boolean): ArrayPair[] {
  const pairs: ArrayPair[] = [];
  for (const split of splitNames) {
    const ofSplit = arrays.filter((array) => splitOf(array) === split && isPlausible(array));
    const files = [...new Set(ofSplit.map(({ file }) => file))];
    for (const file of files) {
      const pair = findPair(
        ofSplit.filter((array) => array.file === file),
        split,
        columnFirst,
      );
      if (pair) pairs.push(pair);
    }
    if (pairs.some((pair) => pair.split === split)) continue;
    const pair = findPair(ofSplit, split, columnFirst);
    if (pair) pairs.push(pair);
  }
  return pairs;
}

/** By the array's name, else by its folder's or its file's: `Xtest`, `y_train`, `train_images`, `kmnist-test-labels.npz`. */
function splitOf({ name, file }: StoredArray): SplitName {
  const apart = name.replace(/^([xy])(?=[tv])/i, '$1_');
  return splitOfName(apart) ?? file.split ?? splitOfName(file.name) ?? 'train';
}

/** Of several that would do, the images with the most dimensions: they tell their width and height. */
function findPair(
  arrays: readonly StoredArray[],
  split: SplitName,
  columnFirst: boolean,
): ArrayPair | null {
  const byRank = [...arrays].sort((a, b) => sizes(b).length - sizes(a).length);
  const candidates = arrays.filter((array) => sizes(array).length === 1);
  for (const labels of candidates.sort((a, b) => Number(isLabelName(b)) - Number(isLabelName(a))))
    for (const images of byRank) {
      const layout = layoutOf(images, elementsOf(labels), columnFirst);
      if (layout) return { split, images, labels, layout };
    }
  return null;
}

const isLabelName = ({ name }: StoredArray): boolean => /^y|label|target|class/i.test(name);

/** Dimensions that matter. */
function sizes({ shape }: StoredArray): number[] {
  return shape.filter((size) => size !== 1);
}

export function isPlausible(array: StoredArray): boolean {
  const { region, type } = array;
  const most = (region.end - region.start) * (region.packing ? maximumRatio : 1);
  return elementsOf(array) * type.bytes <= most;
}

/** Null when it does not hold `count` images. */
function layoutOf(images: StoredArray, count: number, columnFirst: boolean): Layout | null {
  const all = sizes(images);
  // Samples come first, or, as MATLAB likes it, last.
  const first = all[0] === count;
  if (!first && all.at(-1) !== count) return null;
  const image = first ? all.slice(1) : all.slice(0, -1);
  const side = Math.sqrt(image[0] ?? NaN);
  const flat = image.length === 1;
  if (flat ? !Number.isInteger(side) : image.length !== 2) return null;
  const [height, width] = flat ? [side, side] : image;
  if (Math.max(height, width) > maximumImageSide) return null;
  const rows = { size: height, stride: width };
  const columns = { size: width, stride: 1 };
  const samples = { size: count, stride: width * height };
  // The order in which the array itself counts, the slowest first.
  const pixels = flat && columnFirst ? [columns, rows] : [rows, columns];
  const slowestFirst = first ? [samples, ...pixels] : [...pixels, samples];
  if (!images.columnMajor) return { count, width, height, axes: slowestFirst.reverse() };
  if (!flat) return { count, width, height, axes: slowestFirst };
  // The pixels of a flat image are one index of the array, however the array is stored.
  const fastestFirst = [...pixels].reverse();
  return {
    ...{ count, width, height },
    axes: first ? [samples, ...fastestFirst] : [...fastestFirst, samples],
  };
}
