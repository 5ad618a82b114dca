/** What a training is given of an open data set, and what its run says of it. */
import { UserError } from '../../src-shared/errors.ts';
import { type Hyperparameters, watchesValidation } from '../../src-shared/hyperparameters.ts';
import { changesNothing } from '../../src-shared/preparation.ts';
import type { RunDataset } from '../../src-shared/run.ts';
import { splitDataset } from '../datasets/split.ts';
import type { TrainingData } from '../training/task.ts';
import type { OpenDataset } from './datasets.ts';

/** @throws UserError `training.tooFewImages`, `hyperparameter.needsValidation` */
export function trainingData(
  { summary, pixels, labels, splits }: OpenDataset,
  h: Hyperparameters,
): TrainingData {
  const split = splitDataset(
    {
      labels: new Uint16Array(labels),
      splits: new Uint8Array(splits),
      classes: summary.classes.length,
    },
    h,
  );
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
    ...split,
  };
}

export function runDataset({ summary }: OpenDataset, data: TrainingData): RunDataset {
  const { name, path, format, fingerprint, classes, width, height } = summary;
  const { preparation, inFiles } = summary;
  const images = {
    train: data.train.length,
    validation: data.validation.length,
    test: data.test.length,
  };
  return {
    ...{ name, path, format, fingerprint, classes, width, height, images },
    ...(!changesNothing(preparation, inFiles) && { preparation }),
  };
}
