/**
 * Nearest neighbours as a run: one epoch, in which the training images are kept and the others are
 * judged by them.
 */
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { inputLevel, inputTable } from '../../src-shared/preprocess.ts';
import { countCorrect } from '../engine/accuracy.ts';
import { createKernels } from '../engine/kernels/choose.ts';
import { modelSpecOf } from '../engine/model-spec.ts';
import { createNearestNeighbours, type KeptImages } from '../engine/nearest-neighbours.ts';
import { tensorsOfImages } from '../models/kept-images.ts';
import type { AfterBatch, Trainer, TrainerOptions } from './any-trainer.ts';
import { createBatches } from './batches.ts';
import type { TrainingData } from './task.ts';

/** Few enough that an order to pause or stop is soon obeyed. */
const batchSize = 128;

export function createNeighboursTrainer(
  h: Hyperparameters,
  data: TrainingData,
  { clock = () => performance.now(), threads = 1 }: TrainerOptions = {},
): Trainer {
  const classes = data.classes.length;
  const judged = [data.validation, data.test];
  const batchCount = judged.reduce((sum, { length }) => sum + Math.ceil(length / batchSize), 0);
  const kept = keep(data);

  const trainer: Trainer = {
    spec: modelSpecOf(h, data.preprocessing, classes, data.train.length),
    stepsPerEpoch: batchCount,
    imagesPerEpoch: data.validation.length + data.test.length,
    epoch: 0,
    learningRate: null,
    stopsEarly: false,
    best: null,
    profile: null,
    runEpoch(afterBatch) {
      const started = clock();
      const accuracies = judgeAll(afterBatch);
      if (!accuracies) return null;
      const [validationAccuracy, testAccuracy] = accuracies;
      const seconds = (clock() - started) / 1000;
      trainer.epoch += 1;
      trainer.best = {
        epoch: trainer.epoch,
        trainLoss: null,
        trainAccuracy: null,
        validationLoss: null,
        validationAccuracy,
        testLoss: null,
        testAccuracy,
        learningRate: null,
        imagesPerSecond: seconds > 0 ? trainer.imagesPerEpoch / seconds : 0,
        seconds,
      };
      return trainer.best;
    },
    model: () => tensorsOfImages(kept, data.preprocessing),
    // The only epoch is the last one: nothing goes on from it.
    state: () => ({ tensors: new Map(), numbers: {} }),
    // There are no weights: the images are all it knows.
    startFrom: () => undefined,
    restore: () => undefined,
  };

  /** Of each split, null for one without images; null when `afterBatch` ended it. */
  function judgeAll(afterBatch: AfterBatch): (number | null)[] | null {
    const { inputRange } = data.preprocessing;
    const model = createNearestNeighbours(kept, {
      neighbours: h.neighbours,
      levelOf: inputLevel(inputRange),
      batchSize,
      kernels: createKernels('float32', { threads }),
    });
    const batches = createBatches(data, h, batchSize);
    let images = 0;
    let batch = 0;
    const accuracies: (number | null)[] = [];
    const goOn = (): boolean =>
      afterBatch({
        epoch: trainer.epoch + 1,
        batch,
        batches: batchCount,
        trainLoss: null,
        trainAccuracy: null,
        images,
      });
    if (!goOn()) return null;
    for (const indices of judged) {
      let correct = 0;
      for (let from = 0; from < indices.length; from += batchSize) {
        const size = Math.min(batchSize, indices.length - from);
        batches.load(indices, from, size);
        correct += countCorrect(model.forward(batches.inputs, size), batches.labels, size, classes);
        images += size;
        batch += 1;
        if (!goOn()) return null;
      }
      accuracies.push(indices.length > 0 ? correct / indices.length : null);
    }
    return accuracies;
  }

  return trainer;
}

/** The training images, as the input range has them. */
function keep({ pixels, labels, classes, preprocessing, train }: TrainingData): KeptImages {
  const { width, height, inputRange } = preprocessing;
  const inputs = width * height;
  const all = new Uint8Array(pixels);
  const allLabels = new Uint16Array(labels);
  const levelOf = inputTable(inputRange).map(inputLevel(inputRange));
  const levels = new Uint8Array(train.length * inputs);
  for (let n = 0; n < train.length; n++)
    for (let i = 0; i < inputs; i++) levels[n * inputs + i] = levelOf[all[train[n] * inputs + i]];
  return {
    levels,
    labels: Uint16Array.from(train, (sample) => allLabels[sample]),
    inputs,
    classes: classes.length,
  };
}
