/** The outputs of a network as bars on one scale, in the order wanted. */
import type { Prediction } from '../../../src-shared/prediction.ts';

export interface OutputBar {
  label: number;
  value: number;
  /** Where the bar starts and ends on the scale, fractions of its length. */
  from: number;
  to: number;
}
export type OutputOrder = 'class' | 'value';

/**
 * The bars, and where zero is on their scale. The scale holds 0 and 1 always, so that a weak answer looks
 * weak; outputs beyond them (linear ones, tanh) make it longer.
 */
export function outputBars(
  outputs: Prediction['outputs'],
  order: OutputOrder,
): { zero: number; bars: OutputBar[] } {
  // Not `Math.max(...outputs)`: there may be more classes than a call may have arguments.
  const bottom = outputs.reduce((least, value) => Math.min(least, value), 0);
  const top = outputs.reduce((most, value) => Math.max(most, value), 1);
  const at = (value: number): number => (value - bottom) / (top - bottom);
  const bars = outputs.map((value, label) => ({
    label,
    value,
    from: at(Math.min(value, 0)),
    to: at(Math.max(value, 0)),
  }));
  if (order === 'value') bars.sort((a, b) => b.value - a.value || a.label - b.label);
  return { zero: at(0), bars };
}
