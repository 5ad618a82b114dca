import type { Prediction } from '../../src-shared/prediction.ts';
import { conform, inputTable } from '../../src-shared/preprocess.ts';
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
  const { preprocessing, labels } = model.info;
  const pixels = asStored
    ? image.pixels
    : conform(image.pixels, image.width, image.height, preprocessing);
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
