/** Numbers around zero as colours: blue below, paper at zero, the seal's red above. */
type Colour = readonly [number, number, number];

export interface Palette {
  low: Colour;
  zero: Colour;
  high: Colour;
}

/** `#0072b2` */
export function readColour(text: string): Colour {
  const digits = /^\s*#([0-9a-f]{6})\s*$/i.exec(text)?.[1] ?? '000000';
  const part = (at: number): number => Number.parseInt(digits.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

/** The same distance from zero on both sides, so that the colour of zero is always paper. */
export function reachOf(values: ArrayLike<number>): number {
  let reach = 0;
  for (let i = 0; i < values.length; i++) reach = Math.max(reach, Math.abs(values[i]));
  return reach;
}

/** `[4 * values]`, red, green, blue and opacity, 0 to 255; what is no number is not painted. */
export function signalColours(
  values: ArrayLike<number>,
  reach: number,
  { low, zero, high }: Palette,
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(values.length * 4);
  for (let i = 0; i < values.length; i++) {
    const end = values[i] < 0 ? low : high;
    const share = reach === 0 ? 0 : Math.abs(values[i]) / reach;
    for (let c = 0; c < 3; c++) out[i * 4 + c] = zero[c] + (end[c] - zero[c]) * share;
    out[i * 4 + 3] = Number.isNaN(values[i]) ? 0 : 255;
  }
  return out;
}
