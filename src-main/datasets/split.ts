/** Divides the samples of a data set into those for training, for validation and for the final test. */
import { type SplitName, splitNames } from '../../src-shared/dataset.ts';
import { UserError } from '../../src-shared/errors.ts';
import { foldProblem, type SplitOptions } from '../../src-shared/split-options.ts';
import { createRandom } from '../engine/random.ts';

interface Labelled {
  /** `[sample]`, 0 to `classes` - 1. */
  labels: Uint16Array;
  /** `[sample]`, an index into `splitNames`: what the files give. */
  splits: Uint8Array;
  /** Number of classes. */
  classes: number;
}

/** Positions in the data set, ascending. */
type Split = Record<SplitName, Uint32Array>;

/**
 * A test or validation split that the files give is kept, unless all are drawn anew (`splitSource`). Else a part of the
 * training images is drawn, class by class in proportion: first `testFraction` of them for the test, then
 * `validationFraction` of the rest for validation. Every class keeps at least one training image. `imageLimit` (0 is
 * all) training images are drawn before anything else; given test images stay. The same seed gives the same split.
 *
 * With `folds` the training images (all images where the splits are drawn anew) are divided into so many parts instead, class
 * by class in proportion, and number `fold`, from 1, is the test: over all folds every image is a test image once. Test
 * images that the files give are in no split then: they stay for the end.
 * @throws UserError `split.*`
 */
export function splitDataset(
  { labels, splits, classes }: Labelled,
  { testFraction, validationFraction, splitSource, imageLimit, folds, fold, seed }: SplitOptions,
): Split {
  const problem = foldProblem({ folds, fold });
  if (problem) throw UserError.from(problem);
  const all = new Uint32Array(splits.length);
  for (let i = 0; i < all.length; i++) all[i] = i;
  const of = (split: SplitName): Uint32Array => {
    if (splitSource === 'drawn') return split === 'train' ? all : new Uint32Array(0);
    return withMark(all, splits, splitNames.indexOf(split));
  };
  let train = of('train');
  let test = of('test');
  let validation = of('validation');
  // This runs on the main thread: marks instead of sets and sorting keep it to a few milliseconds.
  const mark = (fraction: number, purpose: Draw['purpose']): Uint8Array =>
    markStratified(train, splits.length, { labels, classes, fraction, seed, purpose });
  if (imageLimit > 0 && imageLimit < train.length)
    train = withMark(train, mark(imageLimit / train.length, 'limit'), 1);
  const draw = (fraction: number, split: SplitName): Uint32Array => {
    if (fraction === 0) return new Uint32Array(0);
    const isDrawn = mark(fraction, split);
    const drawn = withMark(train, isDrawn, 1);
    train = withMark(train, isDrawn, 0);
    return drawn;
  };
  if (folds > 0) {
    const dealt = dealFolds(train, splits.length, { labels, classes, seed, folds });
    test = withMark(train, dealt, fold);
    train = withoutMark(train, dealt, fold);
  } else if (test.length === 0) test = draw(testFraction, 'test');
  if (validation.length === 0) validation = draw(validationFraction, 'validation');
  return { train, validation, test };
}

/** Those of `from` whose entry in `marks` is `mark`, in order; in a plain loop, which takes a fraction of `filter`. */
function withMark(from: Uint32Array, marks: Uint8Array, mark: number): Uint32Array {
  const found = new Uint32Array(from.length);
  let count = 0;
  for (let k = 0; k < from.length; k++) if (marks[from[k]] === mark) found[count++] = from[k];
  return found.slice(0, count);
}

function withoutMark(from: Uint32Array, marks: Uint8Array, mark: number): Uint32Array {
  const found = new Uint32Array(from.length);
  let count = 0;
  for (let k = 0; k < from.length; k++) if (marks[from[k]] !== mark) found[count++] = from[k];
  return found.slice(0, count);
}

interface Draw {
  labels: Uint16Array;
  classes: number;
  fraction: number;
  seed: number;
  /** Names the random stream. */
  purpose: SplitName | 'limit';
}

/** The samples of each class, in order, `[class][member]`. */
function byClass(
  from: Uint32Array,
  { labels, classes }: Pick<Labelled, 'labels' | 'classes'>,
): Uint32Array[] {
  const sizes = new Array<number>(classes).fill(0);
  for (let k = 0; k < from.length; k++) sizes[labels[from[k]]] += 1;
  const members = sizes.map((size) => new Uint32Array(size));
  const filled = new Uint32Array(classes);
  for (let k = 0; k < from.length; k++) {
    const label = labels[from[k]];
    members[label][filled[label]++] = from[k];
  }
  return members;
}

/**
 * The fold, from 1, of each sample of `from`, 0 for the others, `[samples]`. The members of a class are shuffled and dealt
 * out in turn, each class going on where the one before ended: neither the folds nor the shares of a class in them
 * differ by more than one image.
 */
function dealFolds(
  from: Uint32Array,
  samples: number,
  {
    folds,
    seed,
    ...labelled
  }: Pick<Labelled, 'labels' | 'classes'> & { folds: number; seed: number },
): Uint8Array {
  const dealt = new Uint8Array(samples);
  let next = 0;
  for (const [label, ofClass] of byClass(from, labelled).entries()) {
    const order = createRandom(seed, 'split', 'folds', label).permutation(ofClass.length);
    for (const place of order) {
      dealt[ofClass[place]] = next + 1;
      next = (next + 1) % folds;
    }
  }
  return dealt;
}

/** 1 for each drawn sample, `[samples]`. */
function markStratified(from: Uint32Array, samples: number, draw: Draw): Uint8Array {
  const members = byClass(from, draw);
  const quotas = shares(
    members.map(({ length }) => length),
    draw.fraction,
  );
  const isDrawn = new Uint8Array(samples);
  for (const [label, ofClass] of members.entries()) {
    if (quotas[label] === 0) continue;
    const order = createRandom(draw.seed, 'split', draw.purpose, label).permutation(ofClass.length);
    for (const place of order.subarray(0, quotas[label])) isDrawn[ofClass[place]] = 1;
  }
  return isDrawn;
}

/**
 * How many to draw of each class: `fraction` of all, rounded, shared out by largest remainder (the lower class
 * first where remainders are equal); never the last one of a class. `sizes`: `[class]`.
 */
function shares(sizes: readonly number[], fraction: number): number[] {
  const total = Math.round(fraction * sizes.reduce((sum, size) => sum + size, 0));
  const most = sizes.map((size) => Math.max(0, size - 1));
  const quotas = sizes.map((size, i) => Math.min(most[i], Math.floor(fraction * size)));
  const order = sizes
    .map((size, i) => ({ i, remainder: fraction * size - Math.floor(fraction * size) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  let left = total - quotas.reduce((sum, quota) => sum + quota, 0);
  while (left > 0) {
    const open = order.filter(({ i }) => quotas[i] < most[i]).slice(0, left);
    if (open.length === 0) break;
    for (const { i } of open) quotas[i] += 1;
    left -= open.length;
  }
  return quotas;
}
