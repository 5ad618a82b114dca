/** How long a training will take on this machine, judging by one like it that is done. */
import type { DatasetSummary, SplitName } from '../../../src-shared/dataset.ts';
import { epochSize } from '../../../src-shared/epoch-size.ts';
import {
  hyperparameterNames,
  type Hyperparameters,
  parameterOf,
} from '../../../src-shared/hyperparameters.ts';
import {
  countMultiplications,
  describeLayers,
  type Image,
} from '../../../src-shared/network-size.ts';
import type { EpochRecord, RunSummary } from '../../../src-shared/run.ts';

export interface Pace {
  epochSeconds: number;
  /** If all epochs are trained. */
  seconds: number;
  /** The name of the run that it is judged by. */
  run: string;
}

/** Beyond these ratios a run says too little about another. */
const likeMultiplications = 3;
const likeBatch = 2;
/** In smaller batches the optimiser's step takes most of the time. */
const smallBatch = 16;
/** Forward without backward, where the run evaluated nothing. */
const usualEvaluationCost = 1 / 3;

/** Null where no run was enough like it: better no figure than a wrong one. */
export function expectPace(
  h: Hyperparameters,
  dataset: Pick<DatasetSummary, 'width' | 'height' | 'classes'>,
  images: Record<SplitName, number>,
  runs: readonly RunSummary[],
): Pace | null {
  const wanted = costOf(h, dataset, dataset.classes.length);
  const like = runs
    .flatMap((run) => {
      const { hyperparameters: past, dataset: seen, last } = run;
      if (!last || !(last.imagesPerSecond > 0) || !isLike(past, h)) return [];
      const ratio = wanted / costOf(past, seen, seen.classes.length);
      const rate = last.imagesPerSecond / ratio;
      const distance = Math.abs(Math.log(ratio));
      return [{ name: run.name, rate, evaluationCost: evaluationCostOf(run, last), distance }];
    })
    .filter(({ distance }) => distance <= Math.log(likeMultiplications))
    // Sorting keeps the newest first among equals.
    .sort((a, b) => a.distance - b.distance)
    .at(0);
  if (!like) return null;
  const trained = epochSize(h, images.train).images;
  const evaluated = like.evaluationCost * (images.validation + images.test);
  const epochSeconds = (trained + evaluated) / like.rate;
  return { epochSeconds, seconds: epochSeconds * h.epochs, run: like.name };
}

/** The time for an image that is evaluated, as a part of that for one that is learned. */
function evaluationCostOf({ hyperparameters, dataset }: RunSummary, last: EpochRecord): number {
  const { train, validation, test } = dataset.images;
  const trained = epochSize(hyperparameters, train).images;
  // In units of the time for one training image.
  const rest = last.seconds * last.imagesPerSecond - trained;
  const evaluated = validation + test;
  return evaluated > 0 && rest > 0 ? rest / evaluated : usualEvaluationCost;
}

const costOf = (h: Hyperparameters, image: Image, classes: number): number =>
  Math.max(1, countMultiplications(describeLayers(h, image, classes)));

/** Whether the same work is done for each image, but for the size of the layers. */
function isLike(past: Hyperparameters, h: Hyperparameters): boolean {
  const batches = Math.max(past.batchSize, h.batchSize) / Math.min(past.batchSize, h.batchSize);
  const isSmall = Math.min(past.batchSize, h.batchSize) < smallBatch;
  return (
    past.method === 'network' &&
    h.method === 'network' &&
    batches <= likeBatch &&
    (!isSmall || past.optimiser === h.optimiser) &&
    hasConvolution(past) === hasConvolution(h) &&
    augmentation.every((name) => past[name] === h[name])
  );
}

const hasConvolution = ({ hiddenLayers }: Hyperparameters): boolean =>
  hiddenLayers.some((layer) => String(layer).startsWith('conv'));

const augmentation = hyperparameterNames.filter(
  (name) => parameterOf(name).group === 'augmentation',
);
