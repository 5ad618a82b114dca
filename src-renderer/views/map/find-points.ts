/** Points by where they are on the screen. `places` `[points, 2]` throughout. */
import type { Place } from './view-window.ts';

export const directions = ['left', 'right', 'up', 'down'] as const;
export type Direction = (typeof directions)[number];

export const directionOfKey = (key: string): Direction | undefined =>
  directions.find((each) => key.toLowerCase() === `arrow${each}`);

/** The nearest point at most `reach` away; null where there is none. */
export function nearestTo(places: Float32Array, at: Place, reach: number): number | null {
  let [found, least] = [-1, reach * reach];
  for (let i = 0; i < places.length; i += 2) {
    const [dx, dy] = [places[i] - at.x, places[i + 1] - at.y];
    const square = dx * dx + dy * dy;
    if (square > least) continue;
    found = i / 2;
    least = square;
  }
  return found < 0 ? null : found;
}

/**
 * The point that an arrow key leads to: of those that lie that way rather than aside, the nearest. Where none does, of
 * those on that side at all; null at the end.
 */
export function nextInDirection(
  places: Float32Array,
  from: number,
  direction: Direction,
): number | null {
  const [x, y] = [places[from * 2], places[from * 2 + 1]];
  let [straight, aside]: [number, number] = [-1, -1];
  let [leastStraight, leastAside] = [Infinity, Infinity];
  for (let point = 0; point < places.length / 2; point++) {
    const [dx, dy] = [places[point * 2] - x, places[point * 2 + 1] - y];
    const isAcross = direction === 'up' || direction === 'down';
    const sign = direction === 'left' || direction === 'up' ? -1 : 1;
    const [along, off] = isAcross ? [dy * sign, dx] : [dx * sign, dy];
    if (along <= 0 || point === from) continue;
    const square = along * along + off * off;
    if (Math.abs(off) <= along) {
      if (square < leastStraight) [straight, leastStraight] = [point, square];
    } else if (square < leastAside) [aside, leastAside] = [point, square];
  }
  if (straight >= 0) return straight;
  return aside >= 0 ? aside : null;
}

/** Points inside a closed line, by the even-odd rule (Shimrat, CACM algorithm 112, 1962). */
export function insideLine(places: Float32Array, line: readonly Place[]): number[] {
  if (line.length < 3) return [];
  const found: number[] = [];
  for (let point = 0; point < places.length / 2; point++) {
    const [x, y] = [places[point * 2], places[point * 2 + 1]];
    let isInside = false;
    for (let a = 0, b = line.length - 1; a < line.length; b = a++) {
      const [from, to] = [line[a], line[b]];
      if (from.y > y === to.y > y) continue;
      if (x < ((to.x - from.x) * (y - from.y)) / (to.y - from.y) + from.x) isInside = !isInside;
    }
    if (isInside) found.push(point);
  }
  return found;
}

/** Points in the box between two corners, edges included. */
export function insideBox(places: Float32Array, one: Place, other: Place): number[] {
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)];
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)];
  const found: number[] = [];
  for (let point = 0; point < places.length / 2; point++) {
    const [x, y] = [places[point * 2], places[point * 2 + 1]];
    if (x >= left && x <= right && y >= top && y <= bottom) found.push(point);
  }
  return found;
}

/** The middle of each class, where its name stands: medians, `null` for a class without points. */
export function classMiddles(
  places: Float32Array,
  classes: ArrayLike<number>,
  count: number,
): (Place | null)[] {
  const members = Array.from({ length: count }, (): number[] => []);
  for (let point = 0; point < places.length / 2; point++) members[classes[point]]?.push(point);
  const median = (own: readonly number[], axis: 0 | 1): number =>
    Float32Array.from(own, (point) => places[point * 2 + axis]).sort()[own.length >> 1];
  return members.map((own) => (own.length === 0 ? null : { x: median(own, 0), y: median(own, 1) }));
}
