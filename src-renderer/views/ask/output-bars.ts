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
 * The scale holds 0 always, and 1 where the outputs stay within 0 and 1, so that a weak answer looks
 * weak; outputs without bounds (linear ones) fill it.
 */
export function outputBars(outputs: Prediction['outputs'], order: OutputOrder): OutputBar[] {
  // Not `Math.max(...outputs)`: there may be more classes than a call may have arguments.
  const smallest = outputs.reduce((least, value) => Math.min(least, value), 0);
  const largest = outputs.reduce((most, value) => Math.max(most, value), 0);
  const top = smallest >= 0 && largest <= 1 ? 1 : Math.max(largest, 0);
  const length = top - smallest || 1;
  const at = (value: number): number => (value - smallest) / length;
  const bars = outputs.map((value, label) => ({
    label,
    value,
    from: at(Math.min(value, 0)),
    to: at(Math.max(value, 0)),
  }));
  return order === 'class' ? bars : bars.sort((a, b) => b.value - a.value || a.label - b.label);
}
