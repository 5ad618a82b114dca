/** The first images of a large table, shown while it is read for the first time. */
import { firstImages, showFirstImages, showsFirstImages } from '../first-images.ts';
import type { Reading } from '../reading.ts';
import type { SplitTable } from './csv.ts';
import type { Row } from './csv-rows.ts';
import { largestValue } from './csv-samples.ts';
import { byteScale } from './value-scale.ts';

/** Bytes of text that a pixel takes at least: a digit and a comma. */
const bytesPerPixel = 2;
/** What gzip makes of tables of images: about so many times less. */
const gzipRatio = 8;

/** Null where the table is soon read. */
export function firstRowsOf(table: SplitTable, reading: Reading): FirstRows | null {
  const bytes = table.fileBytes * (table.zipped ? gzipRatio : 1);
  return showsFirstImages(reading, bytes / bytesPerPixel) ? new FirstRows(table, reading) : null;
}

class FirstRows {
  readonly #table: SplitTable;
  readonly #reading: Reading;
  readonly #rows: Float64Array[] = [];
  /** What stands in the columns that may be the label, row by row. */
  readonly #labels = new Map<number, string[]>();

  constructor(table: SplitTable, reading: Reading) {
    this.#table = table;
    this.#reading = reading;
    const { used, label } = table;
    const columns = label === null ? [used[0], used[used.length - 1]] : [label];
    for (const column of columns) this.#labels.set(column, []);
  }

  /** `all`: that was the last one that is needed; later ones are passed over. */
  add(row: Row): 'all' | 'more' | 'over' {
    if (this.#rows.length === firstImages) return 'over';
    this.#rows.push(row.values.slice());
    for (const [column, labels] of this.#labels) labels.push(row.label(column));
    return this.#rows.length === firstImages ? 'all' : 'more';
  }

  /** `label`: its column; null where that is not known, and nothing is shown. */
  show(label: number | null): void {
    const names = label === null ? undefined : this.#labels.get(label);
    if (!names) return;
    const columns = this.#table.used.filter((column) => column !== label);
    const sane = (value: number): number => (value >= 0 && value <= largestValue ? value : 0);
    const values = this.#rows.flatMap((row) => columns.map((column) => sane(row[column])));
    const largest = values.reduce((most, value) => Math.max(most, value), 0);
    const toByte = byteScale(0, largest) ?? Math.round;
    const { side } = this.#table;
    showFirstImages(this.#reading, { width: side, height: side }, names, values.map(toByte));
  }
}
