import type { Vector } from './vector.ts';

/**
 * The place of the largest of `values[start .. start + length)`, counted from `start`; the first
 * one if several are equal. NaN is never the largest: -1 if there is nothing else.
 */
export function argmax(values: Vector, start: number, length: number): number {
  let best = -1;
  let bestValue = -Infinity;
  for (let k = 0; k < length; k++)
    if (values[start + k] > bestValue) {
      best = k;
      bestValue = values[start + k];
    }
  return best;
}

/**
 * How many of the `batch` rows of `outputs` `[batch, classes]` are largest at their label; `labels`
 * `[batch]`.
 */
export function countCorrect(
  outputs: Vector,
  labels: ArrayLike<number>,
  batch: number,
  classes: number,
): number {
  let correct = 0;
  for (let b = 0; b < batch; b++)
    if (argmax(outputs, b * classes, classes) === labels[b]) correct += 1;
  return correct;
}
