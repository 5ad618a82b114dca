/** Values of flags that are one of a few, or whole numbers in a range. */
import { UsageError } from './arguments.ts';

/** @throws UsageError */
export function oneOf<T extends string>(flag: string, text: string, names: readonly T[]): T {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new UsageError(`${flag} takes ${names.join(', ')}, not "${text}"`);
  return found;
}

/** @throws UsageError */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${flag} takes a whole number from ${least} to ${most}, not "${text}"`);
}
