/** Answers to the requests, in whatever thread: the model thread, or the command line itself. */
import { readFileSync, statSync } from 'node:fs';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { decodeImage } from '../datasets/image.ts';
import { evaluate } from './evaluate.ts';
import { judge } from './judge.ts';
import { loadModel, type Model } from './model.ts';
import { predict, predictCharacters, predictDrawing, predictPicture } from './predict.ts';
import type { ModelRequests } from './requests.ts';
import { writeDrawings } from './write-drawings.ts';

/** Models kept loaded; a run in training saves its model anew, so each is known by its time too. */
const keptModels = 4;

export function createAnswers(): ModelRequests {
  const loaded = new Map<string, Model>();

  function modelAt(path: string): Model {
    const key = `${path} ${timeOf(path)}`;
    const known = loaded.get(key);
    if (known) return known;
    const model = loadModel(path);
    loaded.set(key, model);
    for (const oldest of loaded.keys()) {
      if (loaded.size <= keptModels) break;
      loaded.delete(oldest);
    }
    return model;
  }

  return {
    predictFile: ({ model, image, choices }) =>
      predictPicture(modelAt(model), decodeImage(bytesOf(image), image), choices, image),
    predictBytes: ({ model, bytes, name, choices }) =>
      predictPicture(modelAt(model), decodeImage(bytes, name), choices, name),
    predictDrawing({ models, drawing, choices, split }) {
      return models.map((model) =>
        (split ? predictCharacters : predictDrawing)(modelAt(model), drawing, choices),
      );
    },
    preprocessing: ({ model }) => modelAt(model).info.preprocessing,
    writeDrawings: ({ folder, drawings, to }) => writeDrawings(folder, drawings, to),
    predictSample({ model, pixels, width, height, expected, sameData }) {
      const known = modelAt(model);
      const label = known.info.labels.indexOf(expected);
      return predict(
        known,
        { pixels, width, height },
        { expected: label === -1 ? null : label, asStored: sameData },
      );
    },
    evaluate: ({ model, data, indices }) => evaluate(modelAt(model), data, indices),
    judge: ({ model, data, indices }) => judge(modelAt(model), data, indices),
  };
}

function timeOf(path: string): number {
  return onDisk(path, () => statSync(path).mtimeMs);
}

function bytesOf(path: string): Uint8Array {
  return onDisk(path, () => readFileSync(path));
}

function onDisk<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw UserError.from(errorInfoOf(thrown, path));
  }
}
