/** The names of classes that a person gives, and sets of names that are offered. */
import { type ErrorInfo } from './errors.ts';

export const maximumNameLength = 60;

const range = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => String.fromCodePoint((from.codePointAt(0) ?? 0) + i));

const digits = range('0', 10);
const capitals = range('A', 26);

/**
 * Names of the classes of well-known data sets, in the order of their labels. `emnistBalanced`: the 47 classes of EMNIST
 * Balanced (Cohen et al., 2017): the small letters that look like capitals count as these. `emnistLetters`: A to Z,
 * whatever the case.
 */
export const knownLabelNames = {
  digits,
  capitals,
  smallLetters: range('a', 26),
  digitsAndCapitals: [...digits, ...capitals],
  emnistBalanced: [...digits, ...capitals, ...'abdefghnqrt'],
  chineseNumerals: [...'零一二三四五六七八九十百千万亿'],
  fashion: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type KnownLabelNames = keyof typeof knownLabelNames;
export const knownLabelNamesFor = (classes: number): KnownLabelNames[] =>
  (Object.keys(knownLabelNames) as KnownLabelNames[]).filter(
    (known) => knownLabelNames[known].length === classes,
  );

/** Names without the blanks around them, of one spelling. */
export const tidyNames = (names: readonly string[]): string[] =>
  names.map((name) => name.trim().normalize('NFC'));

/** Why these can not be the names of so many classes; null when they can. */
export function labelNamesProblem(names: readonly string[], classes: number): ErrorInfo | null {
  if (names.length !== classes)
    return { code: 'labelNames.count', values: { found: names.length, expected: classes } };
  const empty = names.indexOf('');
  if (empty !== -1) return { code: 'labelNames.empty', values: { number: empty + 1 } };
  const long = names.find((name) => name.length > maximumNameLength);
  if (long !== undefined)
    return { code: 'labelNames.long', values: { name: long, maximum: maximumNameLength } };
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  return twice === undefined ? null : { code: 'labelNames.twice', values: { name: twice } };
}
