import { expect, test } from 'vitest';
import { argmax, countCorrect } from './accuracy.ts';

test('the largest, and of equals the first', () => {
  expect(argmax(Float32Array.of(1, 3, 2), 0, 3)).toBe(1);
  expect(argmax(Float32Array.of(-5, -2, -2), 0, 3)).toBe(1);
  expect(argmax(Float32Array.of(9, 9, 0, 1), 2, 2)).toBe(1);
});

test('NaN never wins', () => {
  expect(argmax(Float32Array.of(NaN, 1, NaN), 0, 3)).toBe(1);
  expect(argmax(Float32Array.of(NaN, NaN), 0, 2)).toBe(-1);
});

test('counts the rows of the batch only; a broken row is wrong, whatever its label', () => {
  const outputs = Float32Array.of(1, 0, 0, 1, NaN, NaN, 1, 0);
  expect(countCorrect(outputs, Uint8Array.of(0, 0, 0, 0), 3, 2)).toBe(1);
  expect(countCorrect(outputs, [0, 1, 0, 0], 4, 2)).toBe(3);
});
