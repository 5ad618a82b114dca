/** Answers to the requests, in whatever thread: the model thread, or the command line itself. */
import { statSync } from 'node:fs';
import { onDisk } from './on-disk.ts';
import { evaluate } from './evaluate.ts';
import { judge } from './judge.ts';
import { loadModel, type Model } from './model.ts';
import { measureDrawings } from './measure-drawings.ts';
import { createPictures, nameOf } from './pictures.ts';
import { predict, predictCharacters, predictDrawing, predictPicture } from './predict.ts';
import { readPage } from './read-page.ts';
import type { ModelRequests } from './requests.ts';
import { writeDrawings } from './write-drawings.ts';

/**
 * Models kept loaded, so many weights in all; a run in training saves its model anew, so each is known by its
 * time, too. The epochs of a small network are all there when a person goes through them.
 */
const keptBytes = 192 * 2 ** 20;

export function createAnswers(): ModelRequests {
  const loaded = new Map<string, { model: Model; bytes: number }>();
  const pictures = createPictures();

  function modelAt(path: string): Model {
    const { mtimeMs, size } = onDisk(path, () => statSync(path));
    const key = `${path} ${mtimeMs}`;
    const known = loaded.get(key);
    if (known) return known.model;
    const model = loadModel(path);
    loaded.set(key, { model, bytes: size });
    let bytes = [...loaded.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [oldest, one] of loaded) {
      // Two may be asked side by side.
      if (bytes <= keptBytes || loaded.size <= 2) break;
      loaded.delete(oldest);
      bytes -= one.bytes;
    }
    return model;
  }

  return {
    async predictPicture({ model, source, choices }) {
      const known = modelAt(model);
      return predictPicture(known, await pictures.decoded(source), choices, nameOf(source));
    },
    async readPage({ model, source, choices, cuts, withPicture }) {
      const known = modelAt(model);
      const page = await pictures.page(source, choices.photo);
      return readPage(known, page, { seeing: choices.seeing, cuts, withPicture });
    },
    facts({ model }) {
      const { labels, preprocessing, record } = modelAt(model).info;
      const { width, height } = preprocessing;
      return { classes: labels, width, height, epoch: record.epoch };
    },
    predictDrawing({ models, drawing, choices, split }) {
      return models.map((model) =>
        split
          ? predictCharacters(modelAt(model), drawing, choices, split)
          : predictDrawing(modelAt(model), drawing, choices),
      );
    },
    preprocessing: ({ model }) => modelAt(model).info.preprocessing,
    writeDrawings: ({ folder, drawings, to }) => writeDrawings(folder, drawings, to),
    predictSample({ model, pixels, width, height, fingerprint, expected }) {
      const known = modelAt(model);
      const { info } = known;
      const sameData = fingerprint === info.fingerprint;
      // The classes of its own data set may have got other names since.
      const label = sameData ? expected.label : info.labels.indexOf(expected.name);
      const image = { pixels, width, height };
      if (label === -1)
        return {
          ...predict(known, image, { expected: null, asStored: false }),
          unknownLabel: expected.name,
        };
      return predict(known, image, { expected: label, asStored: sameData });
    },
    measureDrawings: ({ model, drawings }) => measureDrawings(modelAt(model), drawings),
    evaluate: ({ model, data, indices }) => evaluate(modelAt(model), data, indices),
    judge: ({ model, data, indices }) => judge(modelAt(model), data, indices),
  };
}
