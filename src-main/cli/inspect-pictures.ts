/** What `inspect` found, as grey pictures. */
import type { DamagePoint } from '../../src-shared/lab.ts';
import { canWrite, createPicture, type GreyPicture, textHeight, textWidth } from './picture.ts';

const cell = 44;
const margin = 64;
const ink = 20;
const faint = 190;

/** Counts in their cells, the darker the larger the share of the row; classes without glyphs by number. */
export function confusionPicture(
  confusion: readonly (readonly number[])[],
  classes: readonly string[],
): GreyPicture {
  const side = margin + classes.length * cell + cell / 2;
  const picture = createPicture(side, side);
  const nameOf = (label: number): string => {
    const name = classes[label].slice(0, 6);
    return canWrite(name) ? name : String(label);
  };
  const middle = (from: number, size: number, length: number): number =>
    Math.round(from + (size - length) / 2);
  for (const [expected, row] of confusion.entries()) {
    const top = margin + expected * cell;
    const name = nameOf(expected);
    picture.text(margin - 8 - textWidth(name), middle(top, cell, textHeight), name, ink);
    picture.text(middle(top, cell, textWidth(name)), margin - 8 - textHeight, name, ink);
    const all = row.reduce((sum, n) => sum + n, 0);
    for (const [answered, count] of row.entries()) {
      const left = margin + answered * cell;
      // A third of a row taken for another class is as dark as all of it in its own.
      const strength = expected === answered ? 1 : 3;
      const share = all === 0 ? 0 : Math.min(1, (strength * count) / all);
      const grey = Math.round(250 - share * 190);
      picture.fill(left, top, cell - 1, cell - 1, grey);
      const text = String(count);
      const colour = count === 0 ? faint : grey < 128 ? 255 : ink;
      picture.text(
        middle(left, cell, textWidth(text)),
        middle(top, cell, textHeight),
        text,
        colour,
      );
    }
  }
  return picture;
}

export interface Curve {
  name: string;
  points: readonly DamagePoint[];
}

/** One chart a curve, one below the other: accuracy from 0 to 1 over the levels, with its band. */
export function curvesPicture(curves: readonly Curve[]): GreyPicture {
  const [width, height] = [560, 300];
  const picture = createPicture(width, curves.length * height);
  curves.forEach(({ name, points }, place) => {
    const [left, right] = [margin, width - 24];
    const [top, bottom] = [place * height + 36, (place + 1) * height - 36];
    // Levels stand equally far apart: bits do not lie on a scale.
    const x = (i: number): number => left + (i / Math.max(1, points.length - 1)) * (right - left);
    const y = (share: number): number => bottom - Math.min(1, Math.max(0, share)) * (bottom - top);
    picture.text(left, top - 24, name, ink);
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      picture.line([left, y(share)], [right, y(share)], faint, 3);
      const text = share.toFixed(2);
      picture.text(left - 8 - textWidth(text), Math.round(y(share) - textHeight / 2), text, ink);
    }
    points.forEach(({ level, accuracy, deviation }, i) => {
      const text = String(level);
      picture.text(Math.round(x(i) - textWidth(text) / 2), bottom + 8, text, ink);
      const at = (share: number): [number, number] => [x(i), y(share)];
      if (deviation > 0) picture.line(at(accuracy - deviation), at(accuracy + deviation), 140);
      picture.fill(Math.round(x(i)) - 2, Math.round(y(accuracy)) - 2, 6, 6, ink);
      if (i > 0) picture.line([x(i - 1), y(points[i - 1].accuracy)], [x(i), y(accuracy)], ink);
    });
  });
  return picture;
}

/** Numbers around zero as greys: zero is the middle. */
export function greyOf(values: Float32Array): Uint8Array {
  let reach = 0;
  for (const value of values) reach = Math.max(reach, Math.abs(value));
  return Uint8Array.from(values, (value) =>
    Math.round(127.5 + (reach === 0 ? 0 : (value / reach) * 127.5)),
  );
}

/** @param pixels `[count, height, width]` @param magnified picture pixels a pixel */
export function tilesPicture(
  pixels: Uint8Array,
  { width, height }: { width: number; height: number },
  count: number,
  magnified = Math.max(1, Math.round(80 / width)),
): GreyPicture {
  const columns = Math.min(count, 16);
  const [across, down] = [width * magnified + 4, height * magnified + 4];
  const picture = createPicture(columns * across, Math.ceil(count / columns) * down);
  for (let n = 0; n < count; n++) {
    const [left, top] = [(n % columns) * across, Math.floor(n / columns) * down];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        picture.fill(
          left + x * magnified,
          top + y * magnified,
          magnified,
          magnified,
          pixels[(n * height + y) * width + x],
        );
  }
  return picture;
}
