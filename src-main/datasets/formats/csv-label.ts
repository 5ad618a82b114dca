/** Which of two columns is the label, told by what stands in them. */

/** Labels that are counted; a column with more different values is none, unless a header says so. */
const maximumDistinct = 1000;
/** Of two columns, one with this many times fewer different values is the label. */
const clearlyFewer = 3;

/** What stands in one column, row by row. */
export class ColumnValues {
  readonly #counts = new Map<string, number>();
  #rows = 0;
  #fractional = false;

  add(label: string, value: number): void {
    this.#rows += 1;
    if (!Number.isNaN(value) && !Number.isInteger(value)) this.#fractional = true;
    const count = this.#counts.get(label) ?? 0;
    if (count > 0 || this.#counts.size <= maximumDistinct) this.#counts.set(label, count + 1);
  }

  get distinct(): number {
    return this.#counts.size;
  }

  get mayBeLabel(): boolean {
    return !this.#fractional && this.distinct > 1 && this.distinct <= maximumDistinct;
  }

  get hasText(): boolean {
    return [...this.#counts.keys()].some((label) => Number.isNaN(Number(label)));
  }

  get repeats(): boolean {
    return this.distinct < this.#rows;
  }

  /** As a pixel near the border, which is ground in nearly every image. */
  get isMostlyOne(): boolean {
    return 2 * Math.max(...this.#counts.values()) > this.#rows;
  }

  /** For a message: `0, 1, 2, ...`. */
  toString(): string {
    const shown = [...this.#counts.keys()].slice(0, 5).join(', ');
    return this.distinct > 5 ? `${shown}, ...` : shown;
  }
}

/** Null when it is either, or neither. */
export function chooseLabel(first: ColumnValues, last: ColumnValues): 'first' | 'last' | null {
  const rules: ((column: ColumnValues, other: ColumnValues) => boolean)[] = [
    (column) => column.hasText,
    (column) => column.repeats,
    (column) => !column.isMostlyOne,
    (column, other) => column.distinct * clearlyFewer <= other.distinct,
  ];
  if (!first.mayBeLabel && !last.mayBeLabel) return null;
  if (first.mayBeLabel !== last.mayBeLabel) return first.mayBeLabel ? 'first' : 'last';
  for (const rule of rules) {
    const [one, other] = [rule(first, last), rule(last, first)];
    if (one !== other) return one ? 'first' : 'last';
  }
  return null;
}
