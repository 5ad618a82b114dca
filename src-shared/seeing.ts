/**
 * From what a person drew or photographed to what a network was trained on: the picture is cut to its
 * ink, scaled and centred as the ink of the data set lies, and given its values. Every step can be left
 * out. Whole numbers, + - * / and square roots only: the same bits in the window and on the command line.
 */
import { type Drawing, drawnLength, isEmpty, movedBy, padSide } from './drawing.ts';
import { inkBounds, measureInk, type Picture } from './ink.ts';
import { type InkStyle, strokeWidthOf } from './ink-style.ts';
import { asFilesAre, prepareInSteps } from './preparation.ts';
import type { Preprocessing } from './preprocess.ts';
import { rasterise, rasterSide } from './rasterise.ts';

/** In the order in which they are done. `drawn` is the drawing itself. */
export const seeingSteps = ['drawn', 'strokeWidth', 'crop', 'scale', 'centre', 'values'] as const;
export type SeeingStep = (typeof seeingSteps)[number];
/** The steps that a person can switch. `box` off: the ink fills the picture. */
export const seeingChoiceNames = ['strokeWidth', 'crop', 'box', 'centre', 'values'] as const;
export type SeeingChoices = Readonly<Record<(typeof seeingChoiceNames)[number], boolean>>;

export interface Seen extends Picture {
  step: SeeingStep;
}

/** MNIST's share of the picture, for models of before the style was measured. */
const usualBox = { box: 20, side: 28 };

export function styleOf({ style, width, height, polarity }: Preprocessing): InkStyle {
  if (style) return style;
  const side = Math.min(width, height);
  const [paper, ink] = polarity === 'light' ? [0, 255] : [255, 0];
  const box = Math.max(1, Math.round((side * usualBox.box) / usualBox.side));
  // No stroke width is known: 0 keeps the pen's.
  return { box, boxRange: [box, box], centre: 'mass', strokeWidth: 0, paper, ink, isBinary: false };
}

/** As the data set is: what is done unless a person wants it otherwise. */
export function usualChoices(to: Preprocessing): SeeingChoices {
  const { centre, strokeWidth } = styleOf(to);
  return {
    strokeWidth: strokeWidth > 0,
    crop: true,
    box: true,
    centre: centre === 'mass',
    values: true,
  };
}

/** @returns the picture after each step; the last one is the network's, `[to.height, to.width]` */
export function seeDrawing(
  drawing: Drawing,
  to: Preprocessing,
  choices: SeeingChoices = usualChoices(to),
): Seen[] {
  const scale = choices.strokeWidth ? inkScaleFor(drawing, to, choices) : 1;
  const drawn = scale === 1 ? rasterise(drawing) : redraw(drawing, scale, choices);
  const steps = seeInk(drawn, to, choices);
  if (scale !== 1) return [{ step: 'strokeWidth', ...drawn }, ...steps];
  // There is always one: the network's picture may be as large as the drawing's.
  return steps.length > 0 ? steps : [{ step: 'drawn', ...drawn }];
}

/** Whether no ink is left; what was rubbed out has to be drawn to tell. */
export const isRubbedOut = (drawing: Drawing): boolean =>
  isEmpty(drawing) ||
  (drawing.strokes.some(({ kind }) => kind === 'erase') &&
    rasterise(drawing).pixels.every((value) => value === 0));

/**
 * @param picture light ink on black
 * @param keepsSize ink that is already as large as the data set's is only moved: scaling would blur it
 */
export function seeInk(
  picture: Picture,
  to: Preprocessing,
  choices: SeeingChoices,
  keepsSize = false,
): Seen[] {
  const style = styleOf(to);
  const { crop, centre } = choices;
  const placing = (crop && choices.box && keepsSize ? ownSize(picture, to) : null) ?? {
    margin: 0,
    box: choices.box ? style.box : null,
  };
  const preparation = { ...asFilesAre, crop, centre, ...placing };
  const { width, height } = to;
  const steps: Seen[] = prepareInSteps(picture, { width, height, polarity: 'light', preparation })
    // Of these only some were asked for; neither inverts nor parts at a threshold.
    .map(({ step, picture: after }) => ({ step: step as 'crop' | 'scale' | 'centre', ...after }));
  if (!choices.values) return steps;
  return [...steps, { step: 'values', ...withValues(steps.at(-1) ?? picture, style) }];
}

/** The soft rim of the ink, in percent of its longer side: a cut at the ink itself would lose it. */
const softRim = 10;

/** The margin and box that leave the ink its size, where that is one of the data set's; else null. */
function ownSize(picture: Picture, to: Preprocessing): { margin: number; box: number } | null {
  const [least, most] = styleOf(to).boxRange;
  const bounds = inkBounds(picture, measureInk(picture.pixels, 'light'));
  if (!bounds) return null;
  const longer = Math.max(bounds.width, bounds.height);
  if (longer < least || longer > most) return null;
  const around = Math.floor((longer * softRim + 50) / 100);
  const box = longer + 2 * around;
  return box <= Math.min(to.width, to.height)
    ? { margin: softRim, box }
    : { margin: 0, box: longer };
}

/** From 0 (paper) to 255 (ink) to the values that the data set has. */
function withValues(
  { pixels, width, height }: Picture,
  { paper, ink, isBinary }: InkStyle,
): Picture {
  const table = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.round(paper + ((isBinary ? (value >= 128 ? 255 : 0) : value) * (ink - paper)) / 255),
  );
  return { width, height, pixels: pixels.map((value) => table[value]) };
}

/** With another pen. What it draws over the rim of the pad is not lost where the picture is cut to its ink. */
function redraw(
  drawing: Drawing,
  scale: number,
  { crop }: SeeingChoices,
  side: number = rasterSide,
): Picture {
  const radius = (drawnLength(drawing).penWidth * scale * side) / padSide;
  return rasterise(drawing, scale, crop ? Math.min(side, Math.ceil(radius) + 1) : 0, side);
}

/**
 * The stroke width is measured on a coarser picture where that still has so many pixels to one of the
 * network's: it takes a quarter of the time.
 */
const coarse = { side: 128, pixels: 2.5 } as const;

/** How far the pen may be made thinner or thicker. */
const inkScales = { least: 0.1, most: 10 };

/**
 * How many times as wide the pen must be for the strokes to come out as wide as the data set's. Of a
 * line whose own box has the longer side L and a pen W wide, the ink's box is L + W; scaled to B pixels
 * the pen has W B / (L + W). The first guess solves that for the W wanted; the second corrects it by
 * what is measured in the picture, in the same way as the data set was measured.
 */
function inkScaleFor(drawing: Drawing, to: Preprocessing, choices: SeeingChoices): number {
  const { box, strokeWidth } = styleOf(to);
  const { left, top, longerSide, penWidth } = drawnLength(drawing);
  if (strokeWidth <= 0 || box <= strokeWidth || penWidth === 0) return 1;
  // A dot has no length to tell its scale by.
  if (longerSide < penWidth / 2) return 1;
  const bounded = (scale: number): number =>
    Math.min(inkScales.most, Math.max(inkScales.least, scale));
  let scale = bounded((strokeWidth * longerSide) / ((box - strokeWidth) * penWidth));
  const isCoarse = choices.crop && longerSide * coarse.side >= coarse.pixels * box * padSide;
  // Where on the pad it was drawn must not matter, not even by a part of a coarse pixel.
  const measured = isCoarse ? movedBy(drawing, -left, -top) : drawing;
  const side = isCoarse ? coarse.side : rasterSide;
  const unvalued = { ...choices, values: false };
  for (let guess = 0; guess < 2; guess++) {
    const picture = seeInk(redraw(measured, scale, choices, side), to, unvalued).at(-1);
    const width = picture ? strokeWidthOf(picture, 0, 255) : 0;
    if (!(width > 0)) return scale;
    scale = bounded((scale * strokeWidth) / width);
  }
  return scale;
}
