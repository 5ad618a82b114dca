import type { ReadingOptions } from '../../src-shared/reading-options.ts';
import { preparationOf } from '../../src-shared/preprocess.ts';
import type { OpenDataset } from '../services/datasets.ts';
import { editedData } from '../services/edited-data.ts';
import { classesAsIn } from '../services/model-classes.ts';
import { splitDataset } from '../datasets/split.ts';
import { createAnswers } from '../insight/answers.ts';
import { readModelFile, type ModelInfo } from '../models/model-file.ts';
import { positionals, readArguments } from './arguments.ts';
import type { Command } from './cli.ts';
import { readingFlags, readingIn } from './reading.ts';
import { modelFile, openDataset, type Session, withSession } from './session.ts';
import { figure, table } from './terminal.ts';

/** `evaluate <model|run> <path>` */
export const evaluate: Command = async (words) => {
  const { values, positionals: given } = readArguments(words, readingFlags);
  const [reference, path] = positionals(given, ['model|run', 'path']);
  const how = readingIn(values);
  await withSession(values, async (session) => {
    const model = modelFile(session, reference);
    const { info } = readModelFile(model);
    const dataset = await openAsTrained(session, path, info, how);
    const { split, labels, indices } = imagesToJudge(session, dataset, info);
    const { width, height } = dataset.summary;
    const classes = classesAsIn(info, dataset.summary);
    const result = createAnswers().evaluate({
      model,
      data: { pixels: dataset.pixels, labels, classes, width, height },
      indices,
    });
    const perClass = result.perClass.map(({ label, images, accuracy }, i) => [
      label,
      String(images),
      figure(accuracy),
      ...result.confusion[i].map(String),
    ]);
    const head = ['class', 'images', 'accuracy', ...classes.map((name) => `as ${name}`)];
    session.terminal.result(
      { type: 'evaluation', model, split, ...result },
      `accuracy ${figure(result.accuracy)}${result.loss === null ? '' : `, loss ${figure(result.loss)}`} on ${result.images} images (${split})\n` +
        table([head, ...perClass], head.map((_, i) => i).slice(1)),
    );
  });
  return 0;
};

/** Prepared as the model's own images were; pictures of the other polarity are turned. */
export async function openAsTrained(
  session: Session,
  path: string,
  { preprocessing }: ModelInfo,
  how: ReadingOptions | undefined,
): Promise<OpenDataset> {
  const preparation = preparationOf(preprocessing);
  const dataset = await openDataset(session, path, { preparation, how });
  if (dataset.summary.polarity === preprocessing.polarity) return dataset;
  return openDataset(session, path, {
    preparation: { ...preparation, invert: !preparation.invert },
    how,
  });
}

/**
 * Never images that the model has learnt from, where they can be told: the run's own test split, by the
 * edits that it was trained with. Labels are those that count now; what is excluded now is not judged.
 */
function imagesToJudge({ services }: Session, dataset: OpenDataset, info: ModelInfo) {
  const { summary } = dataset;
  const now = editedData(dataset, services.browsing.edits(summary.id));
  const all = now.toSamples(Uint32Array.from({ length: now.kept.labels.length }, (_, i) => i));
  const { labels } = now;
  const isOwn = summary.fingerprint === info.fingerprint;
  if (isOwn || summary.counts.test.some((n) => n > 0)) {
    const isKept = new Set(all);
    const then = editedData(dataset, isOwn ? services.history.overlays.ofRun(info.runId) : []);
    const split = splitDataset(
      { ...then.kept, classes: summary.classes.length },
      info.hyperparameters,
    );
    const test = then.toSamples(split.test).filter((index) => isKept.has(index));
    if (test.length > 0) return { split: 'test', labels, indices: test };
  }
  return { split: 'all', labels, indices: all };
}
