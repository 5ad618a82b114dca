/** Figures over several seeds: mean, spread, and whether two groups differ beyond noise. */

export interface Spread {
  count: number;
  mean: number;
  /** With `count - 1` in the denominator; null for a single value. */
  deviation: number | null;
}

/** Null of nothing. */
export function spreadOf(values: readonly number[]): Spread | null {
  const count = values.length;
  if (count === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { count, mean, deviation: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { count, mean, deviation: Math.sqrt(squares / (count - 1)) };
}

export const meanOf = (values: readonly number[]): number | null => spreadOf(values)?.mean ?? null;

/** The middle value, or the mean of the two in the middle; null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Student's t beyond which 5 % lie on both sides together, by degrees of freedom from 1. */
const criticalT = [
  12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
];
const criticalTBeyond = 1.96;

/**
 * `beyond`: Welch's t-test (1947) at 5 % finds the means different. `within`: it does not. `unknown`:
 * one of them has a single value, which says nothing about noise.
 */
export type Difference = 'beyond' | 'within' | 'unknown';

export function differenceOf(a: Spread, b: Spread): Difference {
  if (a.deviation === null || b.deviation === null) return 'unknown';
  const [va, vb] = [(a.deviation * a.deviation) / a.count, (b.deviation * b.deviation) / b.count];
  const variance = va + vb;
  const distance = Math.abs(a.mean - b.mean);
  if (variance === 0) return distance === 0 ? 'within' : 'beyond';
  // Welch-Satterthwaite, rounded down to the table's whole numbers.
  const freedom = (variance * variance) / ((va * va) / (a.count - 1) + (vb * vb) / (b.count - 1));
  const critical = criticalT[Math.max(1, Math.floor(freedom)) - 1] ?? criticalTBeyond;
  return distance / Math.sqrt(variance) > critical ? 'beyond' : 'within';
}
