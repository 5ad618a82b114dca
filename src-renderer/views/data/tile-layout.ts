/** How images are laid out in a grid: as large as asked for, in whole multiples of their own pixels. */
export interface TileLayout {
  /** Size of an image in CSS pixels, and what lies between two of them. */
  tileWidth: number;
  tileHeight: number;
  gap: number;
  /** The gap in image pixels: a row of images is one canvas that is scaled as a whole. */
  gapInPixels: number;
  columns: number;
}

/** Between images, in CSS pixels, about. */
const wantedGap = 4;

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
  const gapInPixels = Math.max(1, Math.round(wantedGap / scale));
  const tileWidth = image.width * scale;
  const gap = gapInPixels * scale;
  return {
    tileWidth,
    tileHeight: image.height * scale,
    gap,
    gapInPixels,
    columns: Math.max(1, Math.floor((available + gap) / (tileWidth + gap))),
  };
}
