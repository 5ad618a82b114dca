/**
 * A Gaussian blur without an exponential: three passes of a box whose ends count in part, each with a
 * third of the variance (Gwosdek, Grewenig, Bruhn & Weickert, Theoretical foundations of Gaussian
 * convolution by extended box filtering, 2011, section 3).
 */
import type { MakeTransform } from './transform.ts';

const passes = 3;

/** `amount`: standard deviation, per cent of the longer side. Beyond the image is paper. */
export const blur: MakeTransform = (amount, { width, height, background }) => {
  const deviation = (amount / 100) * Math.max(width, height);
  const box = boxOf((deviation * deviation) / passes);
  const values = new Float64Array(width * height);
  const line = new Float64Array(Math.max(width, height));
  return (out, image) => {
    for (let i = 0; i < values.length; i++) values[i] = image[i] - background;
    for (let pass = 0; pass < passes; pass++) {
      for (let y = 0; y < height; y++) blurLine(values, y * width, 1, width, line, box);
      for (let x = 0; x < width; x++) blurLine(values, x, width, height, line, box);
    }
    for (let i = 0; i < values.length; i++) out[i] = Math.round(values[i] + background);
  };
};

/** Ones within `radius`, and `end` one further on each side. */
interface Box {
  radius: number;
  end: number;
}

/** The box of that variance, in pixels squared. */
export function boxOf(variance: number): Box {
  const radius = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
  const end =
    ((2 * radius + 1) * (radius * (radius + 1) - 3 * variance)) /
    (6 * (variance - (radius + 1) * (radius + 1)));
  return { radius, end };
}

/** One pass over `length` values, `step` apart from `start` on; `line` is room for a copy. */
function blurLine(
  values: Float64Array,
  start: number,
  step: number,
  length: number,
  line: Float64Array,
  { radius, end }: Box,
): void {
  for (let i = 0; i < length; i++) line[i] = values[start + i * step];
  const at = (i: number): number => (i >= 0 && i < length ? line[i] : 0);
  let sum = 0;
  for (let i = 0; i <= radius && i < length; i++) sum += line[i];
  const weight = 2 * radius + 1 + 2 * end;
  for (let i = 0; i < length; i++) {
    const ends = at(i - radius - 1) + at(i + radius + 1);
    values[start + i * step] = (sum + end * ends) / weight;
    sum += at(i + radius + 1) - at(i - radius);
  }
}
