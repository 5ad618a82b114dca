import { describe, expect, it } from 'vitest';
import { splitNames } from '../../src-shared/dataset.ts';
import type { SplitOptions } from '../../src-shared/split-options.ts';
import { failure } from './test-files.ts';
import { splitDataset } from './split.ts';

const options: SplitOptions = {
  testFraction: 0.2,
  validationFraction: 0.1,
  splitSource: 'files',
  imageLimit: 0,
  folds: 0,
  fold: 1,
  seed: 1,
};

/** Samples of the given class sizes, mixed, all of the split `train` unless `splitOf` says otherwise. */
function samples(sizes: readonly number[], splitOf: (i: number) => number = () => 0) {
  const sorted = sizes.flatMap((size, label) => new Array<number>(size).fill(label));
  const labels = Uint16Array.from(sorted, (_, i) => sorted[(i * 7) % sorted.length]);
  return { labels, splits: Uint8Array.from(labels, (_, i) => splitOf(i)), classes: sizes.length };
}

function countsOf(indices: Uint32Array, { labels, classes }: ReturnType<typeof samples>): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const i of indices) counts[labels[i]] += 1;
  return counts;
}

describe('without splits in the files', () => {
  const data = samples([101, 53, 20, 3]);

  it('uses every sample once, each list ascending', () => {
    const split = splitDataset(data, options);
    for (const name of splitNames) expect(split[name]).toEqual(split[name].slice().sort());
    const all = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 177 }, (_, i) => i));
  });

  it('draws exact totals, class by class in proportion', () => {
    const { test, validation, train } = splitDataset(data, options);
    // 0.2 of 101, 53, 20, 3 is 20.2, 10.6, 4, 0.6: 35 in all, so the remainders .6 and .6 get one each.
    expect(countsOf(test, data)).toEqual([20, 11, 4, 0].map((n, i) => (i === 3 ? 0 : n)));
    expect(test.length).toBe(35);
    expect(validation.length).toBe(Math.round(0.1 * 142));
    expect(countsOf(train, data).every((count) => count > 0)).toBe(true);
  });

  it('depends on the seed only', () => {
    expect(splitDataset(data, options)).toEqual(splitDataset(data, options));
    expect(splitDataset(data, { ...options, seed: 2 })).not.toEqual(splitDataset(data, options));
  });

  it('draws at random, not the first of each class', () => {
    const { test } = splitDataset(samples([1000]), options);
    const mean = test.reduce((sum, i) => sum + i, 0) / test.length;
    expect(mean).toBeGreaterThan(400);
    expect(mean).toBeLessThan(600);
  });

  it('leaves every class an image to learn from', () => {
    const few = samples([1, 2, 2, 3]);
    const { train } = splitDataset(few, {
      ...options,
      testFraction: 0.9,
      validationFraction: 0.9,
      seed: 3,
    });
    expect(countsOf(train, few)).toEqual([1, 1, 1, 1]);
  });

  it('draws nothing for a fraction of 0', () => {
    const { train, validation, test } = splitDataset(data, {
      ...options,
      testFraction: 0,
      validationFraction: 0,
    });
    expect([train.length, validation.length, test.length]).toEqual([177, 0, 0]);
  });
});

it('keeps a given test set, and draws the validation set from the training images', () => {
  const data = samples([50, 50], (i) => (i % 5 === 0 ? 2 : 0));
  const { train, validation, test } = splitDataset(data, options);
  expect([...test]).toEqual(Array.from({ length: 20 }, (_, i) => 5 * i));
  expect([train.length, validation.length]).toEqual([72, 8]);
});

it('keeps a given validation set, and draws the test set from the training images', () => {
  const data = samples([50, 50], (i) => (i % 5 === 0 ? 1 : 0));
  const { train, validation, test } = splitDataset(data, options);
  expect([...validation]).toEqual(Array.from({ length: 20 }, (_, i) => 5 * i));
  expect([train.length, test.length]).toEqual([64, 16]);
});

it('draws anew from all images when it is told to', () => {
  const data = samples([50, 50], (i) => (i % 5 === 0 ? 2 : 0));
  const { train, validation, test } = splitDataset(data, { ...options, splitSource: 'drawn' });
  expect([train.length, validation.length, test.length]).toEqual([72, 8, 20]);
  expect(test.some((i) => i % 5 !== 0)).toBe(true);
});

it('uses only so many images, in proportion to the classes', () => {
  const data = samples([60, 40], (i) => (i % 5 === 0 ? 2 : 0));
  const limited = splitDataset(data, { ...options, validationFraction: 0, imageLimit: 20 });
  expect(limited.test.length).toBe(20);
  expect(countsOf(limited.train, data)).toEqual([12, 8]);
  const anew = splitDataset(data, { ...options, splitSource: 'drawn', imageLimit: 50 });
  expect([anew.train.length, anew.validation.length, anew.test.length]).toEqual([36, 4, 10]);
  expect(splitDataset(data, { ...options, imageLimit: 1000 })).toEqual(splitDataset(data, options));
});

describe('in folds', () => {
  const sizes = [101, 53, 20, 3];
  const data = samples(sizes);
  const foldsOf = (given: typeof data, change: Partial<SplitOptions> = {}) =>
    Array.from({ length: 5 }, (_, i) =>
      splitDataset(given, { ...options, folds: 5, fold: i + 1, ...change }),
    );

  it('tests on every image exactly once, and never on one that it trains on', () => {
    const runs = foldsOf(data);
    const tested = runs.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
    expect(tested).toEqual(Array.from({ length: 177 }, (_, i) => i));
    for (const { train, validation, test } of runs) {
      const all = new Set([...train, ...validation, ...test]);
      expect(all.size).toBe(train.length + validation.length + test.length);
      expect(all.size).toBe(177);
      expect(validation.length).toBe(Math.round(0.1 * (177 - test.length)));
    }
  });

  it('has the classes in proportion, to one image', () => {
    for (const { test } of foldsOf(data)) {
      expect([35, 36]).toContain(test.length);
      for (const [label, count] of countsOf(test, data).entries())
        expect(Math.abs(count - sizes[label] / 5)).toBeLessThan(1);
    }
  });

  it('depends on the seed and the fold', () => {
    const [first, second] = foldsOf(data);
    expect(first.test).not.toEqual(second.test);
    expect(foldsOf(data)[0]).toEqual(first);
    expect(foldsOf(data, { seed: 2 })[0]).not.toEqual(first);
  });

  it('leaves the test images of the files out, unless the splits are drawn anew', () => {
    const given = samples(sizes, (i) => (i % 3 === 0 ? splitNames.indexOf('test') : 0));
    const ofFiles = new Set([...given.splits.keys()].filter((i) => given.splits[i] !== 0));
    for (const { train, validation, test } of foldsOf(given)) {
      expect([...train, ...validation, ...test].filter((i) => ofFiles.has(i))).toEqual([]);
      expect(train.length + validation.length + test.length).toBe(177 - ofFiles.size);
    }
    const anew = foldsOf(given, { splitSource: 'drawn' }).flatMap(({ test }) => [...test]);
    expect(new Set(anew).size).toBe(177);
  });

  it('needs two of them, and one that there is', async () => {
    const split = (change: Partial<SplitOptions>) =>
      Promise.resolve().then(() => splitDataset(data, { ...options, ...change }));
    await failure(split({ folds: 1 }), 'split.oneFold');
    await failure(split({ folds: 3, fold: 4 }), 'split.noSuchFold');
  });
});
