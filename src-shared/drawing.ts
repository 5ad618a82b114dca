/** What is drawn on the pad: strokes as points, so that every size of picture can be made from them. */

/** Pad units to the pad's height: whole numbers, so that the same strokes are the same bits everywhere. */
export const padSide = 1024;
/** A pad for a word or a number is this many times as wide as high. */
export const widePad = 2;
/** Pen widths in pad units. */
export const penWidths = { least: 8, most: 200, usual: 72 } as const;
/** The numbers that a point has in `Stroke.points`. */
export const pointSize = 3;
/** A pressure that leaves the pen its width: what a mouse and a finger draw with. */
export const evenPressure = 128;

/** Bounds on what a window may send: beyond what a hand can draw in a minute. */
export const maximumStrokes = 2_000;
export const maximumPoints = 60_000;

export interface Stroke {
  kind: 'ink' | 'erase';
  /** Diameter of the pen in pad units, at even pressure. */
  width: number;
  /** `[point, (x, y, pressure)]`: pad units from the upper left corner; pressure 0 to 255. */
  points: Int16Array;
}

export interface Drawing {
  /** Size of the pad in pad units. */
  width: number;
  height: number;
  strokes: readonly Stroke[];
}

export const isEmpty = ({ strokes }: Drawing): boolean =>
  !strokes.some(({ kind, points }) => kind === 'ink' && points.length > 0);

/** Radius of the pen in pad units: the lightest touch draws half, the hardest one and a half times. */
export const radiusAt = (width: number, pressure: number): number =>
  (width * (evenPressure + pressure)) / (4 * evenPressure);

/** The longest piece, in pad units, that a curve is cut into. */
const pieceLength = 12;

/**
 * A stroke as a smooth line: from the middle between two points to the next middle, a parabola bent
 * towards the point between them. Both the screen and the network's picture are drawn from this.
 * @returns `[point, (x, y, radius)]` in pad units; a stroke of one point is that point
 */
export function smoothLine({ width, points }: Stroke): Float64Array {
  const count = Math.floor(points.length / pointSize);
  const line: number[] = [];
  const at = (i: number): [number, number, number] => [
    points[i * pointSize],
    points[i * pointSize + 1],
    radiusAt(width, points[i * pointSize + 2]),
  ];
  if (count === 0) return new Float64Array(0);
  line.push(...at(0));
  let from = at(0);
  for (let i = 1; i < count - 1; i++) {
    const [bend, next] = [at(i), at(i + 1)];
    const to = middle(bend, next);
    const pieces = Math.ceil((distance(from, bend) + distance(bend, to)) / pieceLength) || 1;
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
      for (let k = 0; k < pointSize; k++) line.push(a * from[k] + b * bend[k] + c * to[k]);
    }
    from = to;
  }
  if (count > 1) line.push(...at(count - 1));
  return Float64Array.from(line);
}

type Place = [x: number, y: number, radius: number];
const middle = (a: Place, b: Place): Place => [
  (a[0] + b[0]) / 2,
  (a[1] + b[1]) / 2,
  (a[2] + b[2]) / 2,
];
function distance(a: Place, b: Place): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  return Math.sqrt(dx * dx + dy * dy);
}

/**
 * The corner and the longer side of the box around the middle lines of all ink, and the pen's width, the mean over
 * the points of its strokes; in pad units, 0 for no ink.
 */
export function drawnLength({ strokes }: Drawing): {
  left: number;
  top: number;
  longerSide: number;
  penWidth: number;
} {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  let [widths, points] = [0, 0];
  for (const stroke of strokes) {
    if (stroke.kind === 'erase') continue;
    for (let i = 0; i < stroke.points.length; i += pointSize) {
      const [x, y, pressure] = stroke.points.subarray(i, i + pointSize);
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      widths += 2 * radiusAt(stroke.width, pressure);
      points += 1;
    }
  }
  if (points === 0) return { left: 0, top: 0, longerSide: 0, penWidth: 0 };
  return { left, top, longerSide: Math.max(right - left, bottom - top), penWidth: widths / points };
}

/** The same ink elsewhere. */
export const movedBy = (drawing: Drawing, x: number, y: number): Drawing => ({
  ...drawing,
  strokes: drawing.strokes.map((stroke) => ({
    ...stroke,
    points: stroke.points.map((value, i) =>
      i % pointSize === 0 ? value + x : i % pointSize === 1 ? value + y : value,
    ),
  })),
});
