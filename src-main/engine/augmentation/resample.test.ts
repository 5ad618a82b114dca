import { describe, expect, test } from 'vitest';
import { posedImage, referenceImage, turnedImages } from '../reference/augmentation.ts';
import { type Pose, sourceOf } from './affine.ts';
import { createResampler } from './resample.ts';

const still: Pose = { rotation: 0, shear: 0, scale: 1, right: 0, down: 0 };
interface Image {
  width: number;
  height: number;
  pixels: Uint8Array;
}
const image = (rows: number[][]): Image => ({
  width: rows[0].length,
  height: rows.length,
  pixels: Uint8Array.from(rows.flat()),
});

/** The picture of an image in a pose, row by row. */
function posed({ width, height, pixels }: Image, pose: Partial<Pose>, background = 0): number[][] {
  const { xx, xy, x0, yx, yy, y0 } = sourceOf({ ...still, ...pose }, width, height);
  const resampler = createResampler(width, height, background);
  const out = new Uint8Array(width * height);
  resampler.take(pixels, 0);
  for (let y = 0; y < height; y++) {
    const columns = Float64Array.from({ length: width }, (_, x) => xx * x + xy * y + x0);
    const rows = Float64Array.from({ length: width }, (_, x) => yx * x + yy * y + y0);
    resampler.readRow(out, y * width, columns, rows);
  }
  return Array.from({ length: height }, (_, y) => [...out.subarray(y * width, (y + 1) * width)]);
}

const numbers = image([
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
]);

describe('an image in a pose', () => {
  test('is itself when the pose is still', () => {
    expect(posed(referenceImage, {}).flat()).toEqual([...referenceImage.pixels]);
  });

  test('turns anticlockwise by exactly a quarter and by a half', () => {
    expect(posed(numbers, { rotation: 90 })).toEqual([
      [4, 8, 12, 16],
      [3, 7, 11, 15],
      [2, 6, 10, 14],
      [1, 5, 9, 13],
    ]);
    expect(posed(numbers, { rotation: 180 })).toEqual([
      [16, 15, 14, 13],
      [12, 11, 10, 9],
      [8, 7, 6, 5],
      [4, 3, 2, 1],
    ]);
  });

  test('moves by whole pixels, and background comes in', () => {
    expect(posed(numbers, { right: 1, down: -2 }, 255)).toEqual([
      [255, 9, 10, 11],
      [255, 13, 14, 15],
      [255, 255, 255, 255],
      [255, 255, 255, 255],
    ]);
  });

  test('moves by half a pixel: means of two, rounded, at the rim with the background', () => {
    expect(posed(numbers, { right: 0.5 }, 0)[0]).toEqual([1, 2, 3, 4]);
    expect(posed(numbers, { right: 0.5 }, 101)[0]).toEqual([51, 2, 3, 4]);
  });

  test('twice as large shows the middle, its pixels a quarter apart from the places between them', () => {
    const bar = image([[0, 0, 100, 0, 0]]);
    expect(posed(bar, { scale: 2 })).toEqual([[0, 50, 100, 50, 0]]);
    const middle = posed(numbers, { scale: 2 });
    // Places 0.75, 1.25, 1.75 and 2.25 of columns and rows that grow by 1 and by 4.
    expect(middle[0]).toEqual([5, 5, 6, 6]);
    expect(middle[3]).toEqual([11, 11, 12, 12]);
  });

  test('leans to the right: what is above the middle moves right, below it left', () => {
    const stroke = image([
      [0, 0, 9, 0, 0],
      [0, 0, 9, 0, 0],
      [0, 0, 9, 0, 0],
    ]);
    expect(posed(stroke, { shear: 45 })).toEqual([
      [0, 0, 0, 9, 0],
      [0, 0, 9, 0, 0],
      [0, 9, 0, 0, 0],
    ]);
  });

  test.each(turnedImages)('turned by $angle degrees: reference numbers', ({ angle, pixels }) => {
    expect(posed(referenceImage, { rotation: angle })).toEqual(pixels);
  });

  test('turned, leaning, smaller and moved: reference numbers', () => {
    expect(posed(referenceImage, posedImage.pose, 255)).toEqual(posedImage.pixels);
  });

  test('far away there is only background', () => {
    expect(posed(numbers, { right: 1e6, down: -1e6 }, 7).flat()).toEqual(Array(16).fill(7));
  });
});
