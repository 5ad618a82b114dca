/** A loss or an accuracy in digits, equally many, so that columns line up and live figures don't jump. */
import type { Formats } from '../text/format.ts';
import type { Quantity } from './axis.ts';

export function figureText(value: number | null, quantity: Quantity, formats: Formats): string {
  // Four decimals say nothing about a tiny loss, and too much about a huge one.
  const isPlain = value === null || (value >= 1e-3 && value < 1e3);
  return quantity === 'accuracy' || isPlain ? formats.fraction(value, 4) : formats.measure(value);
}
