import { describe, expect, test } from 'vitest';
import { barPicture, barsPerRow, mapMosaic, mapPlace } from './mosaic.ts';

describe('maps side by side', () => {
  const size = { height: 2, width: 3, channels: 18 };
  const values = Float32Array.from({ length: 2 * 3 * 18 }, (_, i) => i);
  const mosaic = mapMosaic(values, size);

  test('every number is there once, and its place is known', () => {
    expect([mosaic.width, mosaic.height]).toEqual([16 * 4 - 1, 2 * 3 - 1]);
    const seen = new Set<number>();
    mosaic.values.forEach((value, place) => {
      const at = mapPlace(place, size);
      if (!at) {
        expect(value).toBeNaN();
        return;
      }
      expect(value).toBe(values[at.index]);
      expect(at.index).toBe((at.row * 3 + at.column) * 18 + at.channel);
      seen.add(at.index);
    });
    expect(seen.size).toBe(values.length);
  });
});

describe('bars', () => {
  test('are as long as their numbers, from the middle where some are below zero', () => {
    const { values, width, height } = barPicture(Float32Array.of(2, -1, 0), 2);
    const lengthOf = (unit: number): number =>
      Array.from({ length: height }, (_, y) => values[y * width + unit * 4]).filter(
        (v) => v > 0 || v < 0,
      ).length;
    expect([0, 1, 2].map(lengthOf)).toEqual([10, 5, 0]);
    expect(values[4 * width + 0]).toBe(2);
    expect(values[12 * width + 4]).toBe(-2);
  });
  test('use the whole height where none is, and go on in a second row', () => {
    const { width, height, values } = barPicture(new Float32Array(barsPerRow + 1).fill(1), 1);
    expect([width, height]).toEqual([barsPerRow * 4, 42]);
    expect(values[0]).toBe(1);
    expect(values[21 * width]).toBe(1);
  });
});
