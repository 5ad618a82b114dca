/** Answers to the laboratory's requests, in its thread or in the command line itself. */
import { accuracyOf } from '../../../src-shared/classification.ts';
import type { Damage } from '../../../src-shared/damage.ts';
import { keepModels } from '../kept-models.ts';
import { assertFits } from '../evaluate.ts';
import { loadModel, type Model, networkModel } from '../model.ts';
import { answerTo, predict, predictCharacters, predictDrawing } from '../predict.ts';
import { createDamage } from './damage/damage.ts';
import { batchesFor, judgeImages } from './judge-images.ts';
import { lesions, ownNetwork } from './lesions.ts';
import type { LabRequests, SampleQuestion } from './requests.ts';
import { frameOf, robustness } from './robustness.ts';
import { askSilenced } from './silenced.ts';
import { followSteering } from './steering.ts';
import { silence } from './units.ts';

/** Kept loaded. */
const keptModels = 4;

export function createLabAnswers(): LabRequests {
  const modelAt = keepModels(loadModel, keptModels);

  return {
    async judge({ model: path, data, indices, steering }) {
      const model = modelAt(path);
      const course = followSteering(steering);
      course.plan(indices.length);
      const judged = await judgeImages(model, batchesFor(model, data), indices, course);
      const { outputsAreProbabilities, info } = model;
      return { ...judged, outputsAreProbabilities, classes: info.labels };
    },
    robustness: ({ model, data, indices, steering, damage, seed }) =>
      robustness(modelAt(model), data, indices, { damage, seed }, followSteering(steering)),
    lesions: ({ model, data, indices, steering, plan }) =>
      lesions(model, data, indices, plan, followSteering(steering)),
    damaged({ damages, ...question }) {
      const model = modelAt(question.model);
      assertFits(model, question.data);
      const { width, height, expected, ...image } = imageOf(model, question);
      const pixels = damagedPicture(model, image.pixels, damages, question.index);
      return predict(model, { width, height, pixels }, { expected, asStored: true });
    },
    damagedDrawing({ model: path, drawing, choices, split, damages }) {
      const model = modelAt(path);
      const { pixels } = split
        ? predictCharacters(model, drawing, choices, split)
        : predictDrawing(model, drawing, choices);
      return answerTo(model, damagedPicture(model, pixels, damages, 0), null);
    },
    silenced({ silenced, ...question }) {
      const { info, network } = ownNetwork(question.model);
      const model = networkModel(info, network);
      assertFits(model, question.data);
      const image = imageOf(model, question);
      return askSilenced(info, network, image, image.expected, silenced);
    },
    async silencedAccuracy({ model: path, data, indices, steering, silenced }) {
      const { info, network } = ownNetwork(path);
      const model = networkModel(info, network);
      silence(network, silenced);
      const course = followSteering(steering);
      course.plan(indices.length);
      return accuracyOf(await judgeImages(model, batchesFor(model, data), indices, course));
    },
  };
}

/** `place`: of several pictures, each is damaged otherwise. */
function damagedPicture(
  { info }: Model,
  whole: Uint8Array,
  damages: readonly Damage[],
  place: number,
): Uint8Array {
  const frame = frameOf(info.preprocessing);
  let pixels = whole;
  for (const damage of damages) {
    const out = new Uint8Array(pixels.length);
    createDamage(damage, frame)(out, pixels, place);
    pixels = out;
  }
  return pixels;
}

function imageOf({ info }: Model, { data, index }: SampleQuestion) {
  const { width, height } = data;
  const area = width * height;
  return {
    width,
    height,
    pixels: Uint8Array.from(new Uint8Array(data.pixels, index * area, area), (value) =>
      data.polarity === info.preprocessing.polarity ? value : 255 - value,
    ),
    expected: new Uint16Array(data.labels)[index],
  };
}
