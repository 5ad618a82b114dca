/** Data sets of which a person says how they are to be read: a pattern of names, a sheet, transposed. */
import { encode } from 'fast-png';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SheetOptions } from '../../../src-shared/reading-options.ts';
import { decodeImage } from '../image.ts';
import { openDataset } from '../open.ts';
import { suggestGrid } from '../sheet-grid.ts';
import { failure, greyPng, makeFolder, reasons } from '../test-files.ts';

describe('a pattern of names', () => {
  const files = {
    'scans/b-one-1.png': greyPng(1),
    'scans/b-two-2.png': greyPng(2),
    'scans/deep/b-one-3.png': greyPng(3),
    'notes.txt': 'x',
  };

  it('reads what it captures, however deep, and lists what it does not', async () => {
    const {
      summary,
      labels,
      files: names,
    } = await openDataset(makeFolder(files), {
      how: { namePattern: '*-{label}-{number}.png' },
    });
    expect(summary).toMatchObject({
      ...{ format: 'names', classes: ['one', 'two'], samples: 3 },
      reading: { namePattern: '*-{label}-{number}.png' },
    });
    expect(names).toEqual(['scans/b-one-1.png', 'scans/deep/b-one-3.png', 'scans/b-two-2.png']);
    expect([...new Uint16Array(labels)]).toEqual([0, 0, 1]);
    expect(reasons(summary.skipped)).toEqual({ 'notes.txt': 'pattern.otherName' });
  });

  it('takes the split from the names', async () => {
    const folder = makeFolder({
      ...{ 'train_a_1.png': greyPng(1), 'train_b_1.png': greyPng(2), 'test_a_1.png': greyPng(3) },
    });
    const { summary } = await openDataset(folder, { how: { namePattern: '{split}_{label}_*' } });
    expect(summary.counts).toEqual({ train: [1, 1], validation: [0, 0], test: [1, 0] });
  });

  it('that fits no file says so, with one of the names', async () => {
    const open = openDataset(makeFolder(files), { how: { namePattern: '{label}.gif' } });
    const { values } = await failure(open, 'pattern.noMatch');
    expect(values).toMatchObject({ files: 4, file: 'notes.txt', pattern: '{label}.gif' });
  });

  it('follows no link out of the folder, and none in circles', async () => {
    const outside = makeFolder({ 'c_1.png': greyPng(9) });
    const folder = makeFolder({ 'a_1.png': greyPng(1), 'b_1.png': greyPng(2) });
    mkdirSync(join(folder, 'in'));
    symlinkSync('..', join(folder, 'in/round'));
    symlinkSync(outside, join(folder, 'out'));
    const { summary } = await openDataset(folder, { how: { namePattern: '{label}_*' } });
    expect(summary.classes).toEqual(['a', 'b']);
    expect(reasons(summary.skipped)).toEqual({
      ...{ 'in/round': 'dataset.linkLoop', out: 'dataset.linkOutside' },
    });
  });
});

/** Digits in outline: cell (row, column) holds a block whose width tells the class; light on dark, gaps between. */
function sheet(rows: number, columns: number, cell: number, classOf: (row: number) => number) {
  const width = columns * cell;
  const data = new Uint8Array(width * rows * cell);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let y = 3; y < cell - 3; y++)
        for (let x = 3; x < 6 + classOf(row); x++)
          if ((x * 7 + y * 3 + column) % 5 > 0)
            data[(row * cell + y) * width + column * cell + x] = 200 + (column % 50);
  return { width, height: rows * cell, data };
}
const png = ({ width, height, data }: ReturnType<typeof sheet>) =>
  encode({ width, height, data, channels: 1, depth: 8 });

describe('a sheet', () => {
  const options: SheetOptions = { cellWidth: 20, cellHeight: 20, classBy: 'row', perClass: 5 };
  // As OpenCV's digits.png: 2000 x 1000, 50 rows of 100, five rows a digit.
  const digits = sheet(50, 100, 20, (row) => Math.floor(row / 5));

  it('of 2000 x 1000 is cut into 5,000 samples of ten classes', async () => {
    const folder = makeFolder({ 'digits.png': png(digits) });
    const { summary, pixels, labels } = await openDataset(folder, { how: { sheet: options } });
    expect(summary).toMatchObject({
      ...{ format: 'sheet', width: 20, height: 20, samples: 5000, skippedCount: 0 },
      ...{ classes: [...'0123456789'], counts: { train: Array.from({ length: 10 }, () => 500) } },
    });
    const [row, column] = [37, 42];
    const index = row * 100 + column;
    expect(new Uint16Array(labels)[index]).toBe(7);
    const cell = new Uint8Array(pixels, index * 400, 400);
    for (const [x, y] of [
      [4, 4],
      [10, 12],
      [13, 5],
      [19, 19],
    ])
      expect(cell[y * 20 + x]).toBe(digits.data[(row * 20 + y) * 2000 + column * 20 + x]);
  });

  it('is suggested as it is cut', () => {
    const { width, height, data } = digits;
    expect(suggestGrid({ width, height, pixels: data })).toEqual(options);
    const dark = { width, height, pixels: data.map((value) => 255 - value) };
    expect(suggestGrid(dark)).toEqual(options);
    // Turned over, the columns are the classes.
    const turned = new Uint8Array(data.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) turned[x * height + y] = data[y * width + x];
    expect(suggestGrid({ width: height, height: width, pixels: turned })).toEqual({
      ...{ ...options, classBy: 'column' },
    });
    expect(suggestGrid({ width: 64, height: 64, pixels: new Uint8Array(4096) })).toBeNull();
  });

  it('by column, with names, cells of another shape and some that are empty', async () => {
    // Two classes of one column each; the last row is empty but for one cell.
    const data = new Uint8Array(8 * 9);
    for (const [i, at] of [1, 5, 25, 29, 49].entries()) data[at + 8] = i + 1;
    const folder = makeFolder({
      'sheet.png': encode({ width: 8, height: 9, data, channels: 1, depth: 8 }),
    });
    const { summary, labels, pixels } = await openDataset(folder, {
      how: {
        sheet: {
          ...{ cellWidth: 4, cellHeight: 3, classBy: 'column', perClass: 1 },
          classes: ['甲', '乙'],
        },
      },
    });
    expect(summary).toMatchObject({ width: 4, height: 3, samples: 5, classes: ['甲', '乙'] });
    expect([...new Uint16Array(labels)]).toEqual([0, 1, 0, 1, 0]);
    expect(new Uint8Array(pixels)[5]).toBe(1);
    expect(reasons(summary.skipped)).toEqual({ 'sheet.png': 'sheet.emptyCells' });
  });

  it('may be larger than a sample may; opened as a file, only that file is read', async () => {
    const wide = sheet(2, 250, 20, (row) => row * 4);
    const folder = makeFolder({ 'wide.png': png(wide), 'other.png': greyPng(3) });
    const path = join(folder, 'wide.png');
    expect(() => decodeImage(png(wide), 'wide.png')).toThrow('image.tooLarge');
    const { summary } = await openDataset(path, { how: { sheet: { ...options, perClass: 1 } } });
    expect(summary).toMatchObject({ name: 'wide.png', samples: 500, skippedCount: 0 });
    const found = await failure(openDataset(path), 'dataset.looksLikeSheet');
    expect(found.values).toEqual({ file: 'wide.png', width: 5000, height: 40 });
  });

  it('that cannot be cut so says why', async () => {
    const folder = makeFolder({ 'digits.png': png(digits) });
    const open = (change: Partial<SheetOptions>) =>
      openDataset(folder, { how: { sheet: { ...options, ...change } } });
    await failure(open({ cellWidth: 3000 }), 'sheet.tooSmall');
    await failure(open({ cellWidth: 1 }), 'sheet.cellSize');
    await failure(open({ classes: ['a', 'b'] }), 'sheet.classNames');
    await failure(open({ perClass: 50 }), 'dataset.oneClass');
    await failure(
      openDataset(makeFolder({ 'a.txt': 'x' }), { how: { sheet: options } }),
      'sheet.none',
    );
    await failure(
      openDataset(makeFolder({ 'a.png': png(digits).subarray(0, 500) }), {
        how: { sheet: options },
      }),
      'image.truncated',
    );
  });
});

it('transposed images are turned back, whatever the format', async () => {
  const data = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const image = encode({ width: 3, height: 2, data, channels: 1, depth: 8 });
  const folder = makeFolder({ 'a/1.png': image, 'b/1.png': image });
  const plain = await openDataset(folder);
  const { summary, pixels } = await openDataset(folder, { how: { transposed: true } });
  expect(summary).toMatchObject({ width: 2, height: 3, reading: { transposed: true } });
  expect([...new Uint8Array(pixels)]).toEqual([1, 4, 2, 5, 3, 6, 1, 4, 2, 5, 3, 6]);
  expect(summary.fingerprint).not.toBe(plain.summary.fingerprint);
});
