import { describe, expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { type Shape, sizeOf } from '../shape.ts';
import {
  maxPoolingBackward,
  maxPoolingForward,
  meanPoolingBackward,
  meanPoolingForward,
} from './pooling.ts';

const batch = 2;
/** Windows that fill the image, that leave rows or columns out, or both; one window alone. */
const cases: { image: Shape; size: number }[] = [
  { image: { height: 4, width: 6, channels: 3 }, size: 2 },
  { image: { height: 5, width: 4, channels: 1 }, size: 2 },
  { image: { height: 6, width: 8, channels: 2 }, size: 3 },
  { image: { height: 7, width: 5, channels: 5 }, size: 4 },
];
const untouched = 7;

/** By window and channel: the places of its pixels, row by row. */
function windows({ height, width, channels }: Shape, size: number): number[][] {
  const found: number[][] = [];
  for (let b = 0; b < batch; b++)
    for (let y = 0; y < Math.floor(height / size); y++)
      for (let x = 0; x < Math.floor(width / size); x++)
        for (let c = 0; c < channels; c++)
          found.push(
            Array.from({ length: size * size }, (_, n) => {
              const row = y * size + Math.floor(n / size);
              return ((b * height + row) * width + x * size + (n % size)) * channels + c;
            }),
          );
  return found;
}

describe.each(cases)('$image by $size', ({ image, size }) => {
  const random = createRandom(1, 'pooling.test', image.height, size);
  const places = windows(image, size);
  // Of five values each, so that the largest is often there more than once.
  const input = Float64Array.from({ length: batch * sizeOf(image) }, () => random.below(5) - 2);
  const dOutput = Float64Array.from(places, random.normal);
  const output = new Float64Array(places.length + 1).fill(untouched);
  const dInput = new Float64Array(input.length + sizeOf(image)).fill(untouched);
  const rest = Array<number>(sizeOf(image)).fill(untouched);

  test('the largest', () => {
    maxPoolingForward(output, input, batch, image, size);
    const largest = places.map((window) => Math.max(...window.map((place) => input[place])));
    expect([...output]).toEqual([...largest, untouched]);
    maxPoolingBackward(dInput, dOutput, input, output, batch, image, size);
    const expected = input.map(() => 0);
    places.forEach((window, n) => {
      const first = window.find((place) => input[place] === largest[n]) ?? -1;
      expected[first] = dOutput[n];
    });
    expect([...dInput]).toEqual([...expected, ...rest]);
  });

  test('the mean', () => {
    meanPoolingForward(output, input, batch, image, size);
    const share = 1 / (size * size);
    const means = places.map((window) =>
      window.reduce((sum, place) => sum + input[place] * share, 0),
    );
    expect([...output]).toEqual([...means, untouched].map((mean) => expect.closeTo(mean, 12)));
    meanPoolingBackward(dInput, dOutput, batch, image, size);
    const expected = input.map(() => 0);
    places.forEach((window, n) => {
      for (const place of window) expected[place] = dOutput[n] * share;
    });
    expect([...dInput]).toEqual([...expected, ...rest].map((value) => expect.closeTo(value, 12)));
  });
});

test.each([0, 1, 2, 3])('a NaN at place %d of a window is its largest', (place) => {
  const input = Float32Array.of(3, 1, 2, 0);
  input[place] = NaN;
  const image = { height: 2, width: 2, channels: 1 };
  const output = new Float32Array(1);
  maxPoolingForward(output, input, 1, image, 2);
  expect(output[0]).toBeNaN();
  const dInput = new Float32Array(4).fill(untouched);
  maxPoolingBackward(dInput, Float32Array.of(1), input, output, 1, image, 2);
  expect([...dInput]).toEqual([0, 0, 0, 0]);
});
