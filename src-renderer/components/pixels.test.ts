import { expect, test } from 'vitest';
import { copyImage, shrunkSize } from './pixels.ts';

/** Two images of 2 x 1. */
const atlas = { pixels: Uint8Array.from([0, 10, 200, 255]), width: 2, height: 1 };
const pictureOf = (width: number) => ({ data: new Uint32Array(width), width });
/** Red, green, blue, alpha of each pixel. */
const bytesOf = ({ data }: { data: Uint32Array }): number[] => [...new Uint8Array(data.buffer)];

test('copies one image of the atlas to its place, opaque', () => {
  const picture = pictureOf(4);
  copyImage(atlas, 1, picture, 2, { shrink: 1, inverted: false });
  expect(bytesOf(picture).slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(bytesOf(picture).slice(8)).toEqual([200, 200, 200, 255, 255, 255, 255, 255]);
});

test('inverts the values and leaves the atlas as it is', () => {
  const picture = pictureOf(2);
  copyImage(atlas, 0, picture, 0, { shrink: 1, inverted: true });
  expect(bytesOf(picture)).toEqual([255, 255, 255, 255, 245, 245, 245, 255]);
  expect([...atlas.pixels]).toEqual([0, 10, 200, 255]);
});

test('shrinks by the mean of each block and drops what is left over', () => {
  // prettier-ignore
  const large = { width: 3, height: 2, pixels: Uint8Array.from([
    0, 100, 9,
    100, 200, 9,
  ]) };
  const picture = pictureOf(1);
  copyImage(large, 0, picture, 0, { shrink: 2, inverted: false });
  expect(bytesOf(picture)).toEqual([100, 100, 100, 255]);
});

test('an image never shrinks to nothing', () => {
  expect(shrunkSize(28, 1)).toBe(28);
  expect(shrunkSize(3, 4)).toBe(1);
});
