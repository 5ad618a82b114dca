/** Where the ink of a picture is, and how much: told from its grey levels alone. */
import type { Polarity } from './dataset.ts';

/** A grey picture: `pixels` is `[height, width]`, 0 to 255. */
export interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Levels count from black for light ink and from white for dark ink, so that more is more ink. */
const levelsFrom = (ink: Polarity): number => (ink === 'light' ? 0 : 255);

/** How many pixels have each value, `[256]`. */
export function histogramOf(pixels: Uint8Array): Float64Array {
  const counts = new Float64Array(256);
  for (let i = 0; i < pixels.length; i++) counts[pixels[i]] += 1;
  return counts;
}

/**
 * The value that parts a histogram into two groups, those up to it and those above it, with the largest
 * variance between them (Otsu, *A Threshold Selection Method from Gray-Level Histograms*, 1979): the
 * middle one of equals, as between groups with nothing in between. A histogram of one value alone gives
 * null. `counts`: `[256]`
 */
export function otsuThreshold(counts: Float64Array): number | null {
  let total = 0;
  let sum = 0;
  for (let value = 0; value < 256; value++) {
    total += counts[value];
    sum += counts[value] * value;
  }
  let [lowest, highest] = [-1, -1];
  let most = 0;
  let below = 0;
  let sumBelow = 0;
  for (let value = 0; value < 255; value++) {
    below += counts[value];
    sumBelow += counts[value] * value;
    if (below === 0 || below === total) continue;
    const apart = sumBelow / below - (sum - sumBelow) / (total - below);
    const variance = below * (total - below) * apart * apart;
    if (variance > most) [lowest, most] = [value, variance];
    if (variance === most) highest = value;
  }
  return lowest < 0 ? null : (lowest + highest) >> 1;
}

export interface Ink {
  /** The value of the paper: the most common one on the paper's side of Otsu's threshold. */
  paper: number;
  /** How much ink each pixel value is: 0 for paper and whatever is nearer to it than half way to the threshold. `[256]` */
  amounts: Uint8Array;
  /** False for a picture of one grey. */
  isThere: boolean;
}

/** Tells ink from paper. Soft edges count as ink, the unevenness of a scanned paper does not. */
export function measureInk(pixels: Uint8Array, polarity: Polarity): Ink {
  const zero = levelsFrom(polarity);
  const levels = histogramOf(pixels);
  if (polarity === 'dark') levels.reverse();
  const amounts = new Uint8Array(256);
  const threshold = otsuThreshold(levels);
  if (threshold === null) return { paper: pixels[0], amounts, isThere: false };
  let paper = 0;
  for (let level = 1; level <= threshold; level++) if (levels[level] > levels[paper]) paper = level;
  const cut = (paper + threshold) >> 1;
  for (let level = cut + 1; level < 256; level++) amounts[Math.abs(zero - level)] = level - paper;
  return { paper: Math.abs(zero - paper), amounts, isThere: true };
}

export interface Bounds {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The smallest rectangle with all ink; null where there is none. */
export function inkBounds({ pixels, width, height }: Picture, { amounts }: Ink): Bounds | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (amounts[pixels[y * width + x]] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * How far the ink's centre of mass lies right of and below the middle pixel, in pixels; null where there is no ink.
 * The middle pixel of n is number floor(n / 2), counted from 0: in MNIST's 28 it is 14, where all its digits have their
 * centre of mass to the nearest pixel.
 */
export function inkOffset(
  { pixels, width, height }: Picture,
  { amounts }: Ink,
): { x: number; y: number } | null {
  let [mass, momentX, momentY] = [0, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const amount = amounts[pixels[y * width + x]];
      mass += amount;
      momentX += amount * x;
      momentY += amount * y;
    }
  if (mass === 0) return null;
  // Whole numbers that a double holds exactly, then one rounding: the same everywhere.
  return {
    x: (momentX - Math.floor(width / 2) * mass) / mass,
    y: (momentY - Math.floor(height / 2) * mass) / mass,
  };
}
