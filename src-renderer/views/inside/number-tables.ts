/** What the pictures of Inside show as tables of numbers, a number a row. */
import type { Stage } from '../../../src-shared/inside.ts';
import { type CsvCell, csvText } from '../../../src-shared/csv.ts';

/** Heads of the columns. */
export interface TableWords {
  row: string;
  column: string;
  unit: string;
  map: string;
  value: string;
}

/** All that a 32-bit number tells, and no more. */
const plain = (value: number): CsvCell =>
  Number.isFinite(value) ? Number(value.toPrecision(9)) : null;

/** Pictures of one size on each other, a column each; `[height, width]`. */
export function pixelTable(
  words: Pick<TableWords, 'row' | 'column'>,
  width: number,
  pictures: readonly { head: string; values: ArrayLike<number> }[],
): string {
  const count = pictures[0]?.values.length ?? 0;
  return csvText([
    [words.row, words.column, ...pictures.map(({ head }) => head)],
    ...Array.from({ length: count }, (_, at) => [
      Math.floor(at / width),
      at % width,
      ...pictures.map(({ values }) => plain(values[at])),
    ]),
  ]);
}

/**
 * A picture of each unit.
 * @param values `[unit, height, width]`
 * @param head of its numbers
 */
export function unitTable(
  words: Pick<TableWords, 'unit' | 'row' | 'column'>,
  names: readonly string[],
  { values, height, width }: { values: ArrayLike<number>; height: number; width: number },
  head: string,
): string {
  const area = height * width;
  return csvText([
    [words.unit, words.row, words.column, head],
    ...names.flatMap((name, unit) =>
      Array.from({ length: area }, (_, at) => [
        name,
        Math.floor(at / width),
        at % width,
        plain(values[unit * area + at]),
      ]),
    ),
  ]);
}

/**
 * What a layer says.
 * @param values `[height, width, channels]`
 * @param classes what the units of an output are called
 */
export function stageTable(
  words: TableWords,
  { kind, isOutput, height, width, channels }: Stage,
  values: ArrayLike<number>,
  classes: readonly string[],
): string {
  const { unit, map, row, column, value } = words;
  if (kind === 'dense')
    return csvText([
      [unit, value],
      ...Array.from(values, (each, k) => [isOutput ? classes[k] : k, plain(each)]),
    ]);
  return csvText([
    [map, row, column, value],
    ...Array.from({ length: channels * height * width }, (_, at) => {
      const [channel, place] = [Math.floor(at / (height * width)), at % (height * width)];
      const [y, x] = [Math.floor(place / width), place % width];
      return [channel, y, x, plain(values[place * channels + channel])];
    }),
  ]);
}
