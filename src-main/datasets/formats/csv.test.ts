import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../open.ts';
import {
  failure,
  greyPng,
  idxImages,
  idxLabels,
  makeFolder,
  realDataset,
  reasons,
} from '../test-files.ts';

const open = (files: Readonly<Record<string, Uint8Array | string>>) =>
  openDataset(makeFolder(files));
const pixelsOf = ({ pixels }: { pixels: SharedArrayBuffer }) => [...new Uint8Array(pixels)];
const labelsOf = ({ labels }: { labels: SharedArrayBuffer }) => [...new Uint16Array(labels)];

/** Lines of 2x2 images, label first. */
const lines = ['7,0,50,100,255', '3,0,2,3,4', '7,0,0,9,200'];
const header = 'label,pixel0,pixel1,pixel2,pixel3';
const withHeader = (rows: readonly string[]) => [header, ...rows, ''].join('\n');

describe('CSV files', () => {
  it('reads an image in each line, the label where the header says', async () => {
    const opened = await open({ 'digits.csv': withHeader(lines) });
    expect(opened.summary).toMatchObject({
      ...{ format: 'csv', width: 2, height: 2, samples: 3, classes: ['3', '7'], skippedCount: 0 },
      ...{ counts: { train: [1, 2], validation: [0, 0], test: [0, 0] }, valueRange: [0, 255] },
    });
    expect(labelsOf(opened)).toEqual([1, 0, 1]);
    expect(pixelsOf(opened)).toEqual([0, 50, 100, 255, 0, 2, 3, 4, 0, 0, 9, 200]);
    expect(opened.files).toBeNull();
  });

  it('is the same data however it is written', async () => {
    const { fingerprint } = (await open({ 'digits.csv': withHeader(lines) })).summary;
    const labelLast = lines.map((line) => line.replace(/^(\d),(.*)$/, '$2,$1'));
    const variants: Record<string, Uint8Array | string>[] = [
      { 'a.csv': withHeader(lines).replaceAll('\n', '\r\n') },
      { 'a.csv': withHeader(lines).trimEnd() },
      { 'a.csv': `\uFEFF${withHeader(lines).replaceAll('\n', '\n\n')}` },
      { 'a.csv.gz': gzipSync(withHeader(lines)) },
      { 'a.csv': gzipSync(withHeader(lines)), 'README.txt': 'about' },
      { 'a.csv': withHeader(lines), 'a.csv.gz': 'damaged' },
      { 'a.csv': withHeader(lines).replaceAll(',', ';') },
      { 'a.tsv': withHeader(lines).replaceAll(',', ' \t ') },
      { 'a.csv': withHeader(lines).replaceAll(/[^,\n]+/g, '"$&"') },
      {
        'a.csv': withHeader(lines)
          .replaceAll(/(\d)(?=[,\n])/g, '$1.0')
          .replace(/.*/, header),
      },
      { 'a.csv': lines.join('\n') },
      { 'a.csv': `\uFEFF${lines.join('\n')}` },
      { 'a.data': labelLast.join('\n') },
      { 'a.csv': ['1x1,1x2,2x1,2x2,Class', ...labelLast].join('\n') },
      // As pandas writes it with its index, and Chinese MNIST of Kaggle with both names of a class.
      { 'a.csv': [`,${header}`, ...lines.map((line, i) => `${i},${line}`)].join('\n') },
      {
        'a.csv': [
          'pixel0,pixel1,pixel2,pixel3,label,character',
          ...labelLast.map((line) => `${line},七`),
        ].join('\n'),
      },
      { 'wrapper/a.csv': withHeader(lines), 'README.md': 'about' },
    ];
    for (const files of variants) {
      const { summary } = await open(files);
      expect(summary.fingerprint, JSON.stringify(files)).toBe(fingerprint);
      expect(summary.skippedCount).toBe(0);
    }
  });

  it('is the same data as in IDX files', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i % 3, ...new Array(9).fill(6 * i)].join());
    const idx = await open({
      'train-images-idx3-ubyte': idxImages(40, 3, (i) => 6 * i),
      'train-labels-idx1-ubyte': idxLabels(Array.from({ length: 40 }, (_, i) => i % 3)),
    });
    const { summary } = await open({ 'mnist_train.csv': rows.join('\n') });
    expect(summary.fingerprint).toBe(idx.summary.fingerprint);
  });

  it.each([
    ['mnist_train.csv', 'mnist_test.csv'],
    ['optdigits.tra', 'optdigits.tes'],
    ['digits.csv', 'digits-test.csv.gz'],
  ])('takes %s and %s for the splits', async (train, test) => {
    const rows = lines.slice(1).join('\n');
    const { summary, splits } = await open({
      [test]: test.endsWith('.gz') ? gzipSync(rows) : rows,
      [train]: lines.join('\n'),
    });
    expect(summary.counts).toMatchObject({ train: [1, 2], test: [1, 1] });
    expect([...new Uint8Array(splits)]).toEqual([0, 0, 0, 2, 2]);
  });

  it('takes letters for labels, first or last', async () => {
    const letters = lines.map((line, i) => line.replace(/^\d/, ['b', '"é"', 'b'][i]));
    expect((await open({ 'a.csv': letters.join('\n') })).summary.classes).toEqual(['b', 'é']);
    const last = letters.map((line) => line.replace(/^([^,]*),(.*)$/, '$2,$1'));
    expect((await open({ 'a.csv': last.join('\n') })).summary.classes).toEqual(['b', 'é']);
  });

  it.each([
    ['0 to 1', [0, 0.25, 0.5019607843137255, 1], [0, 64, 128, 255]],
    ['0 to 16', [0, 4, 15, 16], [0, 64, 239, 255]],
    ['0 to 16, not all used', [0, 2, 7.5, 9], [0, 32, 120, 143]],
    ['0 to 255', [0, 17, 99.6, 200], [0, 17, 100, 200]],
    ['exponents', [0, 0, 1e-1, 1], [0, 0, 26, 255]],
  ])('scales values of %s to bytes, in all files alike', async (_, values, expected) => {
    const row = values.map((value) => value.toExponential(18)).join();
    const zeros = values.map(() => '0').join();
    const opened = await open({
      'train.csv': `${header}\n1,${zeros}\n2,${zeros}\n`,
      'test.csv': `${header}\n1,${values.join()}\n2,${row}\n`,
    });
    expect(pixelsOf(opened)).toEqual([...new Array(8).fill(0), ...expected, ...expected]);
    expect(opened.summary.inFiles.values).toEqual([0, Math.max(...values)]);
  });

  it('reads lines longer than a chunk of the file', async () => {
    const row = (label: string, value: number) => `${label},${`${value},`.repeat(800 * 800 - 1)}0`;
    const opened = await open({ 'a.csv': [row('x', 255), row('y', 100)].join('\n') });
    expect(opened.summary).toMatchObject({ width: 800, height: 800, samples: 2 });
    expect(new Uint8Array(opened.pixels).reduce((sum, value) => sum + value, 0)).toBe(
      355 * (800 * 800 - 1),
    );
  });

  it('does without the files that cannot be used, and says why', async () => {
    const { summary } = await open({
      'train.csv': withHeader(lines),
      // Kaggle's: no labels.
      'test.csv': ['pixel0,pixel1,pixel2,pixel3', '1,2,3,4'].join('\n'),
      'sample_submission.csv': 'ImageId,Label\n1,0\n2,0\n',
      'validation.csv': [5, 6].map((label) => [label, ...new Array(9).fill(1)].join()).join('\n'),
    });
    expect(summary.samples).toBe(3);
    expect(reasons(summary.skipped)).toEqual({
      ...{ 'test.csv': 'csv.noLabels', 'sample_submission.csv': 'csv.noTable' },
      'validation.csv': 'image.otherSize',
    });
    const sound = gzipSync(withHeader(lines));
    const damaged = Buffer.from(sound);
    damaged[damaged.length - 6] ^= 1;
    const half = await open({ 'train.csv': withHeader(lines), 'test.csv.gz': damaged });
    expect(reasons(half.summary.skipped)).toEqual({ 'test.csv.gz': 'file.badGzip' });
  });

  it('leaves out the lines that cannot be used, and says why', async () => {
    const { summary } = await open({
      'a.csv': withHeader([
        ...[...lines, '7,1,2,3', '7,1,2,3,4,5', '7,1,2,x,4', '7,1,2,,4', ',1,2,3,4', '7,-1,2,3,4'],
        ...['7,1,2,3,256', '7,1,2,3,4', '7,1,2,nan,4', '7,1'],
      ]),
    });
    expect(summary.counts.train).toEqual([1, 3]);
    expect(reasons(summary.skipped)).toEqual({
      ...{ 'a.csv:5': 'csv.badLine', 'a.csv:6': 'csv.badLine', 'a.csv:7': 'csv.badValue' },
      ...{ 'a.csv:8': 'csv.badValue', 'a.csv:9': 'csv.badLabel', 'a.csv:10': 'csv.badValue' },
      ...{ 'a.csv:11': 'csv.badValue', 'a.csv:13': 'csv.badValue', 'a.csv:14': 'csv.badLine' },
    });
    expect(summary.skipped[2].reason.values).toEqual({ file: 'a.csv', line: 7, column: 4 });
    expect(summary.skipped[0].reason.values).toMatchObject({ found: 4, expected: 5 });
  });

  it('does not mistake a table beside folders of images for the images', async () => {
    const folders = { 'a/1.png': greyPng(1), 'b/1.png': greyPng(2) };
    const tables = [
      ...['file,label\na/1.png,a\n', 'id,x,y,w,h\n1,2,3,4,5\n2,3,4,5,6\n'],
      withHeader(lines),
    ];
    for (const table of tables)
      expect((await open({ ...folders, 'labels.csv': table })).summary.format).toBe('folders');
    const one = { 'pictures/1.png': greyPng(1), 'digits.csv': withHeader(lines) };
    expect((await open(one)).summary.format).toBe('csv');
  });

  it('opens the digits of scikit-learn, every value scaled from 16 to 255', async ({ skip }) => {
    const folder = realDataset('sklearn-digits');
    if (!folder) return skip();
    const opened = await openDataset(folder);
    expect(opened.summary).toMatchObject({
      ...{ format: 'csv', samples: 1797, width: 8, height: 8, polarity: 'light', skippedCount: 0 },
      ...{ classes: [...'0123456789'], valueRange: [0, 255] },
      counts: { train: [178, 182, 177, 183, 181, 182, 181, 179, 174, 180] },
    });
    const rows = gunzipSync(readFileSync(join(folder, 'digits.csv.gz')))
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split(',').map(Number));
    expect(labelsOf(opened)).toEqual(rows.map((row) => row[64]));
    expect(pixelsOf(opened)).toEqual(
      rows.flatMap((row) => row.slice(0, 64).map((value) => Math.round((value * 255) / 16))),
    );
  });
});

describe('while CSV files are being read', () => {
  const large = () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `${i % 10},${'200,'.repeat(783)}9`);
    return makeFolder({ 'train.csv': rows.join('\n'), 'test.csv': rows.slice(0, 500).join('\n') });
  };

  it('reports progress that grows to the end', async () => {
    const reports: [number, number, number][] = [];
    await openDataset(large(), { onProgress: (...report) => reports.push(report) });
    expect(reports.length).toBeGreaterThan(8);
    expect(reports.at(-1)).toEqual([1, 2500, 2500]);
    const grows = (value: number, i: number) => i === 0 || value >= reports[i - 1][0];
    expect(reports.map(([fraction]) => fraction).every(grows)).toBe(true);
  });

  it.each([0.1, 0.7])('stops when it is cancelled at %s', async (when) => {
    const cancel = new AbortController();
    const opening = openDataset(large(), {
      signal: cancel.signal,
      onProgress: (fraction) => fraction > when && cancel.abort(),
    });
    await expect(opening).rejects.toThrow('aborted');
  });
});

describe('CSV files that cannot be used', () => {
  it('no table of images at all', async () => {
    for (const text of ['', '\n\n', 'hello', 'a,b,c,d,e,f\n1,2,3,4,5,6\n', 'x,y\n1,2\n'])
      await failure(open({ 'a.csv': text }), 'csv.noTable');
    await failure(open({ 'a.csv': 'a,b\n', 'photo.png': greyPng(1) }), 'dataset.unknownFormat');
  });
  it('another number of columns', async () => {
    const error = await failure(
      open({ 'a.csv': '1,2,3,4,5,6,7\n1,2,3,4,5,6,7\n' }),
      'csv.notSquare',
    );
    expect(error.values).toEqual({ file: 'a.csv', columns: 7 });
  });
  it('no labels', async () => {
    const error = await failure(open({ 'a.csv': '1,2,3,4,5,6,7,8,9\n' }), 'csv.noLabels');
    expect(error.values).toEqual({ file: 'a.csv', size: '3 x 3' });
  });
  it('two columns that may be the label, or none', async () => {
    const either = ['1,5,5,5,1', '2,5,5,5,1', '1,5,5,5,2', '2,5,5,5,2'].join('\n');
    const error = await failure(open({ 'a.csv': either }), 'csv.whichLabel');
    expect(error.values).toEqual({ file: 'a.csv', first: '1, 2', last: '1, 2' });
    const neither = ['.1,5,5,5,1', '.2,5,5,5,1', '.3,5,5,5,1'].join('\n');
    await failure(open({ 'a.csv': neither }), 'csv.whichLabel');
  });
  it('no line of pixels from 0 to 255', async () => {
    const error = await failure(
      open({ 'a.csv': withHeader(['1,300,300,300,300', '2,999,999,999,999']) }),
      'csv.noImages',
    );
    expect(error.values).toEqual({ file: 'a.csv' });
  });
  it('a damaged gzip: its start, its end', async () => {
    const packed = gzipSync(withHeader(lines));
    await failure(open({ 'train.csv.gz': packed.subarray(0, -9) }), 'file.badGzip');
    const test = { 'test.csv': withHeader(lines) };
    const start = Buffer.from('1f8bffffffffffffffffff', 'hex');
    await failure(open({ ...test, 'train.csv.gz': start }), 'file.badGzip');
  });
  it('a line without end', async () => {
    await failure(open({ 'a.csv': '1,'.repeat(2 ** 24) }), 'csv.noTable');
  });
  it('several data sets, only a test set, one class', async () => {
    const two = { 'letters.csv': withHeader(lines), 'digits.csv': withHeader(lines) };
    const error = await failure(open(two), 'dataset.severalSets');
    expect(error.values).toMatchObject({ files: 'digits.csv, letters.csv' });
    await failure(open({ 'test.csv': withHeader(lines) }), 'dataset.noTraining');
    await failure(open({ 'a.csv': withHeader([lines[0], lines[2]]) }), 'dataset.oneClass');
  });
});
