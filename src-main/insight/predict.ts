import { UserError } from '../../src-shared/errors.ts';
import type { Drawing } from '../../src-shared/drawing.ts';
import type { DrawingAnswer, Prediction } from '../../src-shared/prediction.ts';
import { conform, inputTable } from '../../src-shared/preprocess.ts';
import { type SeeingChoices, seeDrawing, usualChoices } from '../../src-shared/seeing.ts';
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
  const [drawn, ...steps] = seeDrawing(drawing, preprocessing, chosen);
  if (drawn.pixels.every((value) => value === 0)) throw new UserError('pad.empty');
  const { pixels } = steps.at(-1) ?? drawn;
  return { ...answerTo(model, pixels, null), steps, choices: chosen, usual };
}

/** @param pixels as the network is to see them, `[height, width]` */
function answerTo(model: Model, pixels: Uint8Array, expected: number | null): Prediction {
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
