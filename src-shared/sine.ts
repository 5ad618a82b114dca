/**
 * Sine and cosine with + - * / only: `Math.sin` and `Math.cos` may differ in the last bit between
 * builds of V8 (see `random.ts`).
 */

/** Taylor's series, to 2e-16 for |x| up to pi / 4. */
export function cosine(x: number): number {
  let sum = 1;
  for (let n = 18; n > 0; n -= 2) sum = 1 - ((x * x) / (n * (n - 1))) * sum;
  return sum;
}

/** As `cosine`. */
export function sine(x: number): number {
  let sum = 1;
  for (let n = 19; n > 1; n -= 2) sum = 1 - ((x * x) / (n * (n - 1))) * sum;
  return x * sum;
}

/** Of an angle in degrees; exact for multiples of 90. */
export const sineOfDegrees = (angle: number): number => quarterWave(angle, 0);
export const cosineOfDegrees = (angle: number): number => quarterWave(angle, 1);

/** The sine, `ahead` quarters of a turn further on. */
function quarterWave(angle: number, ahead: number): number {
  const quarter = Math.round(angle / 90);
  const rest = ((angle - 90 * quarter) * Math.PI) / 180;
  const place = (quarter + ahead) & 3;
  const value = place % 2 === 0 ? sine(rest) : cosine(rest);
  return place < 2 ? value : -value;
}
