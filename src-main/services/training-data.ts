/** What a training is given of an open data set, and what its run says of it. */
import { UserError } from '../../src-shared/errors.ts';
import { type Hyperparameters, watchesValidation } from '../../src-shared/hyperparameters.ts';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import { changesNothing } from '../../src-shared/preparation.ts';
import { isPlainReading } from '../../src-shared/reading-options.ts';
import type { RunDataset, RunSummary } from '../../src-shared/run.ts';
import { splitDataset } from '../datasets/split.ts';
import type { History } from '../history/history.ts';
import type { TrainingData } from '../training/task.ts';
import type { OpenDataset } from './datasets.ts';
import { editedData, runOverlay } from './edited-data.ts';

/**
 * `edits`: laid over the files. What they exclude is gone before the split, and a new label holds in it.
 * @throws UserError `training.tooFewImages`, `hyperparameter.needsValidation`
 */
export function trainingData(
  dataset: OpenDataset,
  h: Hyperparameters,
  edits: readonly SampleEdit[] = [],
): TrainingData {
  const { summary, pixels } = dataset;
  const { labels, kept, toSamples } = editedData(dataset, edits);
  const split = splitDataset({ ...kept, classes: summary.classes.length }, h);
  if (split.train.length < 2)
    throw new UserError('training.tooFewImages', { count: split.train.length });
  const watching = watchesValidation(h);
  if (watching && split.validation.length === 0)
    throw new UserError('hyperparameter.needsValidation', { name: watching });
  const { classes, fingerprint, width, height, polarity, preparation, inFiles } = summary;
  return {
    pixels,
    labels,
    classes,
    fingerprint,
    preprocessing: {
      ...{ width, height, polarity, inputRange: h.inputRange },
      ...(!changesNothing(preparation, inFiles) && { preparation }),
      ...(preparation.size && { inFiles: { width: inFiles.width, height: inFiles.height } }),
    },
    train: toSamples(split.train),
    validation: toSamples(split.validation),
    test: toSamples(split.test),
  };
}

/** What a run goes on with: by the edits of its start, whatever was edited since. @throws UserError as `trainingData` */
export const dataOfRun = (
  dataset: OpenDataset,
  { id, hyperparameters }: Pick<RunSummary, 'id' | 'hyperparameters'>,
  { overlays }: History,
): TrainingData => trainingData(dataset, hyperparameters, overlays.ofRun(id));

export function runDataset(
  { summary }: OpenDataset,
  data: TrainingData,
  edits: readonly SampleEdit[] = [],
): RunDataset {
  const { name, path, format, fingerprint, classes, width, height } = summary;
  const { preparation, inFiles, reading } = summary;
  const images = {
    train: data.train.length,
    validation: data.validation.length,
    test: data.test.length,
  };
  const overlay = runOverlay(edits);
  return {
    ...{ name, path, format, fingerprint, classes, width, height, images },
    ...(!isPlainReading(reading) && { reading }),
    ...(!changesNothing(preparation, inFiles) && { preparation }),
    ...(overlay && { overlay }),
  };
}
