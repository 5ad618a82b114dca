import { describe, expect, it } from 'vitest';
import { splitNames } from '../../src-shared/dataset.ts';
import { describeDuplicates, duplicateGroups } from './duplicates.ts';
import type { RawDataset } from './formats/format.ts';
import { openDataset } from './open.ts';
import { bundledSample, realDataset } from './test-files.ts';

/** One picture for each letter, `area` pixels each; the same letter, the same picture. */
function pictures(letters: string, area: number): RawDataset {
  const pixels = new SharedArrayBuffer(letters.length * area);
  for (const [i, letter] of [...letters].entries())
    for (let k = 0; k < area; k++)
      new Uint8Array(pixels)[i * area + k] = (letter.charCodeAt(0) * 31 + k * 7) % 256;
  return {
    ...{ width: area, height: 1, classes: ['x', 'y'], files: null, pixels },
    labels: new SharedArrayBuffer(2 * letters.length),
    splits: new SharedArrayBuffer(letters.length),
  };
}
const breathe = (): Promise<void> => Promise.resolve();

describe('pictures that are the same', () => {
  it('are found whether or not their memory is aligned', async () => {
    for (const area of [784, 25, 3])
      expect(await duplicateGroups(pictures('abcabdza', area), breathe)).toEqual([
        [0, 3, 7],
        [1, 4],
      ]);
  });

  it('are told from those that differ in one pixel', async () => {
    for (const area of [784, 25]) {
      const data = pictures('aaaa', area);
      new Uint8Array(data.pixels)[area * 2 + area - 1] += 1;
      expect(await duplicateGroups(data, breathe)).toEqual([[0, 1, 3]]);
    }
  });

  it('are the same as comparing each with each finds', async () => {
    const { pixels, labels, splits, summary } = await openDataset(bundledSample);
    const data = { ...summary, pixels, labels, splits, files: null };
    const area = summary.width * summary.height;
    // Some copies that a folder of pictures could have.
    const bytes = new Uint8Array(pixels);
    for (const [from, to] of [
      [5, 900],
      [5, 17],
      [1000, 3],
    ])
      bytes.copyWithin(to * area, from * area, (from + 1) * area);
    const known = new Map<string, number[]>();
    for (let i = 0; i < summary.samples; i++) {
      const text = Buffer.from(bytes.slice(i * area, (i + 1) * area)).toString('latin1');
      known.set(text, [...(known.get(text) ?? []), i]);
    }
    const expected = [...known.values()].filter(({ length }) => length > 1);
    expect(expected.length).toBeGreaterThanOrEqual(2);
    expect(await duplicateGroups(data, breathe)).toEqual(expected);
  });

  it('are described: how many, across which splits, with which labels', async () => {
    const data = pictures('aabbccddd', 9);
    new Uint8Array(data.splits)[3] = splitNames.indexOf('test');
    new Uint16Array(data.labels)[5] = 1;
    const groups = await duplicateGroups(data, breathe);
    expect(describeDuplicates(groups, data)).toEqual({
      groups: 4,
      copies: 5,
      acrossSplits: 1,
      otherLabels: 1,
      list: [
        { indices: [4, 5], size: 2, acrossSplits: false, otherLabels: true },
        { indices: [2, 3], size: 2, acrossSplits: true, otherLabels: false },
        { indices: [0, 1], size: 2, acrossSplits: false, otherLabels: false },
        { indices: [6, 7, 8], size: 3, acrossSplits: false, otherLabels: false },
      ],
    });
  });

  it('are in no part of the real MNIST, and in notMNIST there are many', async () => {
    const mnist = realDataset('mnist');
    const notmnist = realDataset('notmnist');
    if (!mnist || !notmnist) return;
    expect((await openDataset(mnist)).summary.duplicates).toMatchObject({ groups: 0, copies: 0 });
    const { duplicates } = (await openDataset(notmnist)).summary;
    expect(duplicates.groups).toBeGreaterThan(10);
  });
});
