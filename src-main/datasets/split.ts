/** Divides the samples of a data set into those for training, for validation and for the final test. */
import { type SplitName, splitNames } from '../../src-shared/dataset.ts';
import { createRandom } from '../engine/random.ts';

interface Labelled {
  /** `[sample]`, 0 to `classes` - 1. */
  labels: Uint16Array;
  /** `[sample]`, an index into `splitNames`: what the files give. */
  splits: Uint8Array;
  /** Number of classes. */
  classes: number;
}

export interface SplitOptions {
  /** Fractions from 0 to below 1; each counts only where the files give no such split. */
  testFraction: number;
  validationFraction: number;
  seed: number;
}

/** Positions in the data set, ascending. */
type Split = Record<SplitName, Uint32Array>;

/**
 * A test or validation split that the files give is kept. Else a part of the training images is drawn, class by
 * class in proportion: first `testFraction` of them for the test, then `validationFraction` of the rest for
 * validation. Every class keeps at least one training image. The same seed gives the same split.
 */
export function splitDataset(
  { labels, splits, classes }: Labelled,
  { testFraction, validationFraction, seed }: SplitOptions,
): Split {
  const of = (split: SplitName): number[] => {
    const wanted = splitNames.indexOf(split);
    const found: number[] = [];
    for (let i = 0; i < splits.length; i++) if (splits[i] === wanted) found.push(i);
    return found;
  };
  let train = of('train');
  let test = of('test');
  let validation = of('validation');
  const draw = (fraction: number, split: SplitName): number[] => {
    const drawn = drawStratified(train, { labels, classes, fraction, seed, split });
    train = train.filter((i) => !drawn.has(i));
    return [...drawn].sort((a, b) => a - b);
  };
  if (test.length === 0) test = draw(testFraction, 'test');
  if (validation.length === 0) validation = draw(validationFraction, 'validation');
  return {
    train: Uint32Array.from(train),
    validation: Uint32Array.from(validation),
    test: Uint32Array.from(test),
  };
}

interface Draw {
  labels: Uint16Array;
  classes: number;
  fraction: number;
  seed: number;
  /** Names the random stream. */
  split: SplitName;
}

function drawStratified(from: readonly number[], draw: Draw): Set<number> {
  const byClass = Array.from({ length: draw.classes }, (): number[] => []);
  for (const i of from) byClass[draw.labels[i]].push(i);
  const quotas = shares(
    byClass.map(({ length }) => length),
    draw.fraction,
  );
  const drawn = new Set<number>();
  for (const [label, members] of byClass.entries()) {
    if (quotas[label] === 0) continue;
    const order = createRandom(draw.seed, 'split', draw.split, label).permutation(members.length);
    for (const place of order.subarray(0, quotas[label])) drawn.add(members[place]);
  }
  return drawn;
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
