import { expect, it } from 'vitest';
import { transposedImages } from './transposed-images.ts';

it('turns every image, and back', () => {
  const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16);
  const turned = transposedImages(pixels, 3, 2);
  expect([...turned]).toEqual([1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 16]);
  expect(transposedImages(turned, 2, 3)).toEqual(pixels);
});
