/** What the first lines of a CSV file say: how its fields are separated, and which columns are pixels. */
import { UserError } from '../../../src-shared/errors.ts';
import { peekFile } from '../file-stream.ts';
import type { FoundFile } from '../listing.ts';
import { firstLines, numberIn, unquoted } from './csv-rows.ts';

export interface CsvTable {
  file: FoundFile;
  zipped: boolean;
  /** On disk. */
  fileBytes: number;
  /** The byte between two fields. */
  separator: number;
  /** The first line that holds numbers, counted from 1. */
  firstLine: number;
  columns: number;
  /** Columns of pixels and the label, in order; where no line names the label it is the first or the last of them. */
  used: readonly number[];
  label: number | null;
  /** Pixels of a row and of a column of each image. */
  side: number;
}

/** Enough to tell gzip. */
const magicBytes = 16;
/** Fewer are some other table: even images of 2 x 2 need more. */
const fewestColumns = 4;
/** What people call the column of labels, the likeliest first. */
const labelNames = ['label', 'labels', 'class', 'target', 'y', 'digit', 'letter', 'character'];
/** What they call columns that number the rows; tables written by pandas have one without a name. */
const numberNames = ['', 'id', 'index', 'image_id', 'imageid', 'unnamed: 0'];

/**
 * @throws UserError `csv.noTable`, `csv.notSquare`, `csv.noLabels`, `file.badGzip`; a system error; the signal's reason
 */
export async function readCsvTable(file: FoundFile, signal: AbortSignal): Promise<CsvTable> {
  const { zipped, fileBytes } = await peekFile(file, magicBytes);
  const lines = await firstLines({ file, zipped }, 2, signal);
  const noTable = new UserError('csv.noTable', { file: file.relative });
  if (lines.length === 0) throw noTable;
  const upper = lines[0];
  const lower = lines[lines.length - 1];
  const separator = separatorOf(upper.text);
  const fields = upper.text.split(separator);
  const upperNumbers = fields.map(numberIn);
  const lowerNumbers = lower.text.split(separator).map(numberIn);
  const named = upperNumbers.some((value, i) => isNaN(value) && !isNaN(lowerNumbers[i] ?? NaN));
  const header = named ? fields.map((field) => unquoted(field).toLowerCase()) : null;
  const { used, label } = roles(header, fields.length);

  // All are numbers but perhaps the label; columns of pixels are numbered in their names.
  const numbers = named ? lowerNumbers : upperNumbers;
  const texts = used.filter((i) => i !== label && isNaN(numbers[i])).length;
  const numbered = fields.filter((field) => !named || /\d/.test(field)).length;
  if (used.length < fewestColumns || texts > (label === null ? 1 : 0)) throw noTable;
  if (2 * numbered < fields.length) throw noTable;
  return {
    ...{ file, zipped, fileBytes, separator: separator.charCodeAt(0), columns: fields.length },
    ...{ used, label, side: sideOf(used.length, label, file.relative) },
    firstLine: named ? upper.line + 1 : upper.line,
  };
}

function separatorOf(line: string): string {
  const count = (separator: string): number => line.split(separator).length;
  return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0];
}

function roles(header: readonly string[] | null, columns: number) {
  const all = Array.from({ length: columns }, (_, i) => i);
  if (!header) return { used: all, label: null };
  const called = labelNames.find((name) => header.includes(name));
  const label = called === undefined ? null : header.indexOf(called);
  const used = all.filter(
    (i) => i === label || ![...labelNames, ...numberNames].includes(header[i]),
  );
  return { used, label };
}

/** @throws UserError `csv.notSquare`, `csv.noLabels` */
function sideOf(used: number, label: number | null, file: string): number {
  const side = Math.sqrt(used - 1);
  if (Number.isInteger(side)) return side;
  const unlabelled = Math.sqrt(used);
  if (label === null && Number.isInteger(unlabelled))
    throw new UserError('csv.noLabels', { file, size: `${unlabelled} x ${unlabelled}` });
  throw new UserError('csv.notSquare', { file, columns: used });
}
