import type { DatasetSummary } from '../../src-shared/dataset.ts';
import type { ReadingOptions } from '../../src-shared/reading-options.ts';
import { preparationOf } from '../../src-shared/preprocess.ts';
import type { OpenDataset } from '../services/datasets.ts';
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
    const { split, indices } = imagesToJudge(dataset, info);
    const { width, height } = dataset.summary;
    const classes = classesAsIn(info, dataset.summary);
    const result = createAnswers().evaluate({
      model,
      data: { pixels: dataset.pixels, labels: dataset.labels, classes, width, height },
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
async function openAsTrained(
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

/** The classes as the model calls them, where they are the same: of its own data set they may have got other names since. */
function classesAsIn({ labels, fingerprint }: ModelInfo, { inFiles, ...summary }: DatasetSummary) {
  const isOwn = summary.fingerprint === fingerprint && labels.length === inFiles.classes.length;
  if (isOwn || inFiles.classes.join('\n') === labels.join('\n')) return labels;
  return summary.classes;
}

/** Never images that the model has learnt from, where they can be told: the run's own test split. */
function imagesToJudge({ summary, labels, splits }: OpenDataset, info: ModelInfo) {
  const marks = {
    labels: new Uint16Array(labels),
    splits: new Uint8Array(splits),
    classes: summary.classes.length,
  };
  const hasTest = summary.counts.test.some((n) => n > 0);
  if (hasTest || summary.fingerprint === info.fingerprint) {
    const { test } = splitDataset(marks, info.hyperparameters);
    if (test.length > 0) return { split: 'test', indices: test };
  }
  return { split: 'all', indices: Uint32Array.from({ length: summary.samples }, (_, i) => i) };
}
