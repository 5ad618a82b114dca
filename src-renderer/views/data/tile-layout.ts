import { shrunkSize } from '../../components/pixels.ts';

/** How images are laid out in a grid: as large as asked for, in whole multiples of their own pixels. */
export interface TileLayout {
  /** Size of an image in CSS pixels, and what lies between two of them. */
  tileWidth: number;
  tileHeight: number;
  gap: number;
  /** A row of images is one canvas that is scaled as a whole: its gap, and its shrinking of the images. */
  gapInPixels: number;
  shrink: number;
  columns: number;
}

/** Between images, in CSS pixels, about. */
const wantedGap = 4;
/** Canvas pixels a CSS pixel that are enough on any screen. */
const density = 2;

/**
 * `side`: the length that the longer side of an image should come close to; `available`: width for a
 * row, in CSS pixels. A small image is scaled by a whole number, so that its pixels stay even; one
 * larger than `side` is shrunk to it.
 */
export function tileLayout(
  image: { width: number; height: number },
  available: number,
  side: number,
): TileLayout {
  const longer = Math.max(image.width, image.height);
  const scale = longer > side ? side / longer : Math.round(side / longer);
  const shrink = Math.max(1, Math.floor(1 / (scale * density)));
  const tileWidth = image.width * scale;
  // Length of a canvas pixel on the page.
  const pixel = tileWidth / shrunkSize(image.width, shrink);
  const gapInPixels = Math.max(1, Math.round(wantedGap / pixel));
  const gap = gapInPixels * pixel;
  return {
    tileWidth,
    tileHeight: image.height * scale,
    gap,
    gapInPixels,
    shrink,
    columns: Math.max(1, Math.floor((available + gap) / (tileWidth + gap))),
  };
}
