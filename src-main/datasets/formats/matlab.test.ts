import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../open.ts';
import { failure, makeFolder, reasons } from '../test-files.ts';

const open = (files: Readonly<Record<string, Uint8Array | string>>) =>
  openDataset(makeFolder(files));
const pixelsOf = ({ pixels }: { pixels: SharedArrayBuffer }) => [...new Uint8Array(pixels)];
const labelsOf = ({ labels }: { labels: SharedArrayBuffer }) => [...new Uint16Array(labels)];

const [int8, uint8, uint16, int32, uint32, single, matrix, compressed] = [1, 2, 4, 5, 6, 7, 14, 15];

/** A data element: tag, data, padding to 8 bytes; of up to 4 bytes in the short form. */
function element(type: number, data: Buffer, big = false): Buffer {
  const tag = Buffer.alloc(8);
  const write = (value: number, at: number) =>
    big ? tag.writeUInt32BE(value, at) : tag.writeUInt32LE(value, at);
  if (data.length <= 4 && data.length > 0) {
    write((data.length << 16) | type, 0);
    data.copy(tag, 4);
    return tag;
  }
  write(type, 0);
  write(data.length, 4);
  const padding = type === compressed ? 0 : (8 - (data.length % 8)) % 8;
  return Buffer.concat([tag, data, Buffer.alloc(padding)]);
}

function words(values: readonly number[], big = false): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries())
    if (big) bytes.writeInt32BE(value, 4 * i);
    else bytes.writeInt32LE(value, 4 * i);
  return bytes;
}

/** An array of doubles by its class, whose numbers are stored as `type`. */
function variable(name: string, shape: readonly number[], type: number, data: Buffer, big = false) {
  const parts = [
    element(uint32, words([6, 0], big), big),
    element(int32, words(shape, big), big),
    element(int8, Buffer.from(name), big),
    element(type, data, big),
  ];
  return element(matrix, Buffer.concat(parts), big);
}

function mat(variables: readonly Buffer[], big = false): Buffer {
  const header = Buffer.alloc(128, ' ');
  header.write('MATLAB 5.0 MAT-file, Platform: PCWIN64');
  header.set(big ? [1, 0, 0x4d, 0x49] : [0, 1, 0x49, 0x4d], 124);
  return Buffer.concat([header, ...variables]);
}

const zipped = (bytes: Buffer): Buffer => element(compressed, deflateSync(bytes));

/** Three images of 2 x 2 with the pixels 10n + 1 to 10n + 4, row by row. */
const pixels = [1, 2, 3, 4, 11, 12, 13, 14, 251, 252, 253, 254];
/** As rows of a matrix, stored by columns; within an image the first column comes first. */
const rowPerImage = [1, 11, 251, 3, 13, 253, 2, 12, 252, 4, 14, 254];
const X = variable('X', [3, 4], uint8, Buffer.from(rowPerImage));
const y = variable('y', [3, 1], uint8, Buffer.of(10, 1, 10));

describe('MATLAB arrays', () => {
  it.each(['matlab-compressed.mat', 'matlab-stored.mat'])('opens %s', async (name) => {
    const folder = makeFolder();
    cpSync(join(import.meta.dirname, '../fixtures', name), join(folder, 'digits.mat'));
    const opened = await openDataset(folder);
    expect(opened.summary).toMatchObject({
      ...{ format: 'matlab', width: 3, height: 3, samples: 8, classes: ['0', '3'] },
      ...{ counts: { train: [3, 3], test: [1, 1] }, skippedCount: 0 },
    });
    const train = Array.from({ length: 54 }, (_, i) => 4 * i);
    expect(pixelsOf(opened)).toEqual([...train, ...train.slice(0, 18)]);
    expect(labelsOf(opened)).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
  });

  it('puts every pixel in its place, however the matrix lies', async () => {
    const single32 = Buffer.from(Float32Array.from(rowPerImage).buffer);
    const wide = Buffer.from(Uint16Array.from(rowPerImage).buffer).swap16();
    // An image to each column; and as rows x columns x images, as images x rows x columns.
    const columnPerImage = [1, 3, 2, 4, 11, 13, 12, 14, 251, 253, 252, 254];
    const variants: Record<string, Buffer> = {
      rows: mat([X, y]),
      packed: mat([zipped(X), zipped(y)]),
      floats: mat([variable('X', [3, 4], single, single32), y]),
      'big-endian': mat(
        [
          variable('X', [3, 4], uint16, wide, true),
          variable('y', [3, 1], uint8, Buffer.of(10, 1, 10), true),
        ],
        true,
      ),
      columns: mat([variable('X', [4, 3], uint8, Buffer.from(columnPerImage)), y]),
      'images last': mat([variable('X', [2, 2, 3], uint8, Buffer.from(columnPerImage)), y]),
      'images first': mat([variable('X', [3, 2, 2], uint8, Buffer.from(rowPerImage)), y]),
      'labels in a row': mat([X, variable('y', [1, 3], uint8, Buffer.of(10, 1, 10))]),
    };
    for (const [name, file] of Object.entries(variants)) {
      const opened = await open({ 'digits.mat': file });
      expect(pixelsOf(opened), name).toEqual(pixels);
      expect(labelsOf(opened), name).toEqual([0, 1, 0]);
      expect(opened.summary.classes, name).toEqual(['0', '1']);
    }
  });

  it('takes 10 for 0 only where there is no 0', async () => {
    const { summary } = await open({
      'a.mat': mat([X, variable('y', [3, 1], uint8, Buffer.of(10, 0, 10))]),
    });
    expect(summary.classes).toEqual(['0', '10']);
  });

  it('takes the splits from the names', async () => {
    const named = (name: string, of: 'X' | 'y') =>
      of === 'X'
        ? variable(name, [3, 4], uint8, Buffer.from(rowPerImage))
        : variable(name, [3, 1], uint8, Buffer.of(1, 2, 1));
    const { summary } = await open({
      'a.mat': mat([
        ...[named('X', 'X'), named('y', 'y'), named('Xval', 'X'), named('yval', 'y')],
        ...[named('Xtest', 'X'), named('ytest', 'y')],
      ]),
    });
    expect(summary.counts).toEqual({ train: [2, 1], validation: [2, 1], test: [2, 1] });
  });

  it('does without other arrays and files', async () => {
    const theta = mat([variable('Theta1', [2, 3], uint8, Buffer.of(1, 2, 3, 4, 5, 6))]);
    const { summary } = await open({
      ...{ 'data.mat': mat([X, y]), 'weights.mat': theta, 'code.m': 'x', 'notes.mat': 'text' },
    });
    expect(summary.samples).toBe(3);
    expect(reasons(summary.skipped)).toEqual({ 'weights.mat/Theta1': 'arrays.unpaired' });
  });
});

describe('MATLAB arrays that cannot be used', () => {
  it('damaged: cut short, anywhere', async () => {
    for (const file of [mat([X, y]), mat([zipped(X), zipped(y)])])
      for (const length of [150, 190, file.length - 30, file.length - 1])
        await failure(open({ 'a.mat': file.subarray(0, length) }), 'arrays.damaged');
    const flipped = mat([zipped(X), zipped(y)]);
    flipped[128 + 8 + 30] ^= 0xff;
    await failure(open({ 'a.mat': flipped }), 'arrays.damaged');
  });
  it('a shape that no file of this size can hold', async () => {
    const huge = variable('X', [2 ** 30, 784], uint8, Buffer.from(rowPerImage));
    const many = variable('y', [2 ** 30, 1], uint8, Buffer.of(1, 2, 3, 4, 5));
    await failure(open({ 'a.mat': mat([huge, many]) }), 'arrays.damaged');
  });
  it('version 7.3', async () => {
    const text = 'MATLAB 7.3 MAT-file, Platform: GLNXA64'.padEnd(600);
    expect((await failure(open({ 'a.mat': text }), 'arrays.hdf5')).values).toEqual({
      file: 'a.mat',
    });
  });
  it('no labels', async () => {
    const error = await failure(open({ 'a.mat': mat([X]) }), 'arrays.noPair');
    expect(error.values['arrays']).toBe('a.mat/X (3 x 4)');
  });
});
