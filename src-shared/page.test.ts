import { describe, expect, it } from 'vitest';
import type { Picture } from './ink.ts';
import { mergedWithNext, nextInLine, splitInTwo, withinPage } from './page-cuts.ts';
import { createPage, readingOrder } from './page.ts';

type Rectangle = [left: number, top: number, width: number, height: number];
function inkOf(width: number, height: number, ...rectangles: Rectangle[]): Picture {
  const pixels = new Uint8Array(width * height);
  for (const [left, top, across, down] of rectangles)
    for (let y = top; y < top + down; y++)
      pixels.fill(255, y * width + left, y * width + left + across);
  return { width, height, pixels };
}
const cut = ([left, top, width, height]: Rectangle) => ({ left, top, width, height });

describe('the characters of a page', () => {
  it('are its pieces, line by line from left to right, whatever the order of the ink', () => {
    const rectangles: Rectangle[] = [
      [100, 40, 20, 40],
      [20, 38, 25, 42],
      [30, 120, 22, 40],
      [160, 45, 8, 40],
    ];
    const [second, first, fourth, third] = rectangles.map(cut);
    expect(createPage(inkOf(220, 200, ...rectangles)).cuts).toEqual([first, second, third, fourth]);
  });

  it('may be of several strokes one above the other, as 三, without joining two lines', () => {
    const three: Rectangle[] = [
      [24, 20, 34, 5],
      [26, 34, 30, 5],
      [20, 50, 42, 6],
    ];
    const page = inkOf(200, 200, ...three, [90, 18, 40, 40], [20, 100, 40, 40], [90, 102, 40, 38]);
    expect(createPage(page).cuts).toEqual(
      [
        [20, 20, 42, 36],
        [90, 18, 40, 40],
        [20, 100, 40, 40],
        [90, 102, 40, 38],
      ].map((box) => cut(box as Rectangle)),
    );
  });

  it('leave out specks, the edge of the paper and a rule under the line', () => {
    const page = inkOf(
      ...([300, 200] as const),
      ...([
        [40, 60, 30, 40],
        [100, 60, 28, 40],
        [150, 20, 2, 2],
        [0, 0, 6, 200],
        [20, 130, 240, 3],
      ] satisfies Rectangle[]),
    );
    expect(createPage(page).cuts).toEqual([cut([40, 60, 30, 40]), cut([100, 60, 28, 40])]);
  });

  it('are not joined because their boxes overlap a little, as those of slanted digits do', () => {
    const slanted = inkOf(200, 100);
    for (let y = 20; y < 70; y++)
      for (const start of [40, 66]) {
        const left = start + Math.floor((70 - y) / 2);
        slanted.pixels.fill(255, y * 200 + left, y * 200 + left + 6);
      }
    expect(createPage(slanted).cuts).toHaveLength(2);
  });

  it('have their own ink only: a neighbour that reaches in is left out, a part of it that was cut stays', () => {
    const ink = inkOf(200, 100, [40, 30, 20, 40], [60, 66, 60, 8], [62, 30, 4, 36]);
    const page = createPage(inkOf(200, 100, [40, 20, 20, 40], [66, 30, 40, 30]));
    const wide = page.inkOf({ left: 38, top: 18, width: 32, height: 44 });
    const columns = Array.from({ length: 32 }, (_, x) => wide.pixels[22 * 32 + x]);
    expect(columns.filter((value) => value > 0)).toHaveLength(20);
    // Half of one long piece is that half's ink.
    const half = createPage(ink).inkOf({ left: 90, top: 60, width: 30, height: 20 });
    expect(half.pixels.filter((value) => value > 0)).toHaveLength(30 * 8);
  });
});

describe('the order of reading', () => {
  it('follows a line that is held askew', () => {
    const line = (y: number) =>
      Array.from({ length: 8 }, (_, i) => cut([20 + 50 * i, y - 12 * i, 30, 40]));
    const cuts = [...line(120), ...line(190)];
    expect(readingOrder(cuts)).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7],
      [8, 9, 10, 11, 12, 13, 14, 15],
    ]);
  });

  it('of nothing is nothing', () => {
    expect(readingOrder([])).toEqual([]);
  });
});

describe('a cut', () => {
  const cuts = [cut([10, 10, 20, 30]), cut([40, 12, 20, 30]), cut([10, 80, 20, 30])];

  it('is merged with the next of its line, and the last of a line with none', () => {
    expect(nextInLine(cuts, 0)).toBe(1);
    expect(mergedWithNext(cuts, 0)).toEqual([cut([10, 10, 50, 32]), cuts[2]]);
    expect(nextInLine(cuts, 1)).toBeNull();
    expect(mergedWithNext(cuts, 1)).toEqual(cuts);
  });

  it('is split where there is the least ink near its middle', () => {
    const ink = inkOf(100, 60, [10, 10, 24, 30], [34, 30, 6, 2], [40, 10, 20, 30]);
    const [left, right] = splitInTwo([cut([10, 10, 50, 30])], 0, ink);
    expect(left.left + left.width).toBe(right.left);
    expect(right.left).toBeGreaterThanOrEqual(34);
    expect(right.left).toBeLessThanOrEqual(40);
    // Too narrow for two.
    expect(splitInTwo([cut([10, 10, 6, 30])], 0, ink)).toHaveLength(1);
  });

  it('stays on the page', () => {
    const page = { width: 100, height: 80 };
    expect(withinPage(cut([-5, 70.4, 20, 30]), page)).toEqual(cut([0, 50, 20, 30]));
    expect(withinPage(cut([50, 10, 1, 500]), page)).toEqual(cut([50, 0, 4, 80]));
  });
});
