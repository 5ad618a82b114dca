/** Large files of many images: the first ones are shown while the rest is read. */
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { DatasetPreview } from '../../src-shared/dataset.ts';
import { firstImages } from './first-images.ts';
import { npy, zip } from './formats/test-arrays.ts';
import { openDataset } from './open.ts';
import { idxImages, idxLabels, makeFolder } from './test-files.ts';

const [side, count] = [28, 26_000];
const area = side * side;
/** Image `i` is of one value, and of class 3 or 8. */
const value = (i: number): number => (i * 7) % 256;
const label = (i: number): number => (i % 2 === 0 ? 3 : 8);
const each = Array.from({ length: count }, (_, i) => i);
const labels = each.map(label);
const pixels = (): Buffer => idxImages(count, side, value).subarray(16);

const csv = (line: (i: number) => string): Buffer =>
  Buffer.concat(each.map((i) => Buffer.from(line(i))));
const ofOne = (i: number): string => `,${value(i)}`.repeat(area);

const sets: Record<string, () => Record<string, Uint8Array>> = {
  'IDX, zipped': () => ({
    'train-images-idx3-ubyte.gz': gzipSync(idxImages(count, side, value), { level: 1 }),
    'train-labels-idx1-ubyte.gz': gzipSync(idxLabels(labels)),
  }),
  'CSV, the label first, not named': () => ({
    'digits.csv': csv((i) => `${label(i)}${ofOne(i)}\n`),
  }),
  'CSV, zipped, the label named and last': () => ({
    'digits.csv.gz': gzipSync(
      Buffer.concat([
        Buffer.from(`${Array.from({ length: area }, (_, i) => `p${i}`).join(',')},label\n`),
        csv((i) => `${ofOne(i).slice(1)},${label(i)}\n`),
      ]),
      { level: 0 },
    ),
  }),
  'NumPy archive': () => ({
    'digits.npz': zip(
      {
        'x_train.npy': npy(pixels(), '|u1', `${count}, ${side}, ${side}`),
        'y_train.npy': npy(Uint8Array.from(labels), '|u1', `${count},`),
      },
      false,
    ),
  }),
};

it.each(Object.keys(sets))('%s', { timeout: 120_000 }, async (name) => {
  const path = makeFolder(sets[name]());
  const previews: DatasetPreview[] = [];
  let before = 0;
  const opened = await openDataset(path, {
    onPreview: (preview) => previews.push(preview),
    onProgress: (fraction) => {
      if (previews.length === 0) before = fraction;
    },
  });
  expect(previews).toHaveLength(1);
  const [{ classes, width, height, pixels: shown }] = previews;
  expect([width, height]).toEqual([side, side]);
  expect(classes).toEqual(labels.slice(0, firstImages).map(String));
  // They are what the data set says in the end, and there before a twentieth of it was read.
  expect(Buffer.from(shown).equals(Buffer.from(opened.pixels, 0, firstImages * area))).toBe(true);
  expect(before).toBeLessThan(0.05);
  expect(opened.summary.samples).toBe(count);
});

it('a small file shows nothing before it is read', async () => {
  const previews: DatasetPreview[] = [];
  const line = (i: number): string => `${label(i)}${ofOne(i)}\n`;
  const path = makeFolder({ 'digits.csv': line(0) + line(1) + line(2) + line(3) });
  await openDataset(path, { onPreview: (preview) => previews.push(preview) });
  expect(previews).toEqual([]);
});
