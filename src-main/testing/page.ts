/** Lines of digits on paper in uneven light, drawn from the recorded strokes. */
import type { Picture } from '../../src-shared/ink.ts';
import { rasterise } from '../../src-shared/rasterise.ts';
import { resizeByArea } from '../../src-shared/resize.ts';
import { createRandom } from '../engine/random.ts';
import { digitStrokes, drawingOf, otherDigitStrokes, usualHand } from './handwriting.ts';

/** Pixels of a digit's place on the page: the digit itself is about two thirds of it. */
const place = 90;

/** @param askew pixels that each line rises from its first to its last digit */
export function pageOf(
  lines: readonly string[],
  { askew = 0, light = true }: { askew?: number; light?: boolean } = {},
): Picture {
  const random = createRandom(11, 'page');
  const longest = Math.max(...lines.map((line) => line.length));
  const width = (longest + 1) * place;
  const height = (lines.length + 1) * Math.floor(1.3 * place) + askew;
  const ink = new Uint8Array(width * height);
  lines.forEach((line, row) => {
    [...line].forEach((digit, column) => {
      const strokes = (column % 2 === 0 ? digitStrokes : otherDigitStrokes)[Number(digit)];
      const drawn = rasterise(drawingOf(strokes, { ...usualHand, width: 64 }));
      const small = resizeByArea(drawn.pixels, drawn.width, drawn.height, place, place);
      const left = Math.floor(place * (0.5 + 0.95 * column)) + random.below(6);
      const rise = Math.floor((askew * column) / Math.max(1, longest - 1));
      const top = Math.floor(place * (0.4 + 1.3 * row)) + askew - rise + random.below(6);
      for (let y = 0; y < place; y++)
        for (let x = 0; x < place; x++) {
          const at = (top + y) * width + left + x;
          ink[at] = Math.max(ink[at], small[y * place + x]);
        }
    });
  });
  if (!light) return { width, height, pixels: ink.map((value) => 255 - value) };
  const pixels = ink.map((value, i) => {
    const bright = 235 - (80 * (i % width)) / width - (50 * i) / ink.length;
    return Math.round(bright * (1 - (0.7 * value) / 255)) - random.below(7);
  });
  return { width, height, pixels };
}
