/**
 * How the ink of a data set lies on its pictures: measured when a training starts and kept with the
 * model, so that what is drawn or photographed later can be brought to look alike.
 */
import type { Polarity } from './dataset.ts';
import { inkBounds, inkOffset, measureInk, type Picture } from './ink.ts';

export interface InkStyle {
  /** The longer side of the ink's box in pixels: the median of the pictures. */
  box: number;
  /** The longer sides that nine of ten pictures have, in pixels. */
  boxRange: [least: number, most: number];
  /** What lies nearer to the middle of the pictures: the ink's centre of mass, or its box. */
  centre: 'mass' | 'box';
  /** Width of a stroke in pixels: the median of the pictures. */
  strokeWidth: number;
  /** Values of paper and of full ink, 0 to 255: the medians of the pictures' own. */
  paper: number;
  ink: number;
  /** There is no grey in between. */
  isBinary: boolean;
}

/** So many pictures tell enough: medians over more move by less than a tenth of a pixel. */
export const measuredPictures = 200;

/** Null when there is no ink on any of the pictures. */
export function measureInkStyle(pictures: Iterable<Picture>, polarity: Polarity): InkStyle | null {
  const boxes: number[] = [];
  const widths: number[] = [];
  const papers: number[] = [];
  const inks: number[] = [];
  const massOffsets: number[] = [];
  const boxOffsets: number[] = [];
  let isBinary = true;
  for (const picture of pictures) {
    const ink = measureInk(picture.pixels, polarity);
    const bounds = inkBounds(picture, ink);
    const offset = inkOffset(picture, ink);
    if (!bounds || !offset) continue;
    boxes.push(Math.max(bounds.width, bounds.height));
    massOffsets.push(offset.x * offset.x + offset.y * offset.y);
    const x = bounds.left + bounds.width / 2 - picture.width / 2;
    const y = bounds.top + bounds.height / 2 - picture.height / 2;
    boxOffsets.push(x * x + y * y);
    const peak = peakOf(picture.pixels, polarity);
    papers.push(ink.paper);
    inks.push(peak);
    widths.push(strokeWidthOf(picture, ink.paper, peak));
    isBinary &&= hasNoGrey(picture.pixels, ink.paper, peak);
  }
  if (boxes.length === 0) return null;
  return {
    box: median(boxes),
    boxRange: [at(boxes, 0.05), at(boxes, 0.95)],
    centre: mean(massOffsets) <= mean(boxOffsets) ? 'mass' : 'box',
    strokeWidth: median(widths),
    paper: median(papers),
    ink: median(inks),
    isBinary,
  };
}

function peakOf(pixels: Uint8Array, polarity: Polarity): number {
  let peak = pixels[0];
  for (const value of pixels) if (polarity === 'light' ? value > peak : value < peak) peak = value;
  return peak;
}

function hasNoGrey(pixels: Uint8Array, paper: number, peak: number): boolean {
  for (const value of pixels) if (value !== paper && value !== peak) return false;
  return true;
}

/**
 * Twice the ink's area over the length of its outline, which is a little less than the width: the two ends of
 * a line belong to the outline, too. The outline is the sum of the steps in grey from pixel to pixel (total variation), so that soft edges count as
 * much as hard ones. In pixels.
 */
export function strokeWidthOf(
  { pixels, width, height }: Picture,
  paper: number,
  peak: number,
): number {
  const full = peak - paper;
  let area = 0;
  let outline = 0;
  // One row and column of paper around the picture: ink at the rim has an edge there, too.
  for (let y = -1; y < height; y++)
    for (let x = -1; x < width; x++) {
      const i = y * width + x;
      const isRow = y >= 0;
      const here = isRow && x >= 0 ? pixels[i] - paper : 0;
      const right = (isRow && x + 1 < width ? pixels[i + 1] - paper : 0) - here;
      const below = (x >= 0 && y + 1 < height ? pixels[i + width] - paper : 0) - here;
      area += here;
      outline += Math.sqrt(right * right + below * below);
    }
  return (2 * area) / (full > 0 ? outline : -outline);
}

/** What that share of the values is below. */
function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share + 0.5)];
}
const median = (values: readonly number[]): number => at(values, 0.5);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
