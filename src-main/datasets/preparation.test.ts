import { encode } from 'fast-png';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asFilesAre, likeMnist, type Preparation } from '../../src-shared/preparation.ts';
import { openDataset } from './open.ts';
import { bundledSample, failure, makeFolder } from './test-files.ts';

/** A folder of two classes of strokes, dark on light, off the middle; `[class][picture]`. */
function strokes(side = 40): string {
  const files: Record<string, Uint8Array> = {};
  for (const [label, name] of ['bar', 'dash'].entries())
    for (let i = 0; i < 6; i++) {
      const data = new Uint8Array(side * side).fill(235 + (i % 3));
      for (let k = 0; k < 12; k++)
        for (let thick = 0; thick < 3; thick++) {
          const [along, across] = [4 + k + i, 6 + thick + 2 * i];
          data[label === 0 ? along * side + across : across * side + along] = 20 + i;
        }
      files[`${name}/${i}.png`] = encode({ width: side, height: side, data, channels: 1 });
    }
  return makeFolder(files);
}

describe('a prepared data set', () => {
  it('is what was asked for, and says so', async () => {
    const folder = strokes();
    const preparation: Preparation = { ...likeMnist, invert: true };
    const { summary, pixels } = await openDataset(folder, { preparation });
    expect(summary).toMatchObject({
      ...{ width: 28, height: 28, polarity: 'light', preparation },
      inFiles: { width: 40, height: 40, polarity: 'dark', classes: ['bar', 'dash'] },
    });
    expect(pixels.byteLength).toBe(12 * 28 * 28);
    // A light stroke, 20 pixels long, in the middle.
    const first = new Uint8Array(pixels, 0, 28 * 28);
    expect(first[14 * 28 + 14]).toBeGreaterThan(150);
    expect(first.subarray(0, 28 * 3).every((value) => value < 40)).toBe(true);
  });

  it('has a fingerprint of its own, the same each time', async () => {
    const folder = strokes();
    const plain = (await openDataset(folder)).summary;
    const inverted = { ...asFilesAre, invert: true };
    const once = (await openDataset(folder, { preparation: inverted })).summary;
    const again = (await openDataset(folder, { preparation: inverted })).summary;
    expect(plain.inFiles.fingerprint).toBe(plain.fingerprint);
    expect(once.inFiles.fingerprint).toBe(plain.fingerprint);
    expect(once.fingerprint).not.toBe(plain.fingerprint);
    expect(again.fingerprint).toBe(once.fingerprint);
    const none = { ...asFilesAre, margin: 50, size: { width: 40, height: 40 } };
    const { summary } = await openDataset(folder, { preparation: none });
    expect(summary).toMatchObject({ fingerprint: plain.fingerprint, preparation: asFilesAre });
  });

  it('says where the ink of the files is', async () => {
    const { ink } = (await openDataset(bundledSample)).summary;
    const { ink: offCentre } = (await openDataset(strokes())).summary;
    expect(ink?.longerSide[1]).toBeGreaterThan(8);
    expect(offCentre?.longerSide).toEqual([12, 12, 12]);
    expect(offCentre?.offCentre).toBeGreaterThan(5);
  });

  it('can be cancelled, and tells its progress in two halves', async () => {
    const folder = strokes();
    const fractions: number[] = [];
    await openDataset(folder, {
      preparation: likeMnist,
      onProgress: (fraction) => fractions.push(fraction),
    });
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    const stop = new AbortController();
    const cancelled = openDataset(folder, {
      preparation: likeMnist,
      signal: stop.signal,
      onProgress: (fraction) => fraction > 0.5 && stop.abort(new Error('enough')),
    });
    await expect(cancelled).rejects.toThrow('enough');
  });

  it('is not made of files that can not be read', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'a.txt'), 'no picture');
    await failure(openDataset(folder, { preparation: likeMnist }), 'dataset.unknownFormat');
  });
});
