import { expect, test } from 'vitest';
import { normalDensity, normalShareBelow } from './normal-distribution.ts';

/** Worked out with 70 digits, from the power series and the continued fraction. */
const shares = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-9.5, 1.0494515075362608e-21],
  [-6, 9.86587645037698e-10],
  [-3, 0.0013498980316300946],
  [-1.5, 0.06680720126885807],
  [-1, 0.15865525393145705],
  [-0.25, 0.4012936743170763],
  [-0.0009765625, 0.4996104079912195],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [2.5, 0.9937903346742238],
  [4, 0.9999683287581669],
  [7, 0.9999999999987201],
  [9, 1.0],
] as const;

test.each(shares)('the share below %d', (x, share) => {
  expect(Math.abs(normalShareBelow(x) - share)).toBeLessThanOrEqual(2.3e-16);
  expect(Math.abs(normalShareBelow(x) / share - 1)).toBeLessThan(1e-14);
});

test('both sides make a whole, and the density is the slope', () => {
  for (let x = -8; x <= 8; x += 0.01) {
    expect(normalShareBelow(x) + normalShareBelow(-x)).toBeCloseTo(1, 15);
    const slope = (normalShareBelow(x + 1e-4) - normalShareBelow(x - 1e-4)) / 2e-4;
    expect(normalDensity(x)).toBeCloseTo(slope, 8);
  }
});

test('the ends', () => {
  expect(normalShareBelow(-Infinity)).toBe(0);
  expect(normalShareBelow(Infinity)).toBe(1);
  expect(normalShareBelow(NaN)).toBeNaN();
});
