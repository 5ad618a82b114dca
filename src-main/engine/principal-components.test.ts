import { describe, expect, test } from 'vitest';
import { principalComponents } from './principal-components.ts';
import { createRandom } from './random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Images that are sums of a few known directions at right angles, with known deviations. */
function made(number: number, size: number, deviations: readonly number[]) {
  const random = createRandom(3, 'principal-components.test');
  const images = new Float32Array(number * size);
  for (let n = 0; n < number; n++)
    deviations.forEach((deviation, k) => {
      const z = random.normal() * deviation;
      // Direction k: the numbers k, k + count, ... of alternating sign.
      const places = size / deviations.length;
      for (let i = 0; i < places; i++)
        images[n * size + k + i * deviations.length] +=
          (z * (i % 2 === 0 ? 1 : -1)) / Math.sqrt(places);
    });
  for (let i = 0; i < images.length; i++) images[i] += (i % size) / 10;
  return images;
}

describe('principal components', () => {
  const [number, size, deviations] = [3000, 24, [5, 3, 2, 1]] as const;

  test('find the directions that the images were made of', () => {
    const found = principalComponents(made(number, size, deviations), size, 10, 1);
    expect(found.deviations).toHaveLength(4);
    found.deviations.forEach((deviation, k) => {
      expect(deviation / deviations[k]).toBeCloseTo(1, 1);
      const own = found.components.subarray(k * size, (k + 1) * size);
      const inside = own.filter((_, i) => i % 4 === k).reduce((sum, x) => sum + x * x, 0);
      expect(inside).toBeGreaterThan(0.99);
    });
    found.mean.forEach((mean, i) => expect(mean).toBeCloseTo(i / 10, 0));
  });

  test('stand at right angles and have length 1', () => {
    const { components } = principalComponents(made(number, size, deviations), size, 3, 1);
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) {
        let product = 0;
        for (let i = 0; i < size; i++)
          product += components[a * size + i] * components[b * size + i];
        expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
      }
  });

  test('are the same bits each time', () => {
    const find = () => principalComponents(made(100, size, deviations), size, 4, 1);
    expect(find()).toEqual(find());
  });

  test('are none where all images are the same', () => {
    const found = principalComponents(new Float32Array(5 * size).fill(0.3), size, 4, 1);
    expect(found.deviations).toHaveLength(0);
    expect(found.mean[0]).toBeCloseTo(0.3, 6);
    expect(principalComponents(new Float32Array(size), size, 4, 1).deviations).toHaveLength(0);
  });
});

test('eigenvalues of a symmetric matrix', () => {
  // Eigenvalues 3 and 1, vectors (1, 1) and (1, -1).
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect([...values]).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)]);
  expect(Math.abs(vectors[0] + vectors[1])).toBeCloseTo(Math.SQRT2, 12);
  expect(vectors[2] + vectors[3]).toBeCloseTo(0, 12);
});
