/**
 * What is done to every picture before a network sees it, chosen when a data set is opened. The steps
 * always come in the order of `preparationSteps`, each a pure function of whole numbers: the same
 * picture gives the same bits in training, for a file, on the pad and in the window.
 */
import type { Polarity } from './dataset.ts';
import {
  histogramOf,
  type Ink,
  inkBounds,
  inkOffset,
  measureInk,
  otsuThreshold,
  type Picture,
} from './ink.ts';
import { resizeByArea } from './resize.ts';

export interface Preparation {
  /** Light becomes dark and dark light. */
  invert: boolean;
  /**
   * Every pixel becomes black or white: white above this value (0 to 254), or above Otsu's threshold of the
   * picture; null: grey levels stay. It is done before any scaling, whose smooth edges are grey again.
   */
  threshold: number | 'otsu' | null;
  /** Cut to the ink. The aspect is kept from here on: what the ink does not fill is paper. */
  crop: boolean;
  /** Paper that a crop keeps on each side, in percent of the longer side of the ink, 0 to 100. */
  margin: number;
  /** The size of the prepared pictures in pixels; null: the size that they have. */
  size: { width: number; height: number } | null;
  /** What is left of the picture is scaled, its aspect kept, so that its longer side has so many pixels; null: it fills the picture. */
  box: number | null;
  /** Moved by whole pixels so that the ink's centre of mass is at the middle pixel, no ink leaving the picture. */
  centre: boolean;
}

/** Nothing is done. */
export const asFilesAre: Preparation = {
  invert: false,
  threshold: null,
  crop: false,
  margin: 0,
  size: null,
  box: null,
  centre: false,
};

/** As MNIST was made: 20 x 20 pixels of ink, centred by mass in 28 x 28 (yann.lecun.com/exdb/mnist). */
export const likeMnist: Preparation = {
  ...asFilesAre,
  crop: true,
  size: { width: 28, height: 28 },
  box: 20,
  centre: true,
};

export const preparedSides = { minimum: 4, maximum: 256 } as const;

/** In the order in which they are done; `scale` is to the size and into the box. */
export const preparationSteps = ['invert', 'threshold', 'crop', 'scale', 'centre'] as const;
export type PreparationStep = (typeof preparationSteps)[number];

/** What a picture is prepared for: a size, and the polarity that it has once it is inverted, if it is. */
export interface PreparedFor {
  width: number;
  height: number;
  polarity: Polarity;
  preparation: Preparation;
}

/** Whether it leaves every picture of this size as it is. */
export const changesNothing = (
  { invert, threshold, crop, size, box, centre }: Preparation,
  { width, height }: { width: number; height: number },
): boolean =>
  !invert &&
  threshold === null &&
  !crop &&
  !centre &&
  (box === null || box >= Math.max(width, height)) &&
  (size === null || (size.width === width && size.height === height));

/** The one way to write it for pictures of this size: what has no effect is left out. */
export function inEffect(
  preparation: Preparation,
  picture: { width: number; height: number },
): Preparation {
  if (changesNothing(preparation, picture)) return asFilesAre;
  const { crop, margin, size, box } = preparation;
  const made = preparedSize(preparation, picture);
  return {
    ...preparation,
    margin: crop ? margin : 0,
    size: size?.width === picture.width && size.height === picture.height ? null : size,
    box: crop && box !== null && box >= Math.max(made.width, made.height) ? null : box,
  };
}

export const preparedSize = (
  { size }: Preparation,
  { width, height }: { width: number; height: number },
): { width: number; height: number } => size ?? { width, height };

export const oppositeOf = (polarity: Polarity): Polarity =>
  polarity === 'light' ? 'dark' : 'light';

/** The picture after each step that applies to it, in order; the last one is what the network sees. */
export function prepareInSteps(
  picture: Picture,
  to: PreparedFor,
): { step: PreparationStep; picture: Picture }[] {
  const { invert, threshold, crop, margin, box, centre } = to.preparation;
  const steps: { step: PreparationStep; picture: Picture }[] = [];
  let now = picture;
  const then = (step: PreparationStep, next: Picture): void => {
    now = next;
    steps.push({ step, picture: next });
  };
  if (invert) then('invert', inverted(now));
  if (threshold !== null) then('threshold', binarised(now, threshold));
  // Told before the crop: a stroke that fills its crop leaves no paper to tell it from.
  const ink = measureInk(now.pixels, to.polarity);
  if (crop) then('crop', cropped(now, ink, margin));
  if (crop || box !== null || now.width !== to.width || now.height !== to.height)
    then('scale', crop || box !== null ? boxed(now, to, box, ink.paper) : resized(now, to));
  if (centre) then('centre', centred(now, ink));
  return steps;
}

/** The prepared picture, `[to.height, to.width]`; it shares no memory with the one given. */
export function prepare(picture: Picture, to: PreparedFor): Uint8Array {
  return prepareInSteps(picture, to).at(-1)?.picture.pixels ?? picture.pixels.slice();
}

export function inverted({ pixels, width, height }: Picture): Picture {
  return { width, height, pixels: pixels.map((value) => 255 - value) };
}

/** A picture of one grey has no threshold of Otsu's: it stays as it is. */
export function binarised(
  { pixels, width, height }: Picture,
  threshold: NonNullable<Preparation['threshold']>,
): Picture {
  const level = threshold === 'otsu' ? otsuThreshold(histogramOf(pixels)) : threshold;
  if (level === null) return { width, height, pixels: pixels.slice() };
  return { width, height, pixels: pixels.map((value) => (value > level ? 255 : 0)) };
}

/** The ink with `margin` percent of its longer side around it; a picture without ink stays as it is. */
export function cropped(picture: Picture, ink: Ink, margin: number): Picture {
  const bounds = inkBounds(picture, ink);
  if (!bounds) return { ...picture, pixels: picture.pixels.slice() };
  const around = Math.floor((Math.max(bounds.width, bounds.height) * margin + 50) / 100);
  return placed(picture, ink.paper, {
    width: bounds.width + 2 * around,
    height: bounds.height + 2 * around,
    x: around - bounds.left,
    y: around - bounds.top,
  });
}

/** Stretched or shrunk to the size, whatever its aspect. */
export function resized(
  { pixels, width, height }: Picture,
  to: { width: number; height: number },
): Picture {
  return {
    width: to.width,
    height: to.height,
    pixels: resizeByArea(pixels, width, height, to.width, to.height),
  };
}

/**
 * Scaled, aspect kept, so that its longer side has `box` pixels (or, without one or where that is too large, so
 * that it just fits), in the middle of paper of the size `to`. `paper`: its value.
 */
export function boxed(
  picture: Picture,
  to: { width: number; height: number },
  box: number | null,
  paper: number,
): Picture {
  const { width, height } = picture;
  const mostWide = Math.min(box ?? to.width, to.width);
  const mostHigh = Math.min(box ?? to.height, to.height);
  const isWide = width * mostHigh >= height * mostWide;
  const inside = isWide
    ? { width: mostWide, height: scaled(height, mostWide, width) }
    : { width: scaled(width, mostHigh, height), height: mostHigh };
  return placed(resized(picture, inside), paper, {
    width: to.width,
    height: to.height,
    x: Math.floor((to.width - inside.width) / 2),
    y: Math.floor((to.height - inside.height) / 2),
  });
}

/** `length * numerator / denominator`, rounded half up, at least 1. */
function scaled(length: number, numerator: number, denominator: number): number {
  return Math.max(1, Math.floor((2 * length * numerator + denominator) / (2 * denominator)));
}

/** Moved so that the ink's centre of mass is nearest to the middle pixel; no ink leaves the picture. */
export function centred(picture: Picture, ink: Ink): Picture {
  const { width, height } = picture;
  const bounds = inkBounds(picture, ink);
  const offset = inkOffset(picture, ink);
  if (!bounds || !offset) return { ...picture, pixels: picture.pixels.slice() };
  const within = (shift: number, before: number, after: number): number =>
    Math.min(after, Math.max(-before, Math.round(shift)));
  return placed(picture, ink.paper, {
    width,
    height,
    x: within(-offset.x, bounds.left, width - bounds.left - bounds.width),
    y: within(-offset.y, bounds.top, height - bounds.top - bounds.height),
  });
}

/** On paper of another size, its upper left corner at `x`, `y`; what lies beyond the paper is cut off. */
export function placed(
  { pixels, width, height }: Picture,
  paper: number,
  on: { width: number; height: number; x: number; y: number },
): Picture {
  const out = new Uint8Array(on.width * on.height).fill(paper);
  const left = Math.max(0, on.x);
  const right = Math.min(on.width, on.x + width);
  if (left < right)
    for (let y = Math.max(0, on.y); y < Math.min(on.height, on.y + height); y++) {
      const row = (y - on.y) * width;
      out.set(pixels.subarray(row + left - on.x, row + right - on.x), y * on.width + left);
    }
  return { width: on.width, height: on.height, pixels: out };
}
