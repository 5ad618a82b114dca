/**
 * CSV files with an image in each line, its label in a column of its own: MNIST's `label,784 pixels`, Kaggle's
 * `train.csv`, UCI's `optdigits.tra` and `.tes`. Raw or gzipped; the names of the files say which split they are.
 */
import { type SplitName, splitNames } from '../../../src-shared/dataset.ts';
import { type ErrorInfo, UserError } from '../../../src-shared/errors.ts';
import { isSystemError, reasonToSkip } from '../file-errors.ts';
import type { FoundFile, Listing } from '../listing.ts';
import type { Reading } from '../reading.ts';
import { splitOfName } from '../split-names.ts';
import { chooseLabel, ColumnValues } from './csv-label.ts';
import { eachRow, Row } from './csv-rows.ts';
import { firstRowsOf } from './csv-first-rows.ts';
import { largestValue, Samples } from './csv-samples.ts';
import { type CsvTable, readCsvTable } from './csv-table.ts';
import type { DatasetFormat, RawDataset } from './format.ts';
import { hasImageFolders } from './image-folders.ts';

/** Files whose content is looked at: such folders hold a handful. */
const maximumLooks = 32;
/** Part of the work that the first pass over the files is, in which nothing is kept. */
const surveyShare = 0.5;

export const csv: DatasetFormat = {
  name: 'csv',
  async detect(listing, root) {
    const files = findFiles(listing);
    if (files.length === 0 || (await hasImageFolders(listing, root, 2))) return false;
    for (const file of files) if (await isTable(file, new AbortController().signal)) return true;
    // With nothing else there to be read, this format says what is wrong.
    const nothingElse = listing.folders.length === 0 && files.length === listing.files.length;
    return nothingElse && files.some(({ name }) => !isText(name));
  },
  async read(listing, reading) {
    const tables = await findTables(findFiles(listing), reading);
    const bytes = tables.reduce((sum, { fileBytes }) => sum + fileBytes, 0);
    let before = 0;
    const surveys: Survey[] = [];
    for (const table of tables) {
      const [start, train] = [before, surveys.at(0)];
      const onStep = (read: number): void =>
        reading.onProgress(surveyShare * Math.min(1, (start + read) / bytes), 0, 0);
      before += table.fileBytes;
      try {
        surveys.push(await survey(table, train, onStep, reading));
      } catch (thrown) {
        if (!train) throw thrown;
        const { path, relative } = table.file;
        reading.skipped.add(relative, await reasonToSkip(thrown, path, relative, reading));
      }
    }
    return readTables(surveys, reading);
  },
};

export interface SplitTable extends CsvTable {
  split: SplitName;
}

/** A table that has been read once. */
export interface Survey {
  table: SplitTable;
  /** Which column is the label, and which are the pixels in order. */
  label: number;
  pixelColumns: Int32Array;
  /** Lines that may be images. */
  rows: number;
  /** Largest pixel value. */
  maximum: number;
}

const isText = (name: string): boolean => /\.(txt|data)(\.gz)?$/i.test(name);

/** Of a raw file and its gzip the raw one. */
function findFiles({ files }: Listing): FoundFile[] {
  const named = files.filter(({ name }) => /\.(csv|tsv|tra|tes|data|txt)(\.gz)?$/i.test(name));
  const names = new Set(named.map(({ name }) => name));
  return named
    .filter(({ name }) => !names.has(name.replace(/\.gz$/i, '')) || !/\.gz$/i.test(name))
    .slice(0, maximumLooks);
}

async function isTable(file: FoundFile, signal: AbortSignal): Promise<boolean> {
  try {
    await readCsvTable(file, signal);
    return true;
  } catch (error) {
    if (error instanceof UserError || isSystemError(error)) return false;
    throw error;
  }
}

function splitOf(name: string): SplitName {
  if (/\.tes(\.gz)?$/i.test(name)) return 'test';
  return splitOfName(name) ?? 'train';
}

/**
 * The tables that can be used, training first.
 * @throws UserError the reason why there is none, or none to train on; `dataset.severalSets`
 */
async function findTables(files: readonly FoundFile[], reading: Reading): Promise<SplitTable[]> {
  const tables: SplitTable[] = [];
  const failed: { split: SplitName; reason: ErrorInfo }[] = [];
  for (const file of files) {
    const split = file.split ?? splitOf(file.name);
    await reading.breathe();
    try {
      tables.push({ ...(await readCsvTable(file, reading.signal)), split });
    } catch (thrown) {
      const reason = await reasonToSkip(thrown, file.path, file.relative, reading);
      failed.push({ split, reason });
      // Any text may lie beside a table.
      if (!isText(file.name)) reading.skipped.add(file.relative, reason);
    }
  }
  const inOrder = splitNames.flatMap((split) => tables.filter((table) => table.split === split));
  if (inOrder[0]?.split !== 'train') {
    const blocking = failed.find(({ split }) => split === 'train') ?? failed.at(0);
    if (blocking) throw UserError.from(blocking.reason);
  }
  for (const split of splitNames) {
    const several = inOrder.filter((table) => table.split === split);
    if (several.length > 1)
      throw new UserError('dataset.severalSets', {
        path: reading.path,
        files: several.map(({ file }) => file.relative).join(', '),
      });
  }
  const [{ side }] = inOrder;
  for (const table of inOrder) {
    const file = table.file.relative;
    const values = { file, width: table.side, height: table.side, expected: `${side} x ${side}` };
    if (table.side !== side) reading.skipped.add(file, { code: 'image.otherSize', values });
  }
  return inOrder.filter((table) => table.side === side);
}

/** Reads a table without keeping it: how many images, of which values, and with which label. */
async function survey(
  table: SplitTable,
  train: Survey | undefined,
  onStep: (bytesRead: number) => void,
  reading: Reading,
): Promise<Survey> {
  const { columns, used, file } = table;
  const alike = train?.table.columns === columns ? train.label : null;
  let label = table.label ?? alike;
  const [firstColumn, lastColumn] = [used[0], used[used.length - 1]];
  const [first, last] = [new ColumnValues(), new ColumnValues()];
  const maxima = new Float64Array(columns);
  let rows = 0;
  const firstRows = train ? null : firstRowsOf(table, reading);
  const onRow = (row: Row): void => {
    const { values, found } = row;
    if (found !== columns) return;
    rows += 1;
    for (let i = 0; i < columns; i++)
      if (values[i] > maxima[i] && values[i] <= largestValue) maxima[i] = values[i];
    if (label === null) {
      first.add(row.label(firstColumn), values[firstColumn]);
      last.add(row.label(lastColumn), values[lastColumn]);
    }
    if (firstRows?.add(row) === 'all') firstRows.show(label ?? likely());
  };
  const likely = (): number | null => {
    const chosen = chooseLabel(first, last);
    return chosen && (chosen === 'first' ? firstColumn : lastColumn);
  };
  await eachRow(table, new Row(columns, table.separator), onRow, onStep, reading.signal);
  label ??= likely();
  if (label === null)
    throw new UserError('csv.whichLabel', {
      ...{ file: file.relative, first: String(first), last: String(last) },
    });
  const pixelColumns = Int32Array.from(used.filter((column) => column !== label));
  const maximum = pixelColumns.reduce((most, column) => Math.max(most, maxima[column]), 0);
  return { table, label, pixelColumns, rows, maximum };
}

/** @throws UserError `csv.noImages`, `dataset.tooLarge`, `dataset.noMemory`, `dataset.tooManyClasses` */
async function readTables(surveys: readonly Survey[], reading: Reading): Promise<RawDataset> {
  const { side } = surveys[0].table;
  const total = surveys.reduce((sum, { rows }) => sum + rows, 0);
  const bytes = surveys.reduce((sum, { table }) => sum + table.fileBytes, 0);
  const largest = Math.max(...surveys.map(({ maximum }) => maximum));
  const samples = new Samples(reading.path, total, side, largest);
  let before = 0;
  for (const survey of surveys) {
    const { columns, separator, file, fileBytes } = survey.table;
    const onRow = (row: Row): void => {
      const reason = samples.add(row, survey);
      if (reason) reading.skipped.add(`${file.relative}:${row.line}`, reason);
    };
    const onStep = (read: number): void => {
      const fraction = Math.min(1, (before + read) / bytes);
      reading.onProgress(surveyShare + (1 - surveyShare) * fraction, samples.count, total);
    };
    await eachRow(survey.table, new Row(columns, separator), onRow, onStep, reading.signal);
    before += fileBytes;
  }
  if (samples.count === 0)
    throw new UserError('csv.noImages', { file: surveys[0].table.file.relative });
  reading.onProgress(1, samples.count, total);
  return samples.dataset();
}
