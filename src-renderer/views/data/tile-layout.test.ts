import { expect, test } from 'vitest';
import { tileLayout } from './tile-layout.ts';

test('scales small images by a whole number', () => {
  expect(tileLayout({ width: 20, height: 20 }, 600, 56)).toMatchObject({
    tileWidth: 60,
    gap: 3,
    gapInPixels: 1,
    columns: 9,
  });
  expect(tileLayout({ width: 28, height: 28 }, 600, 56)).toMatchObject({ tileWidth: 56 });
});

test('shrinks large images to the side, their shape kept', () => {
  const layout = tileLayout({ width: 200, height: 100 }, 600, 50);
  expect(layout).toMatchObject({ tileWidth: 50, tileHeight: 25, gapInPixels: 16, gap: 4 });
});

test('fills the width and no more', () => {
  const { columns, tileWidth, gap } = tileLayout({ width: 28, height: 28 }, 500, 56);
  expect(columns * (tileWidth + gap) - gap).toBeLessThanOrEqual(500);
  expect((columns + 1) * (tileWidth + gap) - gap).toBeGreaterThan(500);
});

test('always has a column, however narrow the place', () => {
  expect(tileLayout({ width: 28, height: 28 }, 10, 56).columns).toBe(1);
});
