/**
 * A sheet: one picture (or a few of the same grid) cut into equal cells, each a sample; its class is the row's or
 * the column's. OpenCV's `digits.png`: 2000 x 1000 pixels, 20 x 20 a cell, 5 rows of 100 for each digit.
 */
import { maximumClasses, maximumImageSide, splitNames } from '../../../src-shared/dataset.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { gridOf, minimumCellSide, type SheetOptions } from '../../../src-shared/reading-options.ts';
import { reasonToSkip } from '../file-errors.ts';
import type { GreyImage } from '../grey.ts';
import { imageSize } from '../image.ts';
import { skipLoose } from '../leave-out.ts';
import type { FoundFile, Listing } from '../listing.ts';
import { readBeginnings } from '../read-ahead.ts';
import { allocatePixels, cut, type Reading } from '../reading.ts';
import { isSheetName, readSheetPicture, sheetLimit } from '../sheet-picture.ts';
import { splitOfName } from '../split-names.ts';
import type { RawDataset } from './format.ts';

/** A picture of at least so many pixels, alone in a folder, is more likely a sheet than a sample. */
const leastPixels = 128 * 128;

/** @throws UserError `sheet.*`, `dataset.*`, `image.*` */
export async function readSheets(
  listing: Listing,
  sheet: SheetOptions,
  reading: Reading,
): Promise<RawDataset> {
  const { cellWidth: width, cellHeight: height } = sheet;
  const sides = [width, height];
  if (sides.some((side) => side < minimumCellSide || side > maximumImageSide))
    throw new UserError('sheet.cellSize', {
      ...{ width, height, minimum: minimumCellSide, maximum: maximumImageSide },
    });
  const files = listing.files.filter(({ name }) => isSheetName(name));
  skipLoose(
    { ...listing, files: listing.files.filter((file) => !files.includes(file)) },
    'sheet.noPicture',
    reading,
  );
  const parts: Part[] = [];
  for (const [i, file] of files.entries()) {
    await reading.breathe();
    try {
      parts.push(cutPicture(await readSheetPicture(file, reading), file, sheet));
    } catch (thrown) {
      if (files.length === 1) throw thrown;
      const reason = await reasonToSkip(thrown, file.path, file.relative, reading);
      reading.skipped.add(file.relative, reason);
    }
    reading.onProgress((i + 1) / files.length, 0, 0);
  }
  if (parts.length === 0) throw new UserError('sheet.none', { path: reading.path });
  return join(parts, sheet, reading);
}

interface Part {
  file: FoundFile;
  /** `[samples, height, width]` */
  pixels: Uint8Array;
  /** `[samples]` */
  labels: Uint16Array;
  classes: number;
  empty: number;
}

/** Cells of one grey level hold nothing: sheets often end in some. */
function cutPicture(picture: GreyImage, file: FoundFile, sheet: SheetOptions): Part {
  const { cellWidth, cellHeight, classBy, perClass } = sheet;
  const { rows, columns, classes } = gridOf(picture.width, picture.height, sheet);
  if (rows * columns === 0)
    throw new UserError('sheet.tooSmall', {
      ...{ file: file.relative, width: picture.width, height: picture.height },
      cell: `${cellWidth} x ${cellHeight}`,
    });
  if (classes > maximumClasses)
    throw new UserError('dataset.tooManyClasses', {
      ...{ path: file.relative, classes, maximum: maximumClasses },
    });
  const area = cellWidth * cellHeight;
  const pixels = new Uint8Array(rows * columns * area);
  const labels = new Uint16Array(rows * columns);
  let kept = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const cell = pixels.subarray(kept * area, (kept + 1) * area);
      for (let y = 0; y < cellHeight; y++) {
        const from = (row * cellHeight + y) * picture.width + column * cellWidth;
        cell.set(picture.pixels.subarray(from, from + cellWidth), y * cellWidth);
      }
      if (cell.every((value) => value === cell[0])) continue;
      labels[kept] = Math.floor((classBy === 'row' ? row : column) / perClass);
      kept += 1;
    }
  return {
    ...{ file, classes, empty: rows * columns - kept },
    pixels: pixels.subarray(0, kept * area),
    labels: labels.subarray(0, kept),
  };
}

/** Samples in order of split, then of the pictures and of their cells, row by row. */
function join(parts: readonly Part[], sheet: SheetOptions, reading: Reading): RawDataset {
  const { cellWidth: width, cellHeight: height } = sheet;
  for (const { file, empty } of parts)
    if (empty > 0)
      reading.skipped.add(file.relative, {
        code: 'sheet.emptyCells',
        values: { file: file.relative, cells: empty },
      });
  const inOrder = splitNames.flatMap((split) =>
    parts.filter(({ file }) => (splitOfName(file.name) ?? 'train') === split),
  );
  const samples = inOrder.reduce((sum, { labels }) => sum + labels.length, 0);
  if (samples === 0) throw new UserError('sheet.none', { path: reading.path });
  const pixels = allocatePixels(reading.path, samples, width, height);
  const labels = new SharedArrayBuffer(2 * samples);
  const splits = new SharedArrayBuffer(samples);
  let first = 0;
  for (const part of inOrder) {
    const count = part.labels.length;
    const split = splitNames.indexOf(splitOfName(part.file.name) ?? 'train');
    new Uint8Array(pixels).set(part.pixels, first * width * height);
    new Uint16Array(labels).set(part.labels, first);
    new Uint8Array(splits).fill(split, first, first + count);
    first += count;
  }
  const count = Math.max(...parts.map(({ classes }) => classes));
  const classes = classNames(sheet.classes ?? [], count, reading.path);
  return withoutUnused({
    ...{ width, height, classes, labels, splits, files: null },
    pixels: cut(pixels, samples * width * height),
  });
}

/** @throws UserError `sheet.classNames` */
function classNames(given: readonly string[], count: number, path: string): string[] {
  const names = given.map((name) => name.trim().normalize('NFC')).filter((name) => name !== '');
  if (names.length === 0) return Array.from({ length: count }, (_, i) => String(i));
  if (names.length !== count || new Set(names).size !== count)
    throw new UserError('sheet.classNames', { path, found: new Set(names).size, classes: count });
  return names;
}

/** A class of which all cells are empty is none. */
function withoutUnused(raw: RawDataset): RawDataset {
  const labels = new Uint16Array(raw.labels);
  const used = new Set(labels);
  const kept = raw.classes.flatMap((_, label) => (used.has(label) ? [label] : []));
  const renumbered = new Map(kept.map((label, i) => [label, i]));
  for (const [i, label] of labels.entries()) labels[i] = renumbered.get(label) ?? 0;
  return { ...raw, classes: kept.map((label) => raw.classes[label]) };
}

/** The only picture of a folder without folders, when it is large enough for a sheet; for a hint. */
export async function findSheet(listing: Listing) {
  const pictures = listing.files.filter(({ name }) => isSheetName(name));
  if (pictures.length !== 1 || listing.folders.length > 0) return null;
  const [file] = pictures;
  for await (const beginning of readBeginnings([file.path])) {
    if (!('bytes' in beginning)) return null;
    try {
      const { width, height } = imageSize(beginning.bytes, file.relative, undefined, sheetLimit);
      return width * height >= leastPixels ? { file, width, height } : null;
    } catch (error) {
      // Not a sound picture, or one whose header lies deeper: there is nothing to hint at.
      if (error instanceof UserError) return null;
      throw error;
    }
  }
  return null;
}
