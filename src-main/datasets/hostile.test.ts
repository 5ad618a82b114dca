/** What a hostile, broken or unusual folder does: a clear report, whatever the format. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src-shared/errors.ts';
import { npy, zip } from './formats/test-arrays.ts';
import { openDataset } from './open.ts';
import {
  failure,
  greyPng,
  idxImages,
  idxLabels,
  makeFolder,
  makePng,
  reasons,
} from './test-files.ts';

const open = (files: Readonly<Record<string, Uint8Array | string>>) =>
  openDataset(makeFolder(files));
const nothing = new Uint8Array();
const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', name));
const rows = (labels: readonly number[]) =>
  labels.map((label) => [label, 1, 2, 3, 4, 5, 6, 7, 8, 9].join()).join('\n');

describe('files of zero bytes', () => {
  it.each<[string, ErrorCode]>([
    ['train-images-idx3-ubyte', 'idx.truncated'],
    ['train-images-idx3-ubyte.gz', 'idx.truncated'],
    ['a.csv', 'csv.noTable'],
    ['a.csv.gz', 'csv.noTable'],
    ['a.npz', 'dataset.emptyFiles'],
    ['a.npy', 'dataset.emptyFiles'],
    ['a.mat', 'dataset.emptyFiles'],
    ['a_1.png', 'dataset.emptyFiles'],
    ['0_1.txt', 'dataset.emptyFiles'],
  ])('%s alone: an error with a reason', async (name, code) => {
    await failure(openDataset(makeFolder({ [name]: nothing })), code);
  });

  it('as a sheet', async () => {
    const sheet = { cellWidth: 4, cellHeight: 4, classBy: 'row', perClass: 1 } as const;
    const folder = makeFolder({ 'sheet.png': nothing });
    await failure(openDataset(folder, { how: { sheet } }), 'image.empty');
  });

  it.each(['png', 'jpg', 'bmp', 'webp', 'gif'])('among images: .%s is skipped', async (kind) => {
    const { summary } = await open({
      ...{ 'a/1.png': greyPng(1), 'b/1.png': greyPng(2), [`b/2.${kind}`]: nothing },
    });
    expect(summary.samples).toBe(2);
    expect(reasons(summary.skipped)).toEqual({ [`b/2.${kind}`]: 'image.empty' });
  });
});

describe('files cut in half', () => {
  const images = idxImages(6, 4, (i) => 9 * i + 1);
  const labels = idxLabels([0, 1, 0, 1, 0, 1]);
  const table = rows([0, 1, 0, 1, 0, 1]);
  const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length >> 1);
  const arrays = {
    'x_train.npy': npy(
      Uint8Array.from({ length: 96 }, (_, i) => i),
      '|u1',
      '6, 4, 4',
    ),
    'y_train.npy': npy(Uint8Array.of(0, 1, 0, 1, 0, 1), '|u1', '6,'),
  };
  const images1 = 'train-images-idx3-ubyte';
  const labels1 = 'train-labels-idx1-ubyte';
  it.each<[string, Record<string, Uint8Array>, ErrorCode]>([
    ['IDX', { [images1]: half(images), [labels1]: labels }, 'idx.truncated'],
    ['IDX, gzip', { [`${images1}.gz`]: half(gzipSync(images)), [labels1]: labels }, 'file.badGzip'],
    ['IDX, labels', { [images1]: images, [labels1]: half(labels) }, 'idx.truncated'],
    ['CSV, gzip', { 'a.csv.gz': half(gzipSync(table)) }, 'file.badGzip'],
    ['NumPy archive', { 'a.npz': half(zip(arrays)) }, 'arrays.damaged'],
    ['MATLAB', { 'a.mat': half(fixture('matlab-stored.mat')) }, 'arrays.damaged'],
    ['a sheet', { 'sheet.png': half(greyPng(3, 200, 200)) }, 'dataset.looksLikeSheet'],
  ])('%s: an error with a reason', async (_, files, code) => {
    await failure(openDataset(makeFolder(files)), code);
  });

  it('CSV: the line that is cut is left out and listed', async () => {
    const { summary } = await open({ 'a.csv': table.slice(0, -5) });
    expect([summary.samples, summary.skippedCount]).toEqual([5, 1]);
    expect(summary.skipped[0].reason.code).toBe('csv.badLine');
  });

  it('NumPy array beside its labels', async () => {
    await failure(
      openDataset(
        makeFolder({ 'x.npy': half(arrays['x_train.npy']), 'y.npy': arrays['y_train.npy'] }),
      ),
      'arrays.damaged',
    );
  });

  it.each([
    ['png', greyPng(7, 20, 20)],
    ['jpg', fixture('grey.jpg')],
    ['bmp', fixture('grey.bmp')],
    ['webp', fixture('lossy.webp')],
    ['gif', fixture('interlaced.gif')],
    ['txt', Buffer.from('0110\n1001\n10')],
  ] as const)('.%s among images: it is skipped, and the reason listed', async (kind, bytes) => {
    const cut = kind === 'txt' ? bytes : half(bytes);
    const others = { 'a/1.png': greyPng(1), 'b/1.png': greyPng(2) };
    const { summary } = await open({ ...others, [`b/2.${kind}`]: cut });
    expect(summary.samples).toBe(2);
    expect(Object.keys(reasons(summary.skipped))).toEqual([`b/2.${kind}`]);
  });
});

describe('bombs', () => {
  it('images that claim 60,000 x 60,000 are skipped before anything is allocated', async () => {
    const bmp = Buffer.alloc(70);
    bmp.write('BM');
    for (const [at, value] of [
      [10, 54],
      [14, 40],
      [18, 60_000],
      [22, 60_000],
    ] as const)
      bmp.writeUInt32LE(value, at);
    bmp.writeUInt16LE(24, 28);
    const gif = Buffer.from('474946383961' + '60ea' + '60ea' + '800000000000ffffff2c', 'hex');
    const size = Buffer.from([0x5f, 0xea, 0x00]);
    const vp8x = Buffer.concat([
      Buffer.from('VP8X'),
      Buffer.of(10, 0, 0, 0, 0, 0, 0, 0),
      size,
      size,
    ]);
    const webp = Buffer.concat([
      Buffer.from('RIFF'),
      Buffer.of(22, 0, 0, 0),
      Buffer.from('WEBP'),
      vp8x,
    ]);
    const jpeg = Buffer.from(
      'ffd8ffc0001108' + 'ea60' + 'ea60' + '03012200021101031101ffda',
      'hex',
    );
    const png = makePng({
      ...{ width: 60_000, height: 60_000, depth: 1, colourType: 0, at: () => [0] },
      compressed: Buffer.alloc(20),
    });
    const before = process.memoryUsage().rss;
    const { summary } = await open({
      ...{ 'a/1.png': greyPng(1), 'b/1.png': greyPng(2), 'b/2.png': png, 'b/2.bmp': bmp },
      ...{ 'b/2.gif': gif, 'b/2.webp': webp, 'b/2.jpg': jpeg },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 29);
    expect(new Set(Object.values(reasons(summary.skipped)))).toEqual(new Set(['image.tooLarge']));
    expect(summary.skippedCount).toBe(5);
  });

  it('an IDX header that claims 2^31 images', async () => {
    const images = idxImages(2, 2, () => 1);
    images.writeUInt32BE(2 ** 31, 4);
    const labels = { 'train-labels-idx1-ubyte': idxLabels([0, 1]) };
    for (const [name, bytes] of [
      ['train-images-idx3-ubyte', images],
      ['train-images-idx3-ubyte.gz', gzipSync(images)],
    ] as const) {
      const error = await openDataset(makeFolder({ ...labels, [name]: bytes })).catch(String);
      expect(error).toMatch(/UserError: idx\.(tooLarge|truncated)/);
    }
  });
});

describe('tables and arrays that want harm', () => {
  it('CSV with ragged lines, text and NaN: the sound lines are read, the others listed', async () => {
    const { summary } = await open({
      'a.csv': [rows([1, 2, 1, 2]), '1,2,3', '2,1,2,x,4,5,6,7,8,9', '1,NaN,2,3,4,5,6,7,8,9'].join(
        '\n',
      ),
    });
    expect(summary.samples).toBe(4);
    expect(Object.values(reasons(summary.skipped))).toEqual([
      'csv.badLine',
      'csv.badValue',
      'csv.badValue',
    ]);
  });

  it('pickled objects are refused, and never run', async () => {
    const pickle = npy(
      Uint8Array.from({ length: 64 }, () => 0x80),
      '|O',
      '8,',
    );
    const error = await failure(open({ 'a.npz': zip({ 'x.npy': pickle }) }), 'arrays.type');
    expect(error.values.type).toBe('|O');
  });

  it('an archive with paths that lead out: nothing is written or read there', async () => {
    const arrays = {
      '../../../etc/x_train.npy': npy(
        Uint8Array.from({ length: 8 }, (_, i) => i),
        '|u1',
        '2, 2, 2',
      ),
      '/y_train.npy': npy(Uint8Array.of(3, 4), '|u1', '2,'),
    };
    const folder = makeFolder({ 'in/a.npz': zip(arrays) });
    const { summary, pixels } = await openDataset(join(folder, 'in'));
    // What is in the archive is read where it lies in it: its names are but names.
    expect(summary).toMatchObject({ samples: 2, classes: ['3', '4'] });
    expect([...new Uint8Array(pixels)].length).toBe(8);
  });
});

describe('unusual, but sound', () => {
  it('CSV and arrays in folders that are named after splits', async () => {
    const tables = await open({
      'train/digits.csv': rows([0, 1, 0]),
      'test/digits.csv': rows([1, 0]),
    });
    expect(tables.summary).toMatchObject({ format: 'csv', samples: 5 });
    expect(tables.summary.counts).toMatchObject({ train: [2, 1], test: [1, 1] });
    const pair = (count: number) => ({
      'x.npy': npy(new Uint8Array(4 * count), '|u1', `${count}, 2, 2`),
      'y.npy': npy(
        Uint8Array.from({ length: count }, (_, i) => i % 2),
        '|u1',
        `${count},`,
      ),
    });
    const [train, test] = [pair(4), pair(2)];
    const loose = await open({
      ...{ 'set/Training/x.npy': train['x.npy'], 'set/Training/y.npy': train['y.npy'] },
      ...{ 'set/Test/x.npy': test['x.npy'], 'set/Test/y.npy': test['y.npy'] },
    });
    expect(loose.summary).toMatchObject({
      format: 'numpy',
      counts: { train: [2, 2], test: [1, 1] },
    });
    const zipped = await open({ 'train/data.npz': zip(train), 'test/data.npz': zip(test) });
    expect(zipped.summary.fingerprint).toBe(loose.summary.fingerprint);
    // A table beside class folders is none of images.
    const folders = await open({
      ...{
        'train/a/1.png': greyPng(1),
        'train/b/1.png': greyPng(2),
        'train/labels.csv': 'a,b\n1,2',
      },
      ...{ 'test/a/1.png': greyPng(3), 'test/labels.csv': 'a,b\n1,2' },
    });
    expect(folders.summary).toMatchObject({ format: 'folders', samples: 3 });
  });

  it('names in Chinese and with emoji, in every kind of place', async () => {
    const { summary, files } = await open({
      '数据 😀/训练 train/七/图 1.png': greyPng(1),
      '数据 😀/训练 train/😀/图 1.png': greyPng(2),
      '数据 😀/训练 train/😀/坏.png': 'not an image',
    });
    expect(summary.classes.toSorted()).toEqual(['七', '😀'].toSorted());
    expect(files).toHaveLength(2);
    expect(summary.skipped[0].reason.values.file).toContain('坏.png');
  });

  it('10,000 classes', { timeout: 120_000 }, async () => {
    const labels = Uint16Array.from({ length: 10_000 }, (_, i) => i);
    const y = npy(new Int16Array(labels.buffer), '<u2', '10000,');
    const x = npy(new Uint8Array(40_000), '|u1', '10000, 2, 2');
    const { summary } = await open({ 'x.npy': x, 'y.npy': y });
    expect(summary.classes).toHaveLength(10_000);
    expect(summary.classes[9999]).toBe('9999');
  });

  it('one image is one class: an error that says so', async () => {
    const folder = makeFolder();
    const file = join(folder, 'set/a/1.png');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, greyPng(1));
    const error = await failure(openDataset(join(folder, 'set')), 'dataset.oneClass');
    expect(error.values.label).toBe('a');
    const row = await openDataset(makeFolder({ 'a.csv': rows([1]) })).catch(String);
    expect(row).toMatch(/UserError: (csv|dataset)\./);
  });
});
