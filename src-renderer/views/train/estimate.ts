/** What a training will take, before it starts. */
import type { DatasetSummary, SplitName } from '../../../src-shared/dataset.ts';
import type { ErrorInfo } from '../../../src-shared/errors.ts';
import {
  watchesValidation,
  type Hyperparameters,
  type OptimiserName,
} from '../../../src-shared/hyperparameters.ts';
import {
  batchNumbers,
  countNumbers,
  countParameters,
  evaluationBatch,
  layerProblem,
  layerSizes,
  networkLine,
  sizeProblem,
} from '../../../src-shared/network-size.ts';
import { priorNumbers } from '../../../src-shared/prior-size.ts';
import { foldProblem, foldSize } from '../../../src-shared/split-options.ts';

export interface Estimate {
  /** Numbers in and out of each layer: `[400, 128, 10]`. */
  sizes: number[];
  /** `400-128-10` */
  network: string;
  parameters: number;
  /** Nothing is trained: so many of the training images are asked instead. */
  neighbours: number | null;
  /** Working memory beside the images, which are there already. */
  bytes: number;
  images: Record<SplitName, number>;
  /** On the disk: the weights of one epoch, and the last one with all that going on needs. */
  saved: { epoch: number; last: number };
  /** Why it can't be trained with these; null when it can. */
  problem: ErrorInfo | null;
}

/** Numbers that an optimiser remembers for every parameter. */
const remembered: Readonly<Record<OptimiserName, number>> = {
  sgd: 0,
  momentum: 1,
  nesterov: 1,
  rmsprop: 1,
  adam: 2,
  adamw: 2,
};
const bytesPerNumber = 4;

export function estimate(
  h: Hyperparameters,
  dataset: Pick<DatasetSummary, 'width' | 'height' | 'classes' | 'counts'>,
): Estimate {
  const classes = dataset.classes.length;
  const sizes = layerSizes(h, dataset, classes);
  const parameters = countParameters(h, dataset, classes);
  const images = splitCounts(h, dataset.counts);
  const kept = h.method === 'nearestNeighbours';
  return {
    sizes,
    network: networkLine(h, dataset, classes),
    parameters,
    neighbours: kept ? h.neighbours : null,
    bytes: kept
      ? images.train * sizes[0]
      : workingBytes(h, countNumbers(h, dataset, classes), sizes[0], parameters),
    images,
    saved: {
      epoch: bytesPerNumber * (parameters + priorNumbers(sizes[0])),
      last: bytesPerNumber * parameters * (1 + remembered[h.optimiser]),
    },
    problem: layerProblem(h, dataset) ?? sizeProblem(h, dataset, classes) ?? problemWith(h, images),
  };
}

/**
 * Parameters, their gradients and what the optimiser remembers of them; and of a batch the inputs and
 * the layers' `numbers` with their gradients.
 */
function workingBytes(
  { optimiser, batchSize }: Hyperparameters,
  numbers: number,
  pixels: number,
  parameters: number,
): number {
  const inputs = pixels * Math.max(batchSize, evaluationBatch(numbers));
  const weights = parameters * (2 + remembered[optimiser]);
  return bytesPerNumber * (weights + inputs + batchNumbers(numbers, batchSize));
}

function problemWith(h: Hyperparameters, images: Record<SplitName, number>): ErrorInfo | null {
  const noFold = foldProblem(h);
  if (noFold) return noFold;
  if (images.train < 2) return { code: 'training.tooFewImages', values: { count: images.train } };
  const watching = watchesValidation(h);
  if (watching && images.validation === 0)
    return { code: 'hyperparameter.needsValidation', values: { name: watching } };
  return null;
}

/**
 * Images per split once test and then validation images are drawn from the training images, in proportion
 * and never the last one of a class. A split that the data set brings along is left as it is, unless all
 * are drawn anew. With folds one of them is the test, and test images of the files are left out.
 */
function splitCounts(
  h: Hyperparameters,
  counts: DatasetSummary['counts'],
): Record<SplitName, number> {
  const given = {
    train: sum(counts.train),
    validation: sum(counts.validation),
    test: sum(counts.test),
  };
  const all = given.train + given.validation + given.test;
  const images = h.splitSource === 'drawn' ? { train: all, validation: 0, test: 0 } : given;
  if (h.imageLimit > 0) images.train = Math.min(images.train, h.imageLimit);
  const classes = counts.train.filter((count) => count > 0).length;
  const draw = (split: 'validation' | 'test', fraction: number): void => {
    if (images[split] > 0) return;
    images[split] = Math.min(Math.round(fraction * images.train), images.train - classes);
    images.train -= images[split];
  };
  if (h.folds > 0) {
    images.test = foldSize(images.train, h.folds, h.fold);
    images.train -= images.test;
  } else draw('test', h.testFraction);
  draw('validation', h.validationFraction);
  return images;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
