/** Making an image smaller about its centre, by area: thin strokes fade instead of vanishing. */
import type { MakeTransform } from './transform.ts';

/** `amount` per cent of width and height are lost; what is left is a whole number of pixels, at least 1. */
export const shrink: MakeTransform = (amount, { width, height, background }) => {
  const keep = (side: number): number => Math.max(1, Math.round((side * (100 - amount)) / 100));
  const [toWidth, toHeight] = [keep(width), keep(height)];
  const [left, top] = [Math.floor((width - toWidth) / 2), Math.floor((height - toHeight) / 2)];
  const [columns, rows] = [sharesOf(width, toWidth), sharesOf(height, toHeight)];
  /** `[height, toWidth]` */
  const narrow = new Float64Array(height * toWidth);
  return (out, image) => {
    for (let y = 0; y < height; y++)
      for (let x = 0; x < toWidth; x++) {
        let sum = 0;
        for (const { place, share } of columns[x]) sum += share * image[y * width + place];
        narrow[y * toWidth + x] = sum;
      }
    out.fill(background, 0, width * height);
    for (let y = 0; y < toHeight; y++)
      for (let x = 0; x < toWidth; x++) {
        let sum = 0;
        for (const { place, share } of rows[y]) sum += share * narrow[place * toWidth + x];
        out[(top + y) * width + left + x] = Math.round(sum);
      }
  };
};

/** For each of `to` cells over `from` pixels: the pixels that it covers, with shares that sum to 1. */
function sharesOf(from: number, to: number): { place: number; share: number }[][] {
  const length = from / to;
  return Array.from({ length: to }, (_, cell) => {
    const [start, end] = [cell * length, (cell + 1) * length];
    const first = Math.floor(start);
    const count = Math.min(from, Math.ceil(end)) - first;
    return Array.from({ length: count }, (_, i) => {
      const place = first + i;
      return { place, share: (Math.min(end, place + 1) - Math.max(start, place)) / length };
    });
  });
}
