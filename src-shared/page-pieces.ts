/** From pieces of ink to characters: strokes that belong together are joined, neighbours are not. */
import type { Box } from './connected-components.ts';

export interface MeasuredPiece extends Box {
  /** Pixels of ink. */
  area: number;
}

/**
 * The longer side that half of all ink has at least, told by length: a flat stroke of 三 is as wide as the
 * character is, and specks hardly count. In pixels; 1 for no pieces.
 */
export function usualSide(pieces: readonly Box[]): number {
  const sides = pieces.map(({ width, height }) => Math.max(width, height)).sort((a, b) => a - b);
  const half = sides.reduce((sum, side) => sum + side, 0) / 2;
  let passed = 0;
  return sides.find((side) => (passed += side) >= half) ?? 1;
}

/** Of the usual side: how large a character may be, how far its strokes may be apart, above and beside each other. */
const shares = { most: 1.5, above: 0.5, beside: 0.08, tall: 0.6 } as const;

/** The boxes of the characters, nearest pieces joined first. */
export function joinedBoxes(pieces: readonly Box[], side: number): Box[] {
  const boxes: (Box | null)[] = pieces.map(({ left, top, width, height }) => ({
    ...{ left, top, width, height },
  }));
  /** Pairs that may be joined. */
  let pairs: { first: number; second: number; apart: number }[] = [];
  const pair = (first: number, second: number): void => {
    const [a, b] = [boxes[first], boxes[second]];
    const apart = a && b ? distance(a, b, side) : null;
    if (apart !== null) pairs.push({ first, second, apart });
  };
  for (let second = 1; second < boxes.length; second++)
    for (let first = 0; first < second; first++) pair(first, second);
  while (pairs.length > 0) {
    const { first, second } = pairs.reduce((best, one) => (one.apart < best.apart ? one : best));
    const [a, b] = [boxes[first], boxes[second]];
    pairs = pairs.filter(
      (one) => ![one.first, one.second].some((i) => i === first || i === second),
    );
    if (!a || !b) continue;
    [boxes[first], boxes[second]] = [null, null];
    boxes.push(around(a, b));
    for (let other = 0; other < boxes.length - 1; other++) pair(other, boxes.length - 1);
  }
  return boxes.filter((box) => box !== null);
}

export function around(a: Box, b: Box): Box {
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  const right = Math.max(a.left + a.width, b.left + b.width);
  const bottom = Math.max(a.top + a.height, b.top + b.height);
  return { left, top, width: right - left, height: bottom - top };
}

/** How far apart two parts of one character are, in pixels; null where they are two characters. */
function distance(a: Box, b: Box, side: number): number | null {
  const overlapX = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const overlapY = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  const [narrow, low] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
  // One within the other, as the middle of an 回.
  const smaller = Math.min(a.width * a.height, b.width * b.height);
  if (overlapX > 0 && overlapY > 0 && overlapX * overlapY * 2 >= smaller) return 0;
  const joined = around(a, b);
  if (joined.width > shares.most * side || joined.height > shares.most * side) return null;
  // One above the other.
  if (overlapX * 2 >= narrow && -overlapY <= shares.above * side) return Math.max(0, -overlapY);
  // Beside each other: two of full height are two characters, unless one reaches well into the other.
  if (overlapY <= 0 || -overlapX > shares.beside * side) return null;
  if (low >= shares.tall * side && overlapX * 4 < narrow) return null;
  return Math.max(0, -overlapX);
}
