import { UserError } from '../../src-shared/errors.ts';
import type { Drawing } from '../../src-shared/drawing.ts';
import { inkOfPhoto } from '../../src-shared/photo.ts';
import type {
  DrawingAnswer,
  PictureAnswer,
  PictureChoices,
  Prediction,
  ReadCharacter,
} from '../../src-shared/prediction.ts';
import { type DrawingCuts, splitDrawing } from '../../src-shared/split-drawing.ts';
import { changesNothing } from '../../src-shared/preparation.ts';
import {
  conform,
  inputTable,
  polarityOf,
  type Preprocessing,
} from '../../src-shared/preprocess.ts';
import {
  isRubbedOut,
  type SeeingChoices,
  seeDrawing,
  seeInk,
  usualChoices,
} from '../../src-shared/seeing.ts';
import { argmax } from '../engine/accuracy.ts';
import type { Model } from './model.ts';

/** A grey image, `[height, width]`, 0 to 255. */
export interface GreyImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/**
 * The model's answer about one image.
 * @param asStored the image is of the model's own data set: it is shown to the network as it is
 */
export function predict(
  model: Model,
  image: GreyImage,
  { expected, asStored }: { expected: number | null; asStored: boolean },
): Prediction {
  const { preprocessing } = model.info;
  const pixels = asStored
    ? image.pixels
    : conform(image.pixels, image.width, image.height, preprocessing);
  return answerTo(model, pixels, expected);
}

/**
 * The model's answer about a drawing; `choices` go before what its data set asks for.
 * @throws UserError `pad.empty`, also when everything was rubbed out
 */
export function predictDrawing(
  model: Model,
  drawing: Drawing,
  choices: Partial<SeeingChoices>,
): DrawingAnswer {
  const { preprocessing } = model.info;
  const usual = usualChoices(preprocessing);
  const chosen = { ...usual, ...choices };
  if (isRubbedOut(drawing)) throw new UserError('pad.empty');
  const steps = seeDrawing(drawing, preprocessing, chosen);
  const { pixels } = steps[steps.length - 1];
  return { ...answerTo(model, pixels, null), steps, choices: chosen, usual, characters: null };
}

/**
 * Every character of a drawing by itself; the answer is that of the character that was drawn last.
 * @throws UserError `pad.empty`
 */
export function predictCharacters(
  model: Model,
  drawing: Drawing,
  choices: Partial<SeeingChoices>,
  cuts: DrawingCuts,
): DrawingAnswer {
  let [answer, newest]: [DrawingAnswer | null, number] = [null, -1];
  const characters: ReadCharacter[] = [];
  for (const character of splitDrawing(drawing, cuts)) {
    // One that was rubbed out again is none.
    if (isRubbedOut(character.drawing)) continue;
    const read = predictDrawing(model, character.drawing, choices);
    const { label, outputs, width, height, pixels } = read;
    const { left, right } = character;
    characters.push({ left, right, label, output: outputs[label], width, height, pixels });
    if (character.newest > newest) [answer, newest] = [read, character.newest];
  }
  if (!answer) throw new UserError('pad.empty');
  return { ...answer, characters };
}

/**
 * The model's answer about a picture that a person has: a photograph, a scan, or a file as the data set's.
 * @throws UserError `image.blank`
 */
export function predictPicture(
  model: Model,
  image: GreyImage,
  { photo, seeing, asData }: PictureChoices,
  name: string,
): PictureAnswer {
  const { preprocessing, labels } = model.info;
  const labelled = labels.indexOf(labelInName(name) ?? '');
  const expected = labelled === -1 ? null : labelled;
  const usual = usualChoices(preprocessing);
  const choices = { ...usual, ...seeing };
  if (asData ?? isLikeData(image, preprocessing)) {
    const lightInk = polarityOf(image.pixels, image.width, image.height) === 'light';
    const done = { turns: 0, lightInk, evenLight: false, threshold: 0 } as const;
    const answer = predict(model, image, { expected, asStored: false });
    return { ...answer, steps: [], photo: done, choices, usual, asData: true };
  }
  const { steps, ink, done } = inkOfPhoto(image, photo);
  if (ink.pixels.every((value) => value === 0)) throw new UserError('image.blank', { file: name });
  const seen = seeInk(ink, preprocessing, choices, true);
  const { pixels } = seen.at(-1) ?? ink;
  const answer = answerTo(model, pixels, expected);
  return { ...answer, steps: [...steps, ...seen], photo: done, choices, usual, asData: false };
}

/** The size of the model's pictures, or of a data set whose pictures were prepared: so was this one to be. */
function isLikeData({ width, height }: GreyImage, to: Preprocessing): boolean {
  const { preparation } = to;
  if (preparation && !changesNothing(preparation, to)) return true;
  return width === to.width && height === to.height;
}

/** `7_12.png`, `7-b.jpg`, `7.png`: what stands before the first of these signs. */
function labelInName(path: string): string | null {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  return /^([^_\-. ]+)[_\-. ]/.exec(name)?.[1].normalize('NFC') ?? null;
}

/** @param pixels as the network is to see them, `[height, width]` */
export function answerTo(model: Model, pixels: Uint8Array, expected: number | null): Prediction {
  const { preprocessing, labels } = model.info;
  const table = inputTable(preprocessing.inputRange);
  const inputs = Float32Array.from(pixels, (value) => table[value]);
  const outputs = model.predictions(model.forward(inputs, 1), 1).slice(0, labels.length);
  return {
    classes: labels,
    outputs: Array.from(outputs),
    outputsAreProbabilities: model.outputsAreProbabilities,
    label: argmax(outputs, 0, labels.length),
    expected,
    width: preprocessing.width,
    height: preprocessing.height,
    pixels,
  };
}
