import { byCodeUnits } from './listing.ts';

const natural = new Intl.Collator('en', { numeric: true });

/**
 * The order of the labels. By value when every name is a number (2 before 10, -1 before 0), else as a person
 * would sort them; names that count as equal (`1`, `01`) by their code units, so that the order is total.
 */
export function inClassOrder(names: Iterable<string>): string[] {
  const distinct = [...new Set(names)];
  const numeric = distinct.every((name) => /^[+-]?\d+(\.\d+)?$/.test(name));
  const compare = numeric ? (a: string, b: string) => Number(a) - Number(b) : natural.compare;
  return distinct.sort((a, b) => compare(a, b) || byCodeUnits(a, b));
}
