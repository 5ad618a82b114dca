import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../engine/random.ts';
import { readLabelledFiles } from '../image-files.ts';
import { openDataset } from '../open.ts';
import { createBreathing } from '../reading.ts';
import { SkippedFiles } from '../skipped.ts';
import { failure, greyPng, makeFolder, makePng, realDataset, reasons } from '../test-files.ts';

const open = (files: Readonly<Record<string, Uint8Array | string>>) =>
  openDataset(makeFolder(files));
const twoClasses = { 'a/1.png': greyPng(1), 'a/2.png': greyPng(2), 'b/1.png': greyPng(3) };
/** The first pixel of each sample. */
const firstPixels = (pixels: SharedArrayBuffer, area = 16) =>
  [...new Uint8Array(pixels)].filter((_, i) => i % area === 0);

describe('a folder per class', () => {
  it('reads the images in order of class and file', async () => {
    const { summary, pixels, labels, splits, files } = await open(twoClasses);
    expect(summary).toMatchObject({
      ...{ format: 'folders', width: 4, height: 4, samples: 3, classes: ['a', 'b'] },
      ...{ counts: { train: [2, 1], validation: [0, 0], test: [0, 0] }, skippedCount: 0 },
      ...{ polarity: 'light', valueRange: [1, 3] },
    });
    expect(firstPixels(pixels)).toEqual([1, 2, 3]);
    expect([...new Uint16Array(labels)]).toEqual([0, 0, 1]);
    expect([...new Uint8Array(splits)]).toEqual([0, 0, 0]);
    expect(files).toEqual(['a/1.png', 'a/2.png', 'b/1.png']);
  });

  it.each([
    ['train', 'validation', 'test'],
    ['Training', 'val', 'Testing'],
  ])('takes splits from folders called %s, %s, %s', async (train, validation, test) => {
    const { summary, files, splits, labels } = await open({
      [`${train}/a/1.png`]: greyPng(1),
      [`${train}/b/1.png`]: greyPng(2),
      [`${validation}/a/1.png`]: greyPng(3),
      [`${test}/b/1.png`]: greyPng(4),
    });
    expect(summary.classes).toEqual(['a', 'b']);
    expect(summary.counts).toEqual({ train: [1, 1], validation: [1, 0], test: [0, 1] });
    expect(files).toEqual([
      ...[`${train}/a/1.png`, `${train}/b/1.png`],
      ...[`${validation}/a/1.png`, `${test}/b/1.png`],
    ]);
    expect([...new Uint8Array(splits)]).toEqual([0, 0, 1, 2]);
    expect([...new Uint16Array(labels)]).toEqual([0, 1, 0, 1]);
  });

  it('takes a class that is called test for a class', async () => {
    const { summary } = await open({ 'test/1.png': greyPng(1), 'real/1.png': greyPng(2) });
    expect(summary.classes).toEqual(['real', 'test']);
  });

  it('finds the classes in a folder that wraps them, also inside the splits', async () => {
    const wrapped = await open({
      ...{ 'download/data/a/1.png': greyPng(1), 'download/data/b/deep/er/1.png': greyPng(2) },
      ...{ 'README.md': 'x', 'download/notes.txt': 'x', 'download/data/loose.png': greyPng(3) },
    });
    expect(wrapped.summary).toMatchObject({ format: 'folders', classes: ['a', 'b'] });
    expect(wrapped.files).toEqual(['download/data/a/1.png', 'download/data/b/deep/er/1.png']);
    expect(reasons(wrapped.summary.skipped)).toEqual({
      ...{ 'README.md': 'dataset.outsideClasses', 'download/notes.txt': 'dataset.outsideClasses' },
      'download/data/loose.png': 'dataset.outsideClasses',
    });
    const splits = await open({
      ...{ 'set/train/images/a/1.png': greyPng(1), 'set/train/images/b/1.png': greyPng(2) },
      ...{ 'set/test/images/a/1.png': greyPng(3), 'set/test/images/b/1.png': greyPng(4) },
    });
    expect(splits.summary).toMatchObject({
      classes: ['a', 'b'],
      counts: { train: [1, 1], test: [1, 1] },
    });
  });

  it('takes text bitmaps for images', async () => {
    const { summary, pixels } = await open({ 'a/1.txt': '10\n01\n', 'b/1.txt': '11\r\n00' });
    expect(summary).toMatchObject({ format: 'folders', width: 2, height: 2, classes: ['a', 'b'] });
    expect([...new Uint8Array(pixels)]).toEqual([255, 0, 0, 255, 255, 255, 0, 0]);
  });

  it('keeps names in any script, and one name for one class however its accents are stored', async () => {
    const { summary } = await open({
      ...{ 'train/一/1.png': greyPng(1), 'train/😀/1.png': greyPng(2) },
      ...{ 'train/e\u0301/1.png': greyPng(3), 'test/\u00e9/1.png': greyPng(4) },
    });
    expect([...summary.classes].sort()).toEqual(['é', '一', '😀'].sort());
    expect(summary.samples).toBe(4);
  });

  it('gives the same fingerprint for the same images, and another for others', async () => {
    const first = await open(twoClasses);
    const again = await open(twoClasses);
    const other = await open({ ...twoClasses, 'b/1.png': greyPng(4) });
    const renamed = await open({
      'a/1.png': greyPng(1),
      'a/2.png': greyPng(2),
      'c/1.png': greyPng(3),
    });
    expect(again.summary.fingerprint).toBe(first.summary.fingerprint);
    expect(other.summary.fingerprint).not.toBe(first.summary.fingerprint);
    expect(renamed.summary.fingerprint).not.toBe(first.summary.fingerprint);
  });

  it('knows dark ink on paper', async () => {
    const paper = { 'a/1.png': greyPng(250), 'a/2.png': greyPng(240), 'b/1.png': greyPng(0) };
    expect((await open(paper)).summary).toMatchObject({ polarity: 'dark', valueRange: [0, 250] });
  });

  it('reads large files whole', async () => {
    const [width, height] = [400, 300];
    const random = createRandom(1, 'noise');
    const noise = Uint8Array.from({ length: width * height }, () => random.below(256));
    const png = encode({ width, height, data: noise, channels: 1, depth: 8 });
    expect(png.length).toBeGreaterThan(100_000);
    const { pixels } = await open({ 'a/1.png': png, 'b/1.png': png });
    expect(Buffer.from(pixels, noise.length).equals(noise)).toBe(true);
  });

  it('opens the 10,000 images of notMNIST', async ({ skip }) => {
    const notMnist = realDataset('notmnist');
    if (!notMnist) return skip();
    const { summary } = await openDataset(notMnist);
    expect(summary).toMatchObject({
      ...{ samples: 10_000, width: 28, height: 28, skippedCount: 0, classes: [...'ABCDEFGHIJ'] },
      counts: { train: new Array(10).fill(1000) },
    });
  });
});

describe('what is skipped', () => {
  it('passes over clutter in silence, and lists the rest with reasons', async () => {
    const large = makePng({
      ...{ width: 60_000, height: 60_000, depth: 8, colourType: 0, rows: Buffer.alloc(9) },
      at: () => [0],
    });
    const { summary } = await open({
      ...twoClasses,
      ...{ '.hidden/x.png': greyPng(9), 'a/.DS_Store': 'x', 'a/Thumbs.db': 'x' },
      ...{ '__MACOSX/a/1.png': greyPng(9) },
      ...{ 'a/licence.txt': 'free', 'a/text.png': 'not a picture', 'a/zero.png': '' },
      ...{ 'b/cut.png': greyPng(5).subarray(0, 60), 'b/huge.png': large },
      ...{ 'README.md': 'hello', 'c/only.txt': 'text' },
    });
    expect(summary.samples).toBe(3);
    expect(summary.classes).toEqual(['a', 'b']);
    expect(reasons(summary.skipped)).toEqual({
      ...{ 'a/licence.txt': 'image.notAnImage', 'a/text.png': 'image.notAnImage' },
      ...{ 'a/zero.png': 'image.empty', 'b/cut.png': 'image.truncated' },
      ...{ 'b/huge.png': 'image.tooLarge' },
      ...{ 'README.md': 'dataset.outsideClasses', 'c/only.txt': 'image.notAnImage' },
    });
  });

  it('refuses a file that is far too large, without reading it', async () => {
    const folder = makeFolder({ ...twoClasses, 'b/2.png': greyPng(1) });
    truncateSync(join(folder, 'b/2.png'), 2 ** 34);
    const { summary } = await openDataset(folder);
    expect(summary.skipped).toEqual([
      {
        file: 'b/2.png',
        reason: {
          code: 'image.tooManyBytes',
          values: { file: 'b/2.png', megabytes: 2 ** 14, maximum: 129 },
        },
      },
    ]);
  });

  it('says what lies beside the splits, and which class folder is empty', async () => {
    const folder = makeFolder({
      ...{ 'train/a/1.png': greyPng(1), 'train/b/1.png': greyPng(2) },
      ...{ 'extra/c/1.png': greyPng(3), 'train/loose.png': greyPng(4), 'notes.txt': '' },
    });
    mkdirSync(join(folder, 'train/empty'));
    const { summary } = await openDataset(folder);
    expect(reasons(summary.skipped)).toEqual({
      ...{ extra: 'dataset.outsideSplits', 'notes.txt': 'dataset.outsideSplits' },
      ...{ 'train/loose.png': 'dataset.outsideClasses', 'train/empty': 'dataset.emptyClass' },
    });
  });

  it('counts all skipped files, and lists the first', async () => {
    const text = Array.from({ length: 250 }, (_, i) => [`a/${i}.txt`, 'x']);
    const { summary } = await open({ ...twoClasses, ...Object.fromEntries(text) });
    expect([summary.skipped.length, summary.skippedCount]).toEqual([200, 250]);
  });
});

describe('links and other entries', () => {
  it('follows links inside the folder, and no others', async () => {
    const elsewhere = makeFolder({ 'secret/1.png': greyPng(9), '1.png': greyPng(9) });
    const folder = makeFolder({ ...twoClasses, 'a/deep/3.png': greyPng(4) });
    symlinkSync('../b/1.png', join(folder, 'a/inside.png'));
    symlinkSync('b', join(folder, 'c'));
    symlinkSync(join(elsewhere, '1.png'), join(folder, 'a/outside.png'));
    symlinkSync(join(elsewhere, 'secret'), join(folder, 'd'));
    symlinkSync('nowhere.png', join(folder, 'a/broken.png'));
    const { summary, files } = await openDataset(folder);
    expect(summary.classes).toEqual(['a', 'b', 'c']);
    expect(files).toEqual([
      ...['a/1.png', 'a/2.png', 'a/deep/3.png', 'a/inside.png', 'b/1.png', 'c/1.png'],
    ]);
    expect(reasons(summary.skipped)).toEqual({
      ...{ 'a/outside.png': 'dataset.linkOutside', d: 'dataset.linkOutside' },
      'a/broken.png': 'file.notFound',
    });
  });

  it('does not run in circles', async () => {
    const folder = makeFolder(twoClasses);
    symlinkSync('..', join(folder, 'a/up'));
    symlinkSync('.', join(folder, 'a/self'));
    symlinkSync('../a', join(folder, 'b/across'));
    symlinkSync('self', join(folder, 'b/knot'));
    symlinkSync('knot', join(folder, 'b/self'));
    const { summary, files } = await openDataset(folder);
    expect(files).toEqual(['a/1.png', 'a/2.png', 'b/1.png', 'b/across/1.png', 'b/across/2.png']);
    expect(reasons(summary.skipped)).toMatchObject({
      ...{ 'a/up': 'dataset.linkLoop', 'a/self': 'dataset.linkLoop' },
      'b/across/self': 'dataset.linkLoop',
    });
  });

  it('does not wait for a pipe', async ({ skip }) => {
    if (process.platform === 'win32') return skip();
    const folder = makeFolder(twoClasses);
    execFileSync('mkfifo', [join(folder, 'a/pipe.png')]);
    const { summary } = await openDataset(folder);
    expect(reasons(summary.skipped)).toEqual({ 'a/pipe.png': 'dataset.notAFile' });
  });
});

describe('what cannot be used', () => {
  it('one class only, also when the second holds no image', async () => {
    const one = { 'only/1.png': greyPng(1), 'only/2.png': greyPng(2) };
    const error = await failure(open(one), 'dataset.oneClass');
    expect(error.values).toMatchObject({ label: 'only' });
    await failure(open({ ...one, 'other/1.png': 'text' }), 'dataset.oneClass');
    // With a single folder there is nothing to wait for.
    const onProgress = vi.fn();
    await failure(openDataset(makeFolder(one), { onProgress }), 'dataset.oneClass');
    expect(onProgress).not.toHaveBeenCalled();
  });
  it('no image at all', async () => {
    const error = await failure(open({ 'a/1.png': 'text', 'b/2.png': 'text' }), 'dataset.noImages');
    expect(error.values).toMatchObject({ skipped: 2, file: 'a/1.png' });
  });
  it('folders without any file', async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    await failure(openDataset(folder), 'dataset.unknownFormat');
  });
  it('test images without training images', async () => {
    await failure(
      open({ 'test/a/1.png': greyPng(1), 'test/b/1.png': greyPng(2) }),
      'dataset.noTraining',
    );
  });
  it('more classes than supported, before any file is read', async () => {
    const files = Array.from({ length: 10_001 }, (_, i) => ({
      ...{
        path: `/nowhere/${i}`,
        relative: `${i}/1.png`,
        className: `${i}`,
        split: 'train' as const,
      },
    }));
    const { signal } = new AbortController();
    const error = await failure(
      readLabelledFiles(files, {
        ...{ path: '/nowhere', root: '/nowhere', only: null, signal },
        skipped: new SkippedFiles(),
        ...{ onProgress: () => {}, breathe: createBreathing(signal) },
      }),
      'dataset.tooManyClasses',
    );
    expect(error.values).toMatchObject({ classes: 10_001, maximum: 10_000 });
  });
  it('more pixels than supported', async () => {
    const large = greyPng(0, 4096, 4096);
    const folder = makeFolder({ 'a/0.png': large });
    for (let i = 0; i < 130; i++) {
      mkdirSync(join(folder, 'b'), { recursive: true });
      symlinkSync('../a/0.png', join(folder, `b/${i}.png`));
    }
    const error = await failure(openDataset(folder), 'dataset.tooLarge');
    expect(error.values).toMatchObject({ needed: 131 * 16, maximum: 2047 });
  });
});
