import { expect, test } from 'vitest';
import { reachOf, readColour, signalColours } from './signal-colours.ts';

const palette = { low: [0, 0, 200], zero: [100, 100, 100], high: [250, 0, 0] } as const;

test('zero is paper, and the same distance on both sides is as strong', () => {
  const colours = signalColours([0, -4, 4, 2, -2], 4, palette);
  expect([...colours]).toEqual([
    ...[100, 100, 100, 255],
    ...[0, 0, 200, 255],
    ...[250, 0, 0, 255],
    ...[175, 50, 50, 255],
    ...[50, 50, 150, 255],
  ]);
});

test('nothing but zeros is paper', () => {
  expect([...signalColours([0], reachOf([0]), palette)]).toEqual([100, 100, 100, 255]);
  expect(reachOf([1, -3, 2])).toBe(3);
});

test('a token is read as a colour', () => {
  expect(readColour(' #0072b2')).toEqual([0, 114, 178]);
});
