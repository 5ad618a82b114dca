/** What a person does with the cuts of a page: every change is a new list. */
import type { Picture } from './ink.ts';
import { type Cut, leastCut, maximumCuts, readingOrder } from './page.ts';
import { around } from './page-pieces.ts';

/** Within the page, and not smaller than can be taken hold of. */
export function withinPage(cut: Cut, page: { width: number; height: number }): Cut {
  const width = Math.min(page.width, Math.max(leastCut, Math.round(cut.width)));
  const height = Math.min(page.height, Math.max(leastCut, Math.round(cut.height)));
  return {
    left: Math.min(page.width - width, Math.max(0, Math.round(cut.left))),
    top: Math.min(page.height - height, Math.max(0, Math.round(cut.top))),
    width,
    height,
  };
}

/** The cut that is read after this one, in its line; null for the last. */
export function nextInLine(cuts: readonly Cut[], index: number): number | null {
  const line = readingOrder(cuts).find((one) => one.includes(index)) ?? [];
  return line[line.indexOf(index) + 1] ?? null;
}

/** The cut and the next in its line as one. */
export function mergedWithNext(cuts: readonly Cut[], index: number): Cut[] {
  const next = nextInLine(cuts, index);
  if (next === null) return [...cuts];
  const merged = around(cuts[index], cuts[next]);
  return cuts.flatMap((cut, i) => (i === index ? [merged] : i === next ? [] : [cut]));
}

/** Two halves, parted where the fewest ink is in the middle part of the cut; left and right. */
export function splitInTwo(cuts: readonly Cut[], index: number, ink: Picture): Cut[] {
  const cut = cuts[index];
  if (cut.width < 2 * leastCut || cuts.length >= maximumCuts) return [...cuts];
  const at = thinnestColumn(ink, cut);
  const halves = [
    { ...cut, width: at },
    { ...cut, left: cut.left + at, width: cut.width - at },
  ];
  return cuts.flatMap((one, i) => (i === index ? halves : [one]));
}

/** Columns from the cut's left: the one with the least ink, of equals the one nearest to the middle. */
function thinnestColumn(ink: Picture, { left, top, width, height }: Cut): number {
  const middle = width >> 1;
  let [best, least] = [middle, Infinity];
  for (let away = 0; away <= (width * 3) / 10; away++)
    for (const x of away === 0 ? [middle] : [middle - away, middle + away]) {
      if (x < leastCut || x > width - leastCut) continue;
      let sum = 0;
      for (let y = top; y < top + height; y++) sum += ink.pixels[y * ink.width + left + x];
      if (sum < least) [best, least] = [x, sum];
    }
  return best;
}
