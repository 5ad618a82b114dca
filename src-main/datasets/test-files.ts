/** Files for the tests: data sets on disk, and PNG files of every kind, sound and not. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'fast-png';
import { expect, onTestFinished } from 'vitest';
import type { SkippedFile } from '../../src-shared/dataset.ts';
import { type ErrorCode, type ErrorInfo, errorInfoOf } from '../../src-shared/errors.ts';

/** A folder that is deleted after the test. `files`: content by relative path. */
export function makeFolder(files: Readonly<Record<string, Uint8Array | string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  addFiles(folder, files);
  return folder;
}

function addFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

export const repository = resolve(import.meta.dirname, '../..');
export const bundledSample = join(repository, 'resources/sample');
const sharedData = resolve(repository, '../shared/data');

/** Where a real data set of `../shared/data` is, unpacked if need be; null, with a printed reason, without it. */
export function realDataset(
  set: 'mnist' | 'notmnist' | 'chinese-mnist' | 'mlia-digits' | 'sklearn-digits',
): string | null {
  if (!existsSync(join(sharedData, 'unpack.sh'))) {
    console.log(`skipped: ${sharedData} is not there, so ${set} cannot be read`);
    return null;
  }
  if (set === 'mnist' || set === 'sklearn-digits') return join(sharedData, set);
  const folder = makeFolder();
  execFileSync(join(sharedData, 'unpack.sh'), [folder, set]);
  return join(folder, set === 'notmnist' ? 'notMNIST_small_10k' : set);
}

/** What the promise is rejected with, checked for its code. */
export async function failure(promise: Promise<unknown>, code: ErrorCode): Promise<ErrorInfo> {
  const info = await promise.then(
    () => null,
    (thrown: unknown) => errorInfoOf(thrown),
  );
  expect(info?.code, JSON.stringify(info)).toBe(code);
  return info ?? { code, values: {} };
}

/** Checks what a function throws. */
export function thrownBy(run: () => unknown, code: ErrorCode): Promise<ErrorInfo> {
  return failure(
    Promise.resolve().then(() => run()),
    code,
  );
}

/** An IDX file of images `[count, side, side]`, image `i` filled with `value(i)`; or of labels. */
export function idxImages(count: number, side: number, value: (i: number) => number): Buffer {
  const pixels = Buffer.concat(
    Array.from({ length: count }, (_, i) => Buffer.alloc(side * side, value(i))),
  );
  return Buffer.concat([idxHeader(0x803, count, side, side), pixels]);
}

export function idxLabels(labels: readonly number[]): Buffer {
  return Buffer.concat([idxHeader(0x801, labels.length), Buffer.from(labels)]);
}

export function idxHeader(magic: number, ...dimensions: number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  for (const [i, value] of [magic, ...dimensions].entries()) header.writeUInt32BE(value, 4 * i);
  return header;
}

/** Skipped files with the codes of their reasons. */
export function reasons(skipped: readonly SkippedFile[]): Record<string, ErrorCode> {
  return Object.fromEntries(skipped.map(({ file, reason }) => [file, reason.code]));
}

/** A grey 8-bit PNG of one value, by a real encoder. */
export function greyPng(value: number, width = 4, height = 4): Uint8Array {
  const data = new Uint8Array(width * height).fill(value);
  return encode({ width, height, data, channels: 1, depth: 8 });
}

interface PngRecipe {
  width: number;
  height: number;
  depth: number;
  /** 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha. */
  colourType: number;
  interlaced?: boolean;
  /** Filter type of each row, by its number among all rows written. */
  filter?: (row: number) => number;
  /** Raw samples of a pixel, one per channel. */
  at: (x: number, y: number) => readonly number[];
  /** Chunks between header and pixels, by type. */
  extra?: Readonly<Record<string, Uint8Array>>;
  /** Instead of the filtered rows, or of their compressed form. */
  rows?: Uint8Array;
  compressed?: Uint8Array;
}

/** A PNG of any kind, written straight from the specification. */
export function makePng(recipe: PngRecipe): Buffer {
  const { width, height, depth, colourType, interlaced = false, extra = {} } = recipe;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType, 0, 0, interlaced ? 1 : 0], 8);
  const compressed = recipe.compressed ?? deflateSync(recipe.rows ?? pngRows(recipe));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    ...Object.entries(extra).map(([type, body]) => pngChunk(type, body)),
    // In two parts, as long files are.
    pngChunk('IDAT', compressed.subarray(0, 5)),
    pngChunk('IDAT', compressed.subarray(5)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function pngChunk(type: string, body: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}

function pngRows({ width, height, depth, interlaced, at, filter = () => 0 }: PngRecipe): Buffer {
  const range = (from: number, to: number, step: number) =>
    Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step);
  const passes = interlaced
    ? ['0088', '4088', '0448', '2044', '0224', '1022', '0112'].map((digits) =>
        [...digits].map(Number),
      )
    : [[0, 0, 1, 1]];
  const bytesPerPixel = Math.max(1, (at(0, 0).length * depth) >> 3);
  const rows: Buffer[] = [];
  for (const [x0, y0, stepX, stepY] of passes) {
    let previous: Buffer | null = null;
    for (const y of range(y0, height, stepY)) {
      const bits = range(x0, width, stepX).flatMap((x) =>
        at(x, y).map((sample) => sample.toString(2).padStart(depth, '0')),
      );
      if (bits.length === 0) continue;
      const bytes = bits.join('').match(/.{1,8}/g) ?? [];
      const row = Buffer.from(bytes.map((byte) => parseInt(byte.padEnd(8, '0'), 2)));
      rows.push(
        filtered(row, previous ?? Buffer.alloc(row.length), filter(rows.length), bytesPerPixel),
      );
      previous = row;
    }
  }
  return Buffer.concat(rows);
}

/** PNG specification, section 9.2. */
function filtered(row: Buffer, above: Buffer, type: number, step: number): Buffer {
  const predicted = Array.from(row, (_, i) => {
    const [a, b, c] = [row[i - step] ?? 0, above[i], i < step ? 0 : above[i - step]];
    const nearest = [a, b, c].map((value) => Math.abs(a + b - c - value));
    const paeth = [a, b, c][nearest.indexOf(Math.min(...nearest))];
    return [0, a, b, Math.floor((a + b) / 2), paeth][type];
  });
  return Buffer.from([type, ...row.map((value, i) => value - predicted[i])]);
}
