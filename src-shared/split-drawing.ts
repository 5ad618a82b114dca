/** A word or a number on the pad as its characters, from left to right. */
import { type Drawing, pointSize, type Stroke } from './drawing.ts';

/** Characters are at least so far apart, as a share of the height of all ink; strokes that are nearer are one. */
const gapShare = 0.08;

/** What a person corrected, by places from the pad's left in pad units; it holds while more is drawn. */
export interface DrawingCuts {
  /** A character ends here, whatever is drawn across. */
  added: readonly number[];
  /** The gap here parts no characters. */
  removed: readonly number[];
}
export const noCuts: DrawingCuts = { added: [], removed: [] };
/** More than a pad has room for. */
export const maximumDrawingCuts = 100;

export interface DrawnCharacter {
  /** Where its middle lines begin and end, in pad units. */
  left: number;
  right: number;
  drawing: Drawing;
  /** The number of its stroke that was drawn last. */
  newest: number;
}

interface Extent {
  left: number;
  right: number;
  strokes: { order: number; stroke: Stroke }[];
}

/**
 * Strokes that lie over each other, seen from above, are one character, and so are those with a narrow
 * gap between them. What is rubbed out belongs to every character.
 */
export function splitDrawing(drawing: Drawing, cuts: DrawingCuts = noCuts): DrawnCharacter[] {
  const extents: Extent[] = [];
  let [top, bottom] = [Infinity, -Infinity];
  drawing.strokes.forEach((whole, order) => {
    if (whole.kind === 'erase' || whole.points.length === 0) return;
    for (const stroke of partedAt(whole, cuts.added)) {
      const extent: Extent = { left: Infinity, right: -Infinity, strokes: [{ order, stroke }] };
      for (let i = 0; i < stroke.points.length; i += pointSize) {
        extent.left = Math.min(extent.left, stroke.points[i]);
        extent.right = Math.max(extent.right, stroke.points[i]);
        top = Math.min(top, stroke.points[i + 1]);
        bottom = Math.max(bottom, stroke.points[i + 1]);
      }
      extents.push(extent);
    }
  });
  const gap = (bottom - top) * gapShare;
  const isApart = (right: number, left: number): boolean => {
    const lies = (at: number): boolean => right <= at && at <= left;
    return cuts.added.some(lies) || (left - right > gap && !cuts.removed.some(lies));
  };
  const characters: Extent[] = [];
  for (const next of extents.sort((a, b) => a.left - b.left)) {
    const last = characters.at(-1);
    if (last && !isApart(last.right, next.left)) {
      last.right = Math.max(last.right, next.right);
      last.strokes.push(...next.strokes);
    } else characters.push(next);
  }
  const erased = drawing.strokes.flatMap((stroke, order) =>
    stroke.kind === 'erase' ? [{ order, stroke }] : [],
  );
  return characters.map(({ left, right, strokes }) => ({
    ...{ left, right, newest: Math.max(...strokes.map(({ order }) => order)) },
    drawing: {
      ...drawing,
      // In the order in which they were drawn, as what is rubbed out goes by it.
      strokes: [...strokes, ...erased]
        .sort((a, b) => a.order - b.order)
        .map(({ stroke }) => stroke),
    },
  }));
}

/** The parts of a stroke on each side of the places; one that crosses none stays the object that it is. */
function partedAt(stroke: Stroke, places: readonly number[]): Stroke[] {
  const { points } = stroke;
  const sideOf = (x: number): number => places.filter((place) => x > place).length;
  const parts: { side: number; points: number[] }[] = [];
  for (let i = 0; i < points.length; i += pointSize) {
    const [x, y, pressure] = points.subarray(i, i + pointSize);
    const side = sideOf(x);
    const part = parts.at(-1);
    if (part?.side === side) part.points.push(x, y, pressure);
    else {
      if (part) crossInto(part, [x, y, pressure], side);
      else parts.push({ side, points: [x, y, pressure] });
    }
  }
  if (parts.length === 1) return [stroke];
  return parts.map((part) => ({ ...stroke, points: Int16Array.from(part.points) }));

  /** From the last point over every place on the way, which ends one part and begins the next. */
  function crossInto(
    from: { side: number; points: number[] },
    [x, y, pressure]: [number, number, number],
    side: number,
  ): void {
    const [fromX, fromY, fromPressure] = from.points.slice(-pointSize);
    const crossed = places
      .filter((place) => fromX > place !== x > place)
      .sort((a, b) => (x > fromX ? a - b : b - a));
    let open = from;
    for (const place of crossed) {
      const along = (place - fromX) / (x - fromX);
      const at = [
        place,
        Math.round(fromY + along * (y - fromY)),
        Math.round(fromPressure + along * (pressure - fromPressure)),
      ];
      open.points.push(...at);
      open = { side: NaN, points: at };
      parts.push(open);
    }
    open.side = side;
    open.points.push(x, y, pressure);
  }
}

/** The place between each character and the next: where a person put it, else the middle of the gap. */
export function placesBetween(
  characters: readonly Pick<DrawnCharacter, 'left' | 'right'>[],
  { added }: DrawingCuts,
): number[] {
  return characters.slice(1).map(({ left }, i) => {
    const { right } = characters[i];
    const own = added.find((place) => right <= place && place <= left);
    return own ?? Math.round((right + left) / 2);
  });
}

/** The two beside the place are one from now on. */
export const withoutPlace = ({ added, removed }: DrawingCuts, place: number): DrawingCuts => ({
  added: added.filter((one) => one !== place),
  removed: [...removed, place].slice(-maximumDrawingCuts),
});
export const withPlace = ({ added, removed }: DrawingCuts, place: number): DrawingCuts => ({
  added: [...added.filter((one) => one !== place), place].slice(-maximumDrawingCuts),
  removed,
});

/** Where the fewest lines cross the middle part of a character; of equals, nearest to its middle. */
export function bestPlace(drawing: Drawing, { left, right }: { left: number; right: number }) {
  const middle = Math.round((left + right) / 2);
  let [best, least] = [middle, Infinity];
  for (let away = 0; away <= ((right - left) * 3) / 10; away += 4)
    for (const place of [middle - away, middle + away]) {
      const count = crossings(drawing, place);
      if (count < least) [best, least] = [place, count];
    }
  return best;
}

function crossings({ strokes }: Drawing, place: number): number {
  let count = 0;
  for (const { kind, points } of strokes)
    if (kind === 'ink')
      for (let i = pointSize; i < points.length; i += pointSize)
        if (points[i] > place !== points[i - pointSize] > place) count += 1;
  return count;
}
