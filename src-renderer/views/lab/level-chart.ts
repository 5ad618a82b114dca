/** Places in a chart of shares (0 to 1) over levels: pure arithmetic. */

export interface LevelPoint {
  x: number;
  /** A share; null leaves a gap. */
  y: number | null;
  /** Half the height of the band around it. */
  deviation?: number;
  /** More that the table says of it. */
  note?: string;
}

export interface LevelLine {
  key: string;
  label: string;
  /** Its heading in the table; else its label. */
  head?: string;
  /** Chooses colour and dash. */
  style: number;
  points: readonly LevelPoint[];
}

/** Of the drawing area, in the units of the picture. */
export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** All levels of all lines, ascending. */
export function levelsOf(lines: readonly LevelLine[]): number[] {
  const all = new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)));
  return [...all].sort((a, b) => a - b);
}

/**
 * From a level to its place. `even`: levels stand equally far apart, in the order given, as bits do
 * (32, 8, 7 ...); else by their size.
 */
export function placeOf(levels: readonly number[], { left, right }: Area, even: boolean) {
  const [first, last] = [levels[0] ?? 0, levels.at(-1) ?? 1];
  return (level: number): number => {
    const share = even
      ? levels.indexOf(level) / Math.max(1, levels.length - 1)
      : (level - first) / (last - first || 1);
    return left + share * (right - left);
  };
}

export const heightOf =
  ({ top, bottom }: Area) =>
  (share: number): number =>
    bottom - Math.min(1, Math.max(0, share)) * (bottom - top);

type Place = (value: number) => number;
const round = (value: number): number => Math.round(value * 100) / 100;

/** An SVG path through the points, with gaps where there is no value. */
export function linePath(points: readonly LevelPoint[], x: Place, y: Place): string {
  let draws = false;
  return points
    .map((point) => {
      if (point.y === null) {
        draws = false;
        return '';
      }
      const command = draws ? 'L' : 'M';
      draws = true;
      return `${command}${round(x(point.x))} ${round(y(point.y))}`;
    })
    .join('');
}

/** The outline of the band, or null where no point has one. */
export function bandPath(points: readonly LevelPoint[], x: Place, y: Place): string | null {
  const whole = points.flatMap((point) =>
    point.y === null ? [] : [{ x: point.x, y: point.y, deviation: point.deviation ?? 0 }],
  );
  if (!whole.some(({ deviation }) => deviation > 0)) return null;
  const edge = (sign: 1 | -1) =>
    whole.map((point) => `${round(x(point.x))} ${round(y(point.y + sign * point.deviation))}`);
  return `M${[...edge(1), ...edge(-1).reverse()].join('L')}Z`;
}
