import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../open.ts';
import { failure, greyPng, idxImages, idxLabels, makeFolder, reasons } from '../test-files.ts';
import { type Numbers, npy, zip } from './test-arrays.ts';

const open = (files: Readonly<Record<string, Uint8Array | string>>) =>
  openDataset(makeFolder(files));
const pixelsOf = ({ pixels }: { pixels: SharedArrayBuffer }) => [...new Uint8Array(pixels)];
const labelsOf = ({ labels }: { labels: SharedArrayBuffer }) => [...new Uint16Array(labels)];

/** Four images of 2 x 2 and their labels. */
const bytes = Uint8Array.from({ length: 16 }, (_, i) => 17 * i);
const images = npy(bytes, '|u1', '4, 2, 2');
const labels = npy(Uint8Array.of(5, 9, 5, 9), '|u1', '4,');
const pair = { 'x_train.npy': images, 'y_train.npy': labels };

describe('NumPy arrays', () => {
  it.each(['numpy-compressed.npz', 'numpy-stored.npz'])('opens %s', async (name) => {
    const folder = makeFolder();
    cpSync(join(import.meta.dirname, '../fixtures', name), join(folder, 'digits.npz'));
    const opened = await openDataset(folder);
    expect(opened.summary).toMatchObject({
      ...{ format: 'numpy', width: 3, height: 3, samples: 8, classes: ['1', '3'] },
      ...{ counts: { train: [3, 3], test: [1, 1] }, skippedCount: 0 },
    });
    const train = Array.from({ length: 54 }, (_, i) => 4 * i);
    expect(pixelsOf(opened)).toEqual([...train, ...train.slice(0, 18)]);
    expect(labelsOf(opened)).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
    expect(opened.files).toBeNull();
  });

  it('is the same data as in IDX files, whatever the names and the packing', async () => {
    const idx = await open({
      'train-images-idx3-ubyte': idxImages(4, 2, (i) => 60 * i),
      'train-labels-idx1-ubyte': idxLabels([5, 9, 5, 9]),
    });
    const even = Uint8Array.from({ length: 16 }, (_, i) => 60 * Math.floor(i / 4));
    const x = npy(even, '|u1', '4, 2, 2');
    const variants: Record<string, Buffer>[] = [
      { 'mnist.npz': zip({ 'x_train.npy': x, 'y_train.npy': labels }) },
      { 'mnist.npz': zip({ 'train_labels.npy': labels, 'train_images.npy': x }, false) },
      { 'X.npy': x, 'y.npy': labels },
      {
        'k-train-imgs.npz': zip({ 'arr_0.npy': x }),
        'k-train-labels.npz': zip({ 'arr_0.npy': labels }),
      },
      { 'archive/data/train.npz': zip({ 'data.npy': x, 'target.npy': labels }) },
      { 'x.npy': npy(even, '|u1', '4, 4'), 'y.npy': npy(Uint8Array.of(5, 9, 5, 9), '|u1', '4, 1') },
      { 'x.npy': npy(even, '|u1', '4, 2, 2, 1', false, 2), 'y.npy': labels },
    ];
    for (const files of variants) {
      const { summary } = await open(files);
      expect(summary.fingerprint, Object.keys(files).join()).toBe(idx.summary.fingerprint);
      expect(summary).toMatchObject({ format: 'numpy', skippedCount: 0 });
    }
  });

  it('takes the splits from the names', async () => {
    const { summary } = await open({
      'set.npz': zip({
        ...{ 'Xtrain.npy': images, 'ytrain.npy': labels, 'val_images.npy': images },
        ...{ 'val_labels.npy': labels, 'X_test.npy': images, 'y_test.npy': labels },
      }),
    });
    expect(summary.counts).toEqual({ train: [2, 2], validation: [2, 2], test: [2, 2] });
  });

  it('puts every element in its place, in the order of C and of Fortran', async () => {
    // Of 4 x 2 x 3, element (n, h, w) is 6n + 3h + w.
    const c = Uint8Array.from({ length: 24 }, (_, i) => i * 10);
    const fortran = Uint8Array.from({ length: 24 }, (_, i) => {
      const [n, h, w] = [i % 4, Math.floor(i / 4) % 2, Math.floor(i / 8)];
      return c[6 * n + 3 * h + w];
    });
    const one = await open({ 'x.npy': npy(c, '|u1', '4, 2, 3'), 'y.npy': labels });
    const two = await open({ 'x.npy': npy(fortran, '|u1', '4, 2, 3', true), 'y.npy': labels });
    expect(one.summary).toMatchObject({ width: 3, height: 2 });
    expect(pixelsOf(one)).toEqual([...c]);
    expect(pixelsOf(two)).toEqual([...c]);
    const flat = Uint8Array.from({ length: 16 }, (_, i) => bytes[4 * (i % 4) + Math.floor(i / 4)]);
    const three = await open({ 'x.npy': npy(flat, '|u1', '4, 4', true), 'y.npy': labels });
    expect(pixelsOf(three)).toEqual([...bytes]);
  });

  it.each<[string, Numbers, string]>([
    ['bytes', bytes, '|u1'],
    ['16 bits', Int16Array.from(bytes), '<i2'],
    ['32 bits', Int32Array.from(bytes), '<i4'],
    ['64 bits', BigInt64Array.from([...bytes].map(BigInt)), '<i8'],
    ['big-endian', Uint8Array.from([...bytes].flatMap((value) => [0, value])), '>u2'],
    ['fractions', Float32Array.from(bytes, (value) => value / 255), '<f4'],
    ['doubles', Float64Array.from(bytes, (value) => value / 255), '<f8'],
    ['from -1 to 1', Float64Array.from(bytes, (value) => (value / 255) * 2 - 1), '<f8'],
    ['0 to 16', Float64Array.from(bytes, (value) => (value / 255) * 16), '<f8'],
  ])('reads %s', async (_, data, type) => {
    const opened = await open({ 'x.npy': npy(data, type, '4, 2, 2'), 'y.npy': labels });
    expect(pixelsOf(opened)).toEqual([...bytes]);
  });

  it('cuts off what splines leave beyond 0 and 1', async () => {
    const data = Float64Array.from([-0.1, 1.1, 0.5, 0, 1, 1, 1, 1]);
    const opened = await open({
      'x.npy': npy(data, '<f8', '2, 2, 2'),
      'y.npy': npy(Uint8Array.of(1, 2), '|u1', '2,'),
    });
    expect(pixelsOf(opened)).toEqual([0, 255, 128, 0, 255, 255, 255, 255]);
  });

  it('reads data larger than a chunk of the file, and reports progress', async () => {
    const many = Float64Array.from({ length: 300 * 1024 }, (_, i) => i % 256);
    const reports: [number, number, number][] = [];
    const x = npy(many, '<f8', '300, 32, 32');
    const y = npy(
      Float64Array.from({ length: 300 }, (_, i) => i % 7),
      '<f8',
      '300,',
    );
    const folder = makeFolder({ 'a.npz': zip({ 'x.npy': x, 'y.npy': y }, false) });
    const opened = await openDataset(folder, { onProgress: (...report) => reports.push(report) });
    expect(Buffer.from(opened.pixels).equals(Buffer.from(many))).toBe(true);
    expect(reports.length).toBeGreaterThan(4);
    expect(reports.at(-1)).toEqual([1, 300, 300]);
    const grows = (value: number, i: number) => i === 0 || value >= reports[i - 1][0];
    expect(reports.map(([fraction]) => fraction).every(grows)).toBe(true);

    const cancel = new AbortController();
    const again = openDataset(folder, { signal: cancel.signal, onProgress: () => cancel.abort() });
    await expect(again).rejects.toThrow('aborted');
  });

  it('does without what cannot be used, and says why', async () => {
    const { summary } = await open({
      ...{ ...pair, 'weights.npy': npy(bytes, '|u1', '8, 2'), 'x_test.npy': images },
      ...{ 'y_test.npy': labels.subarray(0, -2), 'notes.npy': 'text', 'README.md': 'x' },
      ...{ 'texts.npy': npy(bytes, '<U1', '4,'), 'half.npz': zip(pair).subarray(0, -9) },
    });
    expect(summary.samples).toBe(4);
    expect(reasons(summary.skipped)).toEqual({
      ...{ 'weights.npy': 'arrays.unpaired', 'x_test.npy': 'arrays.damaged' },
      ...{ 'texts.npy': 'arrays.type', 'half.npz': 'arrays.damaged' },
    });
  });

  it('leaves folders of images alone', async () => {
    const folders = { 'a/1.png': greyPng(1), 'b/1.png': greyPng(2) };
    for (const arrays of [{ 'weights.npy': images }, pair])
      expect((await open({ ...folders, ...arrays })).summary.format).toBe('folders');
  });
});

describe('NumPy arrays that cannot be used', () => {
  it('damaged: cut short, anywhere', async () => {
    const archive = zip(pair);
    for (const length of [10, 60, archive.length - 30, archive.length - 1])
      await failure(open({ 'a.npz': archive.subarray(0, length) }), 'arrays.damaged');
    for (const length of [8, 30, images.length - 1])
      await failure(
        open({ 'x_train.npy': images.subarray(0, length), 'y_train.npy': labels }),
        length > 30 ? 'arrays.damaged' : 'arrays.noPair',
      );
    const flipped = Buffer.from(zip({ 'x.npy': images, 'y.npy': labels }));
    flipped[40] ^= 0xff;
    await failure(open({ 'a.npz': flipped }), 'arrays.damaged');
  });
  it('a shape that no file of this size can hold', async () => {
    const huge = npy(bytes, '|u1', '1000000000, 28, 28');
    const many = npy(bytes, '|u1', '1000000000,');
    await failure(open({ 'a.npz': zip({ 'x.npy': huge, 'y.npy': many }) }), 'arrays.damaged');
  });
  it('objects and texts', async () => {
    const error = await failure(open({ 'x.npy': npy(bytes, '|O', '4, 2, 2') }), 'arrays.type');
    expect(error.values).toEqual({ file: 'x.npy', type: '|O' });
  });
  it('no labels, too few, or images in colour', async () => {
    const error = await failure(open({ 'x.npy': images }), 'arrays.noPair');
    expect(error.values['arrays']).toBe('x.npy (4 x 2 x 2)');
    const few = npy(Uint8Array.of(1, 2, 3), '|u1', '3,');
    await failure(open({ 'x.npy': images, 'y.npy': few }), 'arrays.noPair');
    const colour = npy(new Uint8Array(48), '|u1', '4, 2, 2, 3');
    await failure(open({ 'x.npy': colour, 'y.npy': labels }), 'arrays.noPair');
  });
  it('labels that are no whole numbers', async () => {
    const y = npy(Float64Array.of(1, 2.5, 1, 2), '<f8', '4,');
    const error = await failure(open({ 'x.npy': images, 'y.npy': y }), 'arrays.labels');
    expect(error.values).toEqual({ file: 'y.npy', found: 2.5 });
  });
  it.each([
    [-20, 300],
    [0, 300],
    [0, NaN],
  ])('values from %d to %d', async (from, to) => {
    const x = npy(
      Float64Array.from(bytes, (_, i) => (i % 2 ? from : to)),
      '<f8',
      '4, 2, 2',
    );
    await failure(open({ 'x.npy': x, 'y.npy': labels }), 'arrays.range');
  });
  it('several data sets, only a test set, one class', async () => {
    const set = zip({ 'x.npy': images, 'y.npy': labels });
    await failure(open({ 'a.npz': set, 'b.npz': set }), 'dataset.severalSets');
    await failure(open({ 'test.npz': set }), 'dataset.noTraining');
    const one = npy(Uint8Array.of(5, 5, 5, 5), '|u1', '4,');
    await failure(open({ 'x.npy': images, 'y.npy': one }), 'dataset.oneClass');
  });
});
