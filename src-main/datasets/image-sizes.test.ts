import { describe, expect, it } from 'vitest';
import { chooseFrame, fitInto, type Size, SizeCounts } from './image-sizes.ts';
import { openDataset } from './open.ts';
import { greyPng, makeFolder } from './test-files.ts';

const counts = (...sizes: [count: number, width: number, height: number][]): SizeCounts => {
  const all = new SizeCounts();
  for (const [count, width, height] of sizes)
    for (let i = 0; i < count; i++) all.add({ width, height });
  return all;
};
const frameOf = (all: SizeCounts): Size | null => chooseFrame(all, all);

describe('the size that all images are brought to', () => {
  it('is the most common one, if a quarter has it; of two as common the larger', () => {
    expect(frameOf(counts([3, 28, 28], [4, 20, 20], [3, 32, 32]))).toEqual({
      ...{ width: 20, height: 20 },
    });
    expect(frameOf(counts([2, 20, 20], [2, 30, 10], [2, 28, 28]))).toEqual({
      ...{ width: 28, height: 28 },
    });
  });
  it('is the median of both sides where none is common, 64 at most', () => {
    const five = counts([1, 10, 50], [1, 20, 40], [1, 30, 30], [1, 40, 20], [1, 50, 10]);
    expect(frameOf(five)).toEqual({ width: 30, height: 30 });
    const large = counts([1, 90, 48], [1, 100, 49], [1, 128, 50], [1, 200, 90], [1, 201, 91]);
    expect(frameOf(large)).toEqual({ width: 64, height: 25 });
  });
  it('is nothing without images', () => {
    expect(frameOf(counts())).toBeNull();
  });
});

describe('an image in the frame', () => {
  it('of the same size is left as it is', () => {
    const pixels = Uint8Array.of(1, 2, 3, 4);
    expect(fitInto({ width: 2, height: 2, pixels }, { width: 2, height: 2 })).toBe(pixels);
  });
  it('keeps its aspect, in the middle of its own ground', () => {
    // 4 x 2: light ground with one dark column; becomes 2 x 1 in the middle of 2 x 3.
    const pixels = Uint8Array.of(200, 200, 200, 0, 200, 200, 200, 0);
    const fitted = fitInto({ width: 4, height: 2, pixels }, { width: 2, height: 3 });
    expect([...fitted]).toEqual([200, 200, 200, 100, 200, 200]);
  });
  it('is made larger, too', () => {
    const fitted = fitInto(
      { width: 1, height: 2, pixels: Uint8Array.of(10, 90) },
      { width: 4, height: 4 },
    );
    expect([...fitted].slice(0, 8)).toEqual([10, 10, 10, 10, 10, 10, 10, 10]);
    expect([...fitted].slice(8)).toEqual([10, 90, 90, 10, 10, 90, 90, 10]);
  });
});

describe('a data set of several sizes', () => {
  it('is brought to the common one, and says so', async () => {
    const { summary, pixels, files } = await openDataset(
      makeFolder({
        ...{ 'a/1.png': greyPng(1), 'a/2.png': greyPng(2), 'b/1.png': greyPng(3) },
        ...{
          'a/3.png': greyPng(4, 8, 8),
          'b/2.png': greyPng(5, 5, 4),
          'b/3.png': greyPng(6, 8, 8),
        },
      }),
    );
    expect(summary).toMatchObject({
      ...{ width: 4, height: 4, samples: 6, skippedCount: 0, resizedCount: 3 },
      otherSizes: [
        { width: 8, height: 8, count: 2 },
        { width: 5, height: 4, count: 1 },
      ],
    });
    expect(files).toEqual(['a/1.png', 'a/2.png', 'a/3.png', 'b/1.png', 'b/2.png', 'b/3.png']);
    const area = 16;
    expect([...new Uint8Array(pixels)].filter((_, i) => i % area === 0)).toEqual([
      ...[1, 2, 4, 3, 5, 6],
    ]);
  });

  it('takes the most common size, though the first images have another', async () => {
    const odd = Array.from({ length: 150 }, (_, i) => [`a/${1000 + i}.png`, greyPng(i, 2, 2)]);
    const usual = Array.from({ length: 160 }, (_, i) => [`b/${1000 + i}.png`, greyPng(i, 3, 3)]);
    const { summary, pixels } = await openDataset(
      makeFolder(Object.fromEntries([...odd, ...usual])),
    );
    expect(summary).toMatchObject({ width: 3, samples: 310, skippedCount: 0, resizedCount: 150 });
    expect(pixels.byteLength).toBe(310 * 9);
  });

  it('follows a guess that turned out wrong with a second pass', async () => {
    // Of 404 files every fourth is looked at, and those are of the rarer size.
    const files = Array.from({ length: 404 }, (_, i) => {
      const side = i % 4 === 0 ? 2 : 3;
      return [`${i < 200 ? 'a' : 'b'}/${1000 + i}.png`, greyPng(i % 256, side, side)];
    });
    const { summary } = await openDataset(makeFolder(Object.fromEntries(files)));
    expect(summary).toMatchObject({ width: 3, samples: 404, resizedCount: 101 });
  });

  it('has no common size: nothing is left out', async () => {
    const files = Array.from({ length: 20 }, (_, i) => [
      `${i % 2}/${i}.png`,
      greyPng(i, 100 + i, 200),
    ]);
    const { summary } = await openDataset(makeFolder(Object.fromEntries(files)));
    expect(summary).toMatchObject({ width: 35, height: 64, samples: 20, resizedCount: 20 });
    expect(summary.otherSizes).toHaveLength(20);
  });
});
