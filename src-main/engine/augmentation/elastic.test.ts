import { describe, expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { createElasticField } from './elastic.ts';

const width = 28;
const height = 20;

/** Horizontal and vertical displacements of many fields, `[fields, height, width]` each. */
function drawn(strength: number, smoothness: number, fields = 300) {
  const elastic = createElasticField(width, height, { strength, smoothness });
  const random = createRandom(1, 'elastic');
  const right: number[] = [];
  const down: number[] = [];
  for (let i = 0; i < fields; i++) {
    elastic.draw(random);
    for (let row = 0; row < height; row++) {
      const columns = new Float64Array(width);
      const rows = new Float64Array(width);
      elastic.addRow(columns, rows, row);
      right.push(...columns);
      down.push(...rows);
    }
  }
  return { right, down };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const products = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value * b[i]);

describe.each([0.02, 0.15, 1])('with a smoothness of %d', (smoothness) => {
  const strength = 0.05;
  const { right, down } = drawn(strength, smoothness);

  test('a pixel moves by the strength, either way, across and down independently', () => {
    const square = meanOf(products(right, right)) + meanOf(products(down, down));
    expect(Math.sqrt(square) / (strength * width)).toBeCloseTo(1, 1);
    expect(Math.abs(meanOf(right)) / (strength * width)).toBeLessThan(0.1);
    expect(Math.abs(meanOf(products(right, down))) / square).toBeLessThan(0.1);
  });

  test('the rim moves as much as the middle', () => {
    const at = (row: number, column: number) =>
      right.filter((_, i) => i % (width * height) === row * width + column);
    const spread = (values: number[]) => Math.sqrt(meanOf(products(values, values)));
    const middle = spread(at(height / 2, width / 2));
    for (const corner of [at(0, 0), at(height - 1, width - 1)])
      expect(spread(corner) / middle).toBeGreaterThan(0.8);
  });

  test('neighbours move alike as far as the Gaussian reaches', () => {
    // White noise through a Gaussian: the correlation at distance d is exp(-d^2 / (4 sigma^2)).
    const sigma = smoothness * width;
    const distance = 5;
    const pairs = right.flatMap((value, i) =>
      i % width < width - distance ? [value * right[i + distance]] : [],
    );
    const correlation = meanOf(pairs) / meanOf(products(right, right));
    expect(correlation).toBeCloseTo(Math.exp(-(distance ** 2) / (4 * sigma ** 2)), 1);
  });
});

test('adds to where a pixel comes from already', () => {
  const elastic = createElasticField(width, height, { strength: 0.1, smoothness: 0.2 });
  elastic.draw(createRandom(1));
  const from = (start: number) => {
    const [columns, rows] = [new Float64Array(width).fill(start), new Float64Array(width)];
    elastic.addRow(columns, rows, 3);
    return columns;
  };
  expect([...from(5)]).toEqual([...from(0)].map((value) => expect.closeTo(value + 5, 12)));
});
