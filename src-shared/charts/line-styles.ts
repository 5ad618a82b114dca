/**
 * How a line looks, by its index: a colour of the Okabe-Ito palette together with a dash of its own, so
 * that lines are told apart without colour too. After a full round of colours the dashes move on by one.
 */

/** Lengths of strokes and gaps in multiples of the line's width. */
const dashes: readonly (readonly number[])[] = [
  [],
  [5, 3],
  [1, 2.5],
  [8, 3, 1.5, 3],
  [10, 4],
  [5, 2, 1, 2, 1, 2],
  [3, 3],
];

/** `--series-1` to `--series-8` in the tokens. */
const colours = 8;

export interface LineStyle {
  colourToken: string;
  dash: readonly number[];
}

export function lineStyle(index: number): LineStyle {
  const round = Math.floor(index / colours);
  return {
    colourToken: `--series-${(index % colours) + 1}`,
    dash: dashes[(index + round) % dashes.length],
  };
}

/** The dash in pixels (or any other unit that `width` is in). */
export const dashPattern = (style: LineStyle, width: number): number[] =>
  style.dash.map((length) => length * width);
