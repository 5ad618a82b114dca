/** Damage to what is drawn, not to where: noise, gaps, a patch, faintness. */
import type { MakeTransform } from './transform.ts';

const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

/** Gaussian, on every pixel by itself. */
export const noise: MakeTransform = (amount) => {
  const deviation = (amount / 100) * 255;
  return (out, image, random) => {
    for (let i = 0; i < image.length; i++) out[i] = clamp(image[i] + deviation * random.normal());
  };
};

/** The radius of a gap, as a share of the shorter side: 28 pixels get gaps of three. */
const gapRadius = 1 / 16;

/** Round gaps in the strokes, at random places of the ink, until `amount` per cent of it is gone. */
export const broken: MakeTransform = (amount, { width, height, background }) => {
  const radius = Math.max(1, gapRadius * Math.min(width, height));
  const reach = Math.floor(radius);
  return (out, image, random) => {
    out.set(image);
    const ink = (i: number): number => Math.abs(out[i] - background);
    let left = 0;
    let darkest = 0;
    for (let i = 0; i < image.length; i++) {
      left += ink(i);
      darkest = Math.max(darkest, ink(i));
    }
    const enough = left * (1 - amount / 100);
    const strokes: number[] = [];
    for (let i = 0; i < image.length; i++) if (ink(i) * 2 > darkest) strokes.push(i);
    for (const place of random.permutation(strokes.length)) {
      if (left <= enough) return;
      const middle = strokes[place];
      if (out[middle] === background) continue;
      const [column, row] = [middle % width, Math.floor(middle / width)];
      for (let y = Math.max(0, row - reach); y <= Math.min(height - 1, row + reach); y++)
        for (let x = Math.max(0, column - reach); x <= Math.min(width - 1, column + reach); x++) {
          const [dx, dy] = [x - column, y - row];
          if (dx * dx + dy * dy > radius * radius) continue;
          left -= ink(y * width + x);
          out[y * width + x] = background;
        }
    }
  };
};

const middleGrey = 128;

/** A grey patch of the image's own shape, at a random place. */
export const occlusion: MakeTransform = (amount, { width, height }) => {
  const share = Math.sqrt(amount / 100);
  const [patchWidth, patchHeight] = [Math.round(width * share), Math.round(height * share)];
  return (out, image, random) => {
    out.set(image);
    const left = random.below(width - patchWidth + 1);
    const top = random.below(height - patchHeight + 1);
    for (let y = top; y < top + patchHeight; y++)
      out.fill(middleGrey, y * width + left, y * width + left + patchWidth);
  };
};

/** Everything comes nearer to the paper. */
export const contrast: MakeTransform =
  (amount, { background }) =>
  (out, image) => {
    for (let i = 0; i < image.length; i++)
      out[i] = background + Math.round(((image[i] - background) * (100 - amount)) / 100);
  };
