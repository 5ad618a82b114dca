/**
 * From a photograph or a scan to light ink on black, as strokes are drawn: turned, its uneven light
 * removed, its polarity found, and what is paper made black. Whole numbers and divisions only, so that
 * the window and the command line get the same bits.
 */
import { histogramOf, otsuThreshold, type Picture } from './ink.ts';
import { polarityOf } from './preprocess.ts';
import { resizeByArea } from './resize.ts';

export interface PhotoChoices {
  /** Quarter turns to the right. */
  turns: 0 | 1 | 2 | 3;
  /** The ink is light on a dark ground; null: found by the rim. */
  lightInk: boolean | null;
  /** The paper is made equally bright everywhere; null: where it is not already. */
  evenLight: boolean | null;
  /** Less ink than this (1 to 254) is paper; 0: every grey stays; null: Otsu's, where the light was uneven. */
  threshold: number | null;
}
export const usualPhoto: PhotoChoices = {
  turns: 0,
  lightInk: null,
  evenLight: null,
  threshold: null,
};

/** What was done in the end: no `null` any more. */
export type PhotoDone = { [K in keyof PhotoChoices]: NonNullable<PhotoChoices[K]> };

/** Larger pictures are shrunk first: no network looks closer, and the local means cost time. */
export const workingSide = 1024;

export interface PhotoStep extends Picture {
  step: 'turned' | 'evenLight' | 'ink';
}

/**
 * @param longerSide larger pictures are shrunk to it
 * @returns `picture`: what was given, shrunk and turned, as large as its `ink`
 */
export function inkOfPhoto(
  given: Picture,
  choices: PhotoChoices = usualPhoto,
  longerSide = workingSide,
): { picture: Picture; steps: PhotoStep[]; ink: Picture; done: PhotoDone } {
  const steps: PhotoStep[] = [];
  const picture = turned(shrunk(given, longerSide), choices.turns);
  let now = picture;
  if (choices.turns !== 0) steps.push({ step: 'turned', ...now });

  const lightInk = choices.lightInk ?? polarityOf(now.pixels, now.width, now.height) === 'light';
  // Bright paper from here on, so that light can be told from ink.
  if (lightInk) now = inverted(now);
  const evenLight = choices.evenLight ?? !hasEvenPaper(now);
  if (evenLight) {
    now = withEvenLight(now);
    steps.push({ step: 'evenLight', ...now });
  }

  const dark = inverted(now);
  const threshold =
    choices.threshold ?? (evenLight ? (otsuThreshold(histogramOf(dark.pixels)) ?? 0) : 0);
  const ink = threshold > 0 ? aboveThreshold(dark, threshold) : withoutPaper(dark);
  steps.push({ step: 'ink', ...ink });
  return { picture, steps, ink, done: { turns: choices.turns, lightInk, evenLight, threshold } };
}

function shrunk(picture: Picture, longerSide: number): Picture {
  const longer = Math.max(picture.width, picture.height);
  if (longer <= longerSide) return picture;
  const width = Math.max(1, Math.round((picture.width * longerSide) / longer));
  const height = Math.max(1, Math.round((picture.height * longerSide) / longer));
  return {
    width,
    height,
    pixels: resizeByArea(picture.pixels, picture.width, picture.height, width, height),
  };
}

export function turned(picture: Picture, turns: PhotoChoices['turns']): Picture {
  let now = picture;
  for (let turn = 0; turn < turns; turn++) {
    const { width, height, pixels } = now;
    const out = new Uint8Array(pixels.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) out[x * height + (height - 1 - y)] = pixels[y * width + x];
    now = { width: height, height: width, pixels: out };
  }
  return now;
}

const inverted = ({ width, height, pixels }: Picture): Picture => ({
  width,
  height,
  pixels: pixels.map((value) => 255 - value),
});

/** Paper that a computer made has one value nearly everywhere; that of a photograph never. */
const evenShare = 0.5;
const evenSpread = 2;
function hasEvenPaper({ pixels }: Picture): boolean {
  const counts = histogramOf(pixels);
  let most = 0;
  for (let value = 0; value < 256; value++) if (counts[value] > counts[most]) most = value;
  let near = 0;
  for (let value = most - evenSpread; value <= most + evenSpread; value++)
    near += counts[value] ?? 0;
  return near >= pixels.length * evenShare;
}

/** The neighbourhood whose brightest half tells how bright the paper is, as a share of the longer side. */
const neighbourhood = 8;

/** Each pixel in relation to the paper around it, which becomes white. */
function withEvenLight({ width, height, pixels }: Picture): Picture {
  const reach = Math.max(1, Math.floor(Math.max(width, height) / neighbourhood));
  const all = new Uint8Array(pixels.length).fill(1);
  const mean = localMean(pixels, all, width, height, reach);
  // Ink is darker than the mean around it; the paper's brightness is the mean of the rest.
  const isPaper = pixels.map((value, i) => (value >= mean[i] ? 1 : 0));
  const paper = localMean(pixels, isPaper, width, height, reach);
  return {
    width,
    height,
    pixels: pixels.map((value, i) =>
      paper[i] <= 0 ? 255 : Math.min(255, Math.round((value * 255) / paper[i])),
    ),
  };
}

/** The mean of the counted pixels within `reach` of each, by sums over rectangles; 255 where none counts. */
function localMean(
  pixels: Uint8Array,
  counts: Uint8Array,
  width: number,
  height: number,
  reach: number,
): Float64Array {
  const stride = width + 1;
  // Sums of what lies above and to the left: whole numbers below 2 ** 53.
  const values = new Float64Array(stride * (height + 1));
  const counted = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const at = (y + 1) * stride + x + 1;
      values[at] =
        pixels[i] * counts[i] + values[at - 1] + values[at - stride] - values[at - stride - 1];
      counted[at] = counts[i] + counted[at - 1] + counted[at - stride] - counted[at - stride - 1];
    }
  const mean = new Float64Array(pixels.length);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - reach) * stride;
    const bottom = Math.min(height, y + reach + 1) * stride;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const inside = (sums: Float64Array): number =>
        sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
      const count = inside(counted);
      mean[y * width + x] = count === 0 ? 255 : inside(values) / count;
    }
  }
  return mean;
}

/** Nothing below three quarters of the threshold, full ink above five quarters, and a soft edge between. */
function aboveThreshold({ width, height, pixels }: Picture, threshold: number): Picture {
  const low = (threshold * 3) / 4;
  const high = Math.max(low + 1, (threshold * 5) / 4);
  const table = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.round(Math.min(255, Math.max(0, ((value - low) * 255) / (high - low)))),
  );
  return { width, height, pixels: pixels.map((value) => table[value]) };
}

/** The most common value of the darker group is the paper: it becomes black, and the ink keeps its distance from it. */
function withoutPaper({ width, height, pixels }: Picture): Picture {
  const counts = histogramOf(pixels);
  const threshold = otsuThreshold(counts);
  // A picture of one grey is paper.
  if (threshold === null) return { width, height, pixels: new Uint8Array(pixels.length) };
  let paper = 0;
  for (let value = 1; value <= threshold; value++) if (counts[value] > counts[paper]) paper = value;
  let peak = 255;
  while (counts[peak] === 0) peak -= 1;
  const table = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.max(0, Math.min(255, Math.round(((value - paper) * 255) / (peak - paper)))),
  );
  return { width, height, pixels: pixels.map((value) => table[value]) };
}
