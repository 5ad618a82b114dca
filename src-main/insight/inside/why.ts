/** Why a network answers as it does about one image, and what would change its mind. */
import type { SmallestChange, WhyAnswer, WhyQuestion } from '../../../src-shared/inside.ts';
import type { Prediction } from '../../../src-shared/prediction.ts';
import { inputTable } from '../../../src-shared/preprocess.ts';
import { argmax } from '../../engine/accuracy.ts';
import type { Network } from '../../engine/network.ts';
import type { ModelInfo } from '../../models/model-file.ts';
import { networkModel } from '../model.ts';
import { predict } from '../predict.ts';
import { mapCorrelation } from './rank-correlation.ts';
import { type Asked, classWeights, saliency } from './saliency.ts';
import { turnAnswer } from './smallest-change.ts';

/** @param control the same network with random weights */
export function whyAnswer(
  asked: Asked,
  control: Asked,
  prediction: Prediction,
  input: Float32Array,
  { label: wanted, against, settings }: WhyQuestion,
): WhyAnswer {
  const classes = asked.network.outputSize;
  const label = wanted ?? prediction.label;
  const weights = classWeights(classes, label, against);
  const map = saliency(asked, input, weights, settings);
  const controlMap = saliency(control, input, weights, settings);
  return {
    prediction,
    label,
    sums: Float32Array.from(asked.network.forward(input, 1).subarray(0, classes)),
    map,
    control: controlMap,
    correlation: mapCorrelation(map, controlMap),
  };
}

/** @param prediction of the image, as the network saw it */
export function smallestChange(
  { info, network }: { info: ModelInfo; network: Network },
  asked: Asked,
  before: Prediction,
  target: number | null,
): SmallestChange {
  const { width, height, inputRange } = info.preprocessing;
  const table = inputTable(inputRange);
  const [none, full] = [table[0], table[255]];
  const input = Float32Array.from(before.pixels, (value) => table[value]);
  const classes = asked.network.outputSize;
  const answer = argmax(asked.network.forward(input, 1), 0, classes);
  const greyOf = (value: number): number => Math.round(((value - none) / (full - none)) * 255);
  const { input: turned, steps } = turnAnswer(asked, input, answer, {
    target,
    asPicture: (free) => free.map((value) => table[greyOf(value)]),
  });
  if (!turned) return { before, found: null, steps };
  const pixels = Uint8Array.from(turned, greyOf);
  const after = predict(
    networkModel(info, network),
    { pixels, width, height },
    { expected: before.expected, asStored: true },
  );
  // The sums, which were followed, may be told apart where the outputs are not.
  const holds = target === null ? after.label !== before.label : after.label === target;
  if (!holds) return { before, found: null, steps };
  const difference = Float32Array.from(pixels, (value, i) => (value - before.pixels[i]) / 255);
  const squares = difference.reduce((sum, part) => sum + part * part, 0);
  return {
    before,
    found: {
      after,
      difference,
      norm: Math.sqrt(squares),
      largest: difference.reduce((most, part) => Math.max(most, Math.abs(part)), 0),
    },
    steps,
  };
}
