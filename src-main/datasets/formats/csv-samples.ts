/** Lines of CSV files as samples: pixels scaled to bytes, class names to labels. */
import { maximumClasses, splitNames } from '../../../src-shared/dataset.ts';
import { type ErrorInfo, UserError } from '../../../src-shared/errors.ts';
import { inClassOrder } from '../class-order.ts';
import { allocatePixels, cut } from '../reading.ts';
import type { Survey } from './csv.ts';
import type { Row } from './csv-rows.ts';
import type { RawDataset } from './format.ts';
import { byteScale, type ToByte } from './value-scale.ts';

/** The largest value of a pixel. */
export const largestValue = 255;

export class Samples {
  count = 0;
  readonly #path: string;
  readonly #side: number;
  readonly #largest: number;
  readonly #toByte: ToByte;
  /** Each whole value as the byte that it becomes. `[256]` */
  readonly #bytes: Uint8Array;
  /** `[total, side, side]` */
  readonly #pixels: SharedArrayBuffer;
  readonly #target: Uint8Array;
  /** `[total]`, an index into `splitNames`. */
  readonly #splits: Uint8Array;
  /** `[total]`, the place of the class's name among `#names`. */
  readonly #named: Uint16Array;
  /** Class names in the order in which they were met. */
  readonly #names = new Map<string, number>();

  /**
   * Room for `total` images. `largest`: the largest value in any of them, which tells the range that becomes 0 to 255.
   * @throws UserError `dataset.tooLarge`, `dataset.noMemory`
   */
  constructor(path: string, total: number, side: number, largest: number) {
    this.#path = path;
    this.#side = side;
    this.#largest = largest;
    this.#toByte = byteScale(0, largest) ?? Math.round;
    this.#bytes = Uint8Array.from({ length: 256 }, (_, value) => this.#toByte(value));
    this.#pixels = allocatePixels(path, total, side, side);
    this.#target = new Uint8Array(this.#pixels);
    this.#splits = new Uint8Array(total);
    this.#named = new Uint16Array(total);
  }

  /** Keeps one line as a sample, or gives the reason why not. @throws UserError `dataset.tooManyClasses` */
  add(row: Row, { table, label, pixelColumns }: Survey): ErrorInfo | null {
    const { values, found, line } = row;
    const file = table.file.relative;
    if (found !== table.columns)
      return { code: 'csv.badLine', values: { file, line, found, expected: table.columns } };
    const name = row.label(label);
    if (name === '') return { code: 'csv.badLabel', values: { file, line } };
    const first = this.count * this.#side * this.#side;
    for (let i = 0; i < pixelColumns.length; i++) {
      const value = values[pixelColumns[i]];
      // Not the opposite comparisons, which let pass what is no number.
      if (!(value >= 0 && value <= largestValue))
        return { code: 'csv.badValue', values: { file, line, column: pixelColumns[i] + 1 } };
      const whole = value | 0;
      this.#target[first + i] = whole === value ? this.#bytes[whole] : this.#toByte(value);
    }
    this.#named[this.count] = this.#place(name);
    this.#splits[this.count] = splitNames.indexOf(table.split);
    this.count += 1;
    return null;
  }

  dataset(): RawDataset {
    const classes = inClassOrder(this.#names.keys());
    const labelOf = new Uint16Array(classes.length);
    for (const [label, name] of classes.entries()) labelOf[this.#place(name)] = label;
    const labels = new SharedArrayBuffer(2 * this.count);
    new Uint16Array(labels).set(this.#named.subarray(0, this.count).map((place) => labelOf[place]));
    const splits = new SharedArrayBuffer(this.count);
    new Uint8Array(splits).set(this.#splits.subarray(0, this.count));
    const [width, height] = [this.#side, this.#side];
    const pixels = cut(this.#pixels, this.count * width * height);
    const values: [number, number] = [0, this.#largest];
    return { width, height, classes, pixels, labels, splits, files: null, values };
  }

  #place(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const place = this.#names.size;
    if (place >= maximumClasses)
      throw new UserError('dataset.tooManyClasses', {
        ...{ path: this.#path, classes: place + 1, maximum: maximumClasses },
      });
    this.#names.set(name, place);
    return place;
  }
}
