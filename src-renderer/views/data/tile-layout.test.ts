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
  expect(layout).toMatchObject({ tileWidth: 50, tileHeight: 25, shrink: 2, gap: 4 });
});

test('very large images are shrunk before they are drawn, so that a row of them fits into a canvas', () => {
  const { shrink, columns, gapInPixels } = tileLayout({ width: 4096, height: 4096 }, 1600, 56);
  expect((4096 / shrink + gapInPixels) * columns).toBeLessThan(8192);
  expect(tileLayout({ width: 64, height: 64 }, 1600, 56).shrink).toBe(1);
});

test('fills the width and no more', () => {
  const { columns, tileWidth, gap } = tileLayout({ width: 28, height: 28 }, 500, 56);
  expect(columns * (tileWidth + gap) - gap).toBeLessThanOrEqual(500);
  expect((columns + 1) * (tileWidth + gap) - gap).toBeGreaterThan(500);
});

test('always has a column, however narrow the place', () => {
  expect(tileLayout({ width: 28, height: 28 }, 10, 56).columns).toBe(1);
});
