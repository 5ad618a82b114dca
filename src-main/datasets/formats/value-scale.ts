/** Pixels in any range that is in use, as bytes. */

/** Ranges that begin at 0: fractions, the 8x8 digits of UCI, bytes. */
const ranges = [1, 16, 255];
/** Images that were shrunk or turned with splines reach a little beyond 0 and 1. */
const overshoot = 0.2;

export type ToByte = (value: number) => number;

/** What turns values of an image into 0 to 255, told by the smallest and the largest of them all; null when nothing does. */
export function byteScale(smallest: number, largest: number): ToByte | null {
  if (smallest >= 0) {
    const range = ranges.find((range) => largest <= range);
    if (range !== undefined) return (value) => Math.round((value * 255) / range);
  }
  if (smallest >= -overshoot && largest <= 1 + overshoot)
    return (value) => Math.round(Math.min(1, Math.max(0, value)) * 255);
  if (smallest >= -1 && largest <= 1) return (value) => Math.round(((value + 1) / 2) * 255);
  return null;
}
