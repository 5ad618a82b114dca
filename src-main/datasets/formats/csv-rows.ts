/** Lines of numbers, parsed as they stream by: for files far larger than their pixels. */
import { UserError } from '../../../src-shared/errors.ts';
import { streamFile, wholeFile } from '../file-stream.ts';
import type { FoundFile } from '../listing.ts';

/** No line of a table of images is longer; a file of another kind may have no line ends at all. Bytes. */
const maximumLineBytes = 2 ** 24;
const [lineFeed, carriageReturn, zero, point] = [10, 13, 48, 46];
const byteOrderMark = Buffer.from('\uFEFF');
/** A decimal of up to 15 digits is its digits over a power of ten, both exact, rounded once: what `Number` gives. */
const exactDigits = 15;
const powersOfTen = Float64Array.from({ length: exactDigits + 1 }, (_, i) => Number(`1e${i}`));

/** One line, taken apart. */
export class Row {
  /** The number of each column; NaN where there is none. `[columns]` */
  readonly values: Float64Array;
  /** Columns in this line, which may be more or fewer than there should be. */
  found = 0;
  /** Counted from 1, blank lines included. */
  line = 0;
  readonly #separator: number;
  readonly #ends: Int32Array;
  #bytes: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(columns: number, separator: number) {
    this.values = new Float64Array(columns);
    this.#ends = new Int32Array(columns);
    this.#separator = separator;
  }

  parse(bytes: Buffer, start: number, end: number, line: number): void {
    const { values } = this;
    const separator = this.#separator;
    const ends = this.#ends;
    this.#bytes = bytes;
    this.#start = start;
    this.line = line;
    let column = 0;
    for (let i = start; i <= end; column++) {
      let digits = 0;
      let decimals = -1;
      let value = 0;
      let j = i;
      for (; j < end; j++) {
        const digit = bytes[j] - zero;
        if (digit >= 0 && digit <= 9) {
          value = 10 * value + digit;
          digits += 1;
          if (decimals >= 0) decimals += 1;
        } else if (bytes[j] === point && decimals < 0) decimals = 0;
        else break;
      }
      const stopped = j < end && bytes[j] !== separator;
      if (stopped || digits === 0 || digits > exactDigits) {
        j = bytes.indexOf(separator, i);
        if (j < 0 || j > end) j = end;
        value = numberIn(bytes.toString('latin1', i, j));
      } else if (decimals > 0) value /= powersOfTen[decimals];
      if (column < values.length) {
        values[column] = value;
        ends[column] = j;
      }
      i = j + 1;
    }
    this.found = column;
  }

  /** What stands in a column, as a class is called after it: a number however it is written, or the text. */
  label(column: number): string {
    const value = this.values[column];
    if (!Number.isNaN(value)) return String(value);
    const start = column === 0 ? this.#start : this.#ends[column - 1] + 1;
    return unquoted(this.#bytes.toString('utf8', start, this.#ends[column])).normalize('NFC');
  }
}

export function unquoted(field: string): string {
  const text = field.trim();
  return /^".*"$/.test(text) ? text.slice(1, -1).trim() : text;
}

/** NaN for text and for nothing. */
export function numberIn(field: string): number {
  const text = unquoted(field);
  return text === '' ? NaN : Number(text);
}

/** A file of lines; gzip is known by content. */
export interface Lines {
  file: FoundFile;
  zipped: boolean;
}

/**
 * Takes every line that is not blank apart, from `firstLine` on (counted from 1), and hands over the same `row` each
 * time. `onStep` hears now and then how many bytes of the file were read.
 * @throws UserError as `eachLine`; a system error; the signal's reason; what `onRow` throws
 */
export function eachRow(
  table: Lines & { firstLine: number },
  row: Row,
  onRow: (row: Row) => void,
  onStep: (bytesRead: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const take = (bytes: Buffer, start: number, end: number, line: number): boolean => {
    if (line < table.firstLine) return true;
    row.parse(bytes, start, end, line);
    onRow(row);
    return true;
  };
  return eachLine(table, take, onStep, signal);
}

/** The first lines that are not blank, at most `count`, with their numbers. @throws as `eachLine` */
export async function firstLines(
  lines: Lines,
  count: number,
  signal: AbortSignal,
): Promise<{ text: string; line: number }[]> {
  const found: { text: string; line: number }[] = [];
  const take = (bytes: Buffer, start: number, end: number, line: number): boolean => {
    found.push({ text: bytes.toString('utf8', start, end), line });
    return found.length < count;
  };
  await eachLine(lines, take, () => {}, signal);
  return found;
}

/**
 * Hands over each line that is not blank, without its end, until `take` has had enough and says false.
 * @throws UserError `csv.noTable` when it has no lines to speak of; `file.badGzip`; a system error; the signal's
 * reason; what `take` throws
 */
async function eachLine(
  { file, zipped }: Lines,
  take: (bytes: Buffer, start: number, end: number, line: number) => boolean,
  onStep: (bytesRead: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const enough = new Error('enough');
  let line = 0;
  const takeLine = (bytes: Buffer, lineStart: number, lineEnd: number): void => {
    line += 1;
    const marked = line === 1 && byteOrderMark.equals(bytes.subarray(0, byteOrderMark.length));
    const start = marked ? byteOrderMark.length : lineStart;
    const end = lineEnd > start && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
    if (end > start && !take(bytes, start, end, line)) throw enough;
  };
  try {
    await streamFile(
      file,
      wholeFile(zipped),
      async (chunks, bytesRead) => {
        let rest = Buffer.alloc(0);
        for await (const chunk of chunks) {
          const bytes = Buffer.concat([rest, chunk]);
          let start = 0;
          for (let end; (end = bytes.indexOf(lineFeed, start)) >= 0; start = end + 1)
            takeLine(bytes, start, end);
          rest = bytes.subarray(start);
          if (rest.length > maximumLineBytes)
            throw new UserError('csv.noTable', { file: file.relative });
          onStep(bytesRead());
        }
        if (rest.length > 0) takeLine(rest, 0, rest.length);
      },
      signal,
    );
  } catch (thrown) {
    if (thrown !== enough) throw thrown;
  }
}
