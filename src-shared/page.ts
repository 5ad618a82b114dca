/**
 * A photographed or scanned page with several characters: where each of them is, and in which order they
 * are read. Whole numbers and comparisons only: the same cuts in the window and on the command line.
 */
import { type Box, type Components, componentsOf } from './connected-components.ts';
import type { Picture } from './ink.ts';
import { joinedBoxes, type MeasuredPiece, usualSide } from './page-pieces.ts';

/** Where one character is, in whole pixels of the page's ink. */
export type Cut = Box;

/** Pages are shrunk to this longer side in pixels: their characters are smaller than those of one's own picture. */
export const pageSide = 1600;
/** More than anyone writes on a page. */
export const maximumCuts = 500;
/** The smallest side of a cut in pixels. */
export const leastCut = 4;

export interface Page {
  ink: Picture;
  /** As found, in the order in which they are read. */
  cuts: Cut[];
  /** What of the ink is the cut's own: neighbours that reach into it, and specks, are left out. */
  inkOf(cut: Cut): Picture;
}

/** @param ink light ink on black */
export function createPage(ink: Picture): Page {
  const components = componentsOf(ink);
  const pieces = wordsOnly(components, ink);
  const side = usualSide(pieces);
  const boxes = joinedBoxes(
    pieces.filter((piece) => longer(piece) * speckShare >= side),
    side,
  );
  const found = readingOrder(boxes).flatMap((line) => line.map((i) => boxes[i]));
  return {
    ink,
    cuts: found.slice(0, maximumCuts),
    inkOf: (cut) => ownInk(ink, components, side, cut),
  };
}

const longer = ({ width, height }: Box): number => Math.max(width, height);
/** A piece that is so many times smaller than the usual one is a speck. */
const speckShare = 8;
/** Pieces of fewer pixels are noise, whatever the size of the writing. */
const leastArea = 6;
/** Of more pieces than this only the largest are looked at: it is a picture of something else. */
const maximumPieces = 3000;

/** Without noise, without frames and rules, and without what lies at the rim, as the edge of the paper does. */
function wordsOnly({ pieces }: Components, page: Picture): MeasuredPiece[] {
  const large = pieces
    .filter(({ area }) => area >= leastArea)
    .sort((a, b) => b.area - a.area)
    .slice(0, maximumPieces);
  const isFrame = ({ width, height, area }: MeasuredPiece): boolean =>
    (width * 5 > page.width * 4 || height * 5 > page.height * 4) && area * 10 < width * height;
  const isRule = ({ width, height }: MeasuredPiece): boolean =>
    width * 2 > page.width && height * 25 < width;
  const inside = large.filter((piece) => !isFrame(piece) && !isRule(piece));
  const touchesRim = ({ left, top, width, height }: MeasuredPiece): boolean =>
    left === 0 || top === 0 || left + width === page.width || top + height === page.height;
  // The edges may be longer than all the writing together.
  const written = inside.filter((piece) => !touchesRim(piece));
  const side = usualSide(written.length > 0 ? written : inside);
  const rest = inside.filter((piece) => !touchesRim(piece) || longer(piece) <= 3 * side);
  return rest.length > 0 ? rest : large;
}

/**
 * Lines from top to bottom, each from left to right, as indices of the cuts. A line goes on with the cut
 * that is nearest in height to the one before it, so that a page may be held askew.
 */
export function readingOrder(cuts: readonly Cut[]): number[][] {
  const side = usualSide(cuts);
  const middle = (i: number): number => cuts[i].top + cuts[i].height / 2;
  const order = cuts.map((_, i) => i).sort((a, b) => left(a) - left(b) || middle(a) - middle(b));
  function left(i: number): number {
    return cuts[i].left;
  }
  const lines: number[][] = [];
  for (const i of order) {
    let nearest: number[] | null = null;
    let least = Infinity;
    for (const line of lines) {
      // Flat characters stand somewhere in the line's height; tall ones tell where it is.
      const away = Math.min(...line.slice(-2).map((last) => Math.abs(middle(last) - middle(i))));
      const reach = Math.max(side, cuts[i].height, cuts[line[line.length - 1]].height) * 0.6;
      if (away <= reach && away < least) [nearest, least] = [line, away];
    }
    if (nearest) nearest.push(i);
    else lines.push([i]);
  }
  const height = (line: readonly number[]): number =>
    line.reduce((sum, i) => sum + middle(i), 0) / line.length;
  return lines.sort((a, b) => height(a) - height(b));
}

/** A piece that reaches over the cut's rim with less than this share inside is a neighbour's. */
const neighbourShare = 5;
/** Pixels around a piece that its soft rim may have. */
const rim = 2;

function ownInk(page: Picture, { labels, pieces }: Components, side: number, cut: Cut): Picture {
  const { left, top, width, height } = cut;
  const inside = new Map<number, number>();
  let [main, most] = [0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const label = labels[(top + y) * page.width + left + x];
      if (label === 0) continue;
      const count = (inside.get(label) ?? 0) + 1;
      inside.set(label, count);
      if (count > most) [main, most] = [label, count];
    }
  const isOwn = (label: number): boolean => {
    if (label === main) return true;
    const piece = pieces[label - 1];
    if (piece.area < leastArea || longer(piece) * speckShare < Math.min(side, longer(cut)))
      return false;
    return (inside.get(label) ?? 0) * neighbourShare >= piece.area;
  };
  const own = new Set([...inside.keys()].filter(isOwn));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (top + y) * page.width + left + x;
      const label = labels[at];
      if (page.pixels[at] === 0 || (label !== 0 && !own.has(label))) continue;
      if (label !== 0 || isNearOwn(x, y)) pixels[y * width + x] = page.pixels[at];
    }
  return { width, height, pixels };

  function isNearOwn(x: number, y: number): boolean {
    for (let ny = Math.max(0, y - rim); ny <= Math.min(height - 1, y + rim); ny++)
      for (let nx = Math.max(0, x - rim); nx <= Math.min(width - 1, x + rim); nx++)
        if (own.has(labels[(top + ny) * page.width + left + nx])) return true;
    return false;
  }
}
