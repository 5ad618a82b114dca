import { expect, test } from 'vitest';
import { copyImage } from './pixels.ts';

/** Two images of 2 x 1. */
const atlas = Uint8Array.from([0, 10, 200, 255]);

test('copies one image of the atlas to its place, opaque', () => {
  const target = new Uint8ClampedArray(4 * 4);
  copyImage(atlas, 1, 2, 1, target, 4, 2, 0, false);
  expect([...target.slice(0, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect([...target.slice(8)]).toEqual([200, 200, 200, 255, 255, 255, 255, 255]);
});

test('inverts the values and leaves the atlas as it is', () => {
  const target = new Uint8ClampedArray(2 * 4);
  copyImage(atlas, 0, 2, 1, target, 2, 0, 0, true);
  expect([...target]).toEqual([255, 255, 255, 255, 245, 245, 245, 255]);
  expect([...atlas]).toEqual([0, 10, 200, 255]);
});
