/** The training loop of networks. Knows nothing of threads, files or the database: those hang on its hooks. */
import { becomesModel } from '../../src-shared/best-epoch.ts';
import { UserError } from '../../src-shared/errors.ts';
import { applies, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { evaluationBatch } from '../../src-shared/network-size.ts';
import type { EpochRecord } from '../../src-shared/run.ts';
import { countCorrect } from '../engine/accuracy.ts';
import { initialise } from '../engine/initialisers.ts';
import { createKernels } from '../engine/kernels/choose.ts';
import { losses } from '../engine/losses.ts';
import { createNetwork, measureNetwork, type Network } from '../engine/network.ts';
import { networkSpecOf } from '../engine/network-spec.ts';
import { createOptimiser, type Optimiser } from '../engine/optimisers.ts';
import { createRandom, type Random } from '../engine/random.ts';
import { createStep } from '../engine/step.ts';
import { loadTensors, tensorsOf } from '../models/model-file.ts';
import type { Position, Trainer, TrainerOptions } from './any-trainer.ts';
import { createBatches } from './batches.ts';
import { createEpochImages } from './epoch-images.ts';
import { createLearningRate, type LearningRate } from './learning-rate.ts';
import { networkState, restoreNetwork } from './network-state.ts';
import type { TrainingData } from './task.ts';
import { newWatch, type Watch, watched } from './watch.ts';

export interface NetworkTrainer extends Trainer {
  readonly network: Network;
  readonly optimiser: Optimiser;
  readonly learningRate: LearningRate;
  /** Of the figure that early stopping watches. */
  stopping: Watch;
}

const betterWhen = { validationLoss: 'lower', validationAccuracy: 'higher' } as const;

interface Figures {
  loss: number;
  accuracy: number;
}

export function createTrainer(
  h: Hyperparameters,
  data: TrainingData,
  { clock = () => performance.now(), threads = 1, stopwatch = null }: TrainerOptions = {},
): NetworkTrainer {
  const classes = data.classes.length;
  const spec = networkSpecOf(h, data.preprocessing, classes);
  const evaluated = evaluationBatch(measureNetwork(spec).numbers);
  const capacity = Math.max(h.batchSize, evaluated);
  const network = createNetwork(spec, {
    batchSize: capacity,
    trainingBatch: h.batchSize,
    kernels: createKernels('float32', { threads }),
  });
  initialise(network, h);
  const optimiser = createOptimiser(h.optimiser, h, network);
  const loss = losses[h.loss];
  const batches = createBatches(data, h, capacity, network.kernels);
  const epochImages = createEpochImages(h, data, { drawsAhead: threads > 1 });
  const stepsPerEpoch = epochImages.steps;
  const learningRate = createLearningRate(h, stepsPerEpoch);
  const penalties = { l1: h.l1, l2: applies('l2', h) ? h.l2 : 0 };
  const takeStep = createStep(network, optimiser, { ...h, ...penalties }, () =>
    stopwatch?.enter('optimiser'),
  );
  const dOutputs = network.kernels.createVector(h.batchSize * classes);

  /** Loss and right answers of the loaded batch, forward only. */
  function look(size: number) {
    stopwatch?.enter('forward');
    const outputs = network.forward(batches.inputs, size);
    const meanLoss = loss.forward(outputs, batches.targets, size, classes);
    return { meanLoss, correct: countCorrect(outputs, batches.labels, size, classes) };
  }

  /** The same in training, and the loss's gradient besides. `random`: for what layers draw. */
  function lookAndDerive(size: number, random: Random | null) {
    stopwatch?.enter('forward');
    const { targets, labels, inputs } = batches;
    const outputs = network.forward(inputs, size, random);
    const meanLoss = loss.both
      ? loss.both(dOutputs, outputs, targets, size, classes)
      : loss.forward(outputs, targets, size, classes);
    if (!loss.both) loss.backward(dOutputs, outputs, targets, size, classes);
    return { meanLoss, correct: countCorrect(outputs, labels, size, classes) };
  }

  function learn(size: number): void {
    stopwatch?.enter('backward');
    takeStep(dOutputs, size, learningRate.now);
    stopwatch?.endBatch();
  }

  /** Null when `goOn` ended it. */
  function evaluate(indices: Uint32Array, goOn: () => boolean): Figures | null {
    let lossSum = 0;
    let correctSum = 0;
    for (let from = 0; from < indices.length; from += evaluated) {
      const size = Math.min(evaluated, indices.length - from);
      batches.load(indices, from, size);
      const { meanLoss, correct } = look(size);
      lossSum += meanLoss * size;
      correctSum += correct;
      if (!goOn()) return null;
    }
    return { loss: lossSum / indices.length, accuracy: correctSum / indices.length };
  }

  const trainer: NetworkTrainer = {
    spec: network.spec,
    network,
    optimiser,
    stepsPerEpoch,
    imagesPerEpoch: epochImages.count,
    epoch: 0,
    learningRate,
    stopping: newWatch,
    get stopsEarly() {
      return h.earlyStopping > 0 && trainer.stopping.waited >= h.earlyStopping;
    },
    best: null,
    profile: null,
    runEpoch(afterBatch) {
      const epoch = trainer.epoch + 1;
      const { samples, change } = epochImages.of(epoch);
      const started = clock();
      let lossSum = 0;
      let correctSum = 0;
      let images = 0;
      const position = (batch: number): Position => ({
        epoch,
        batch,
        batches: stepsPerEpoch,
        trainLoss: lossSum / images,
        trainAccuracy: correctSum / images,
        images,
      });

      for (let batch = 0; batch < stepsPerEpoch; batch++) {
        const size = Math.min(h.batchSize, samples.length - images);
        const random = network.changesInTraining
          ? createRandom(h.seed, 'dropout', epoch, batch)
          : null;
        stopwatch?.beginBatch(batch, stepsPerEpoch);
        batches.load(samples, images, size, change);
        const { meanLoss, correct } = lookAndDerive(size, random);
        if (!Number.isFinite(meanLoss)) throw nonFinite(meanLoss, epoch, batch + 1);
        learningRate.begin(trainer.epoch * stepsPerEpoch + batch);
        learn(size);
        lossSum += meanLoss * size;
        correctSum += correct;
        images += size;
        if (!afterBatch(position(batch + 1))) return null;
      }
      const trained = clock();
      // The last step of the epoch may have been the one that went too far.
      if (!areFinite(network.parameters)) throw nonFinite(NaN, epoch, stepsPerEpoch);

      const goOn = (): boolean => afterBatch(position(stepsPerEpoch));
      const validation = data.validation.length > 0 ? evaluate(data.validation, goOn) : undefined;
      const test = data.test.length > 0 ? evaluate(data.test, goOn) : undefined;
      if (validation === null || test === null) return null;
      for (const figures of [validation, test])
        if (figures && !Number.isFinite(figures.loss))
          throw nonFinite(figures.loss, epoch, stepsPerEpoch);

      trainer.epoch = epoch;
      const ended = clock();
      trainer.profile = stopwatch?.endEpoch(trained - started, ended - trained) ?? null;
      const record: EpochRecord = {
        epoch,
        trainLoss: lossSum / images,
        trainAccuracy: correctSum / images,
        validationLoss: validation?.loss ?? null,
        validationAccuracy: validation?.accuracy ?? null,
        testLoss: test?.loss ?? null,
        testAccuracy: test?.accuracy ?? null,
        learningRate: learningRate.now,
        imagesPerSecond: (images / (trained - started)) * 1000,
        seconds: (ended - started) / 1000,
      };
      learningRate.endEpoch(record.validationLoss);
      const figure = record[h.earlyStoppingOn];
      if (figure !== null)
        trainer.stopping = watched(trainer.stopping, figure, betterWhen[h.earlyStoppingOn]);
      if (!trainer.best || becomesModel(record, trainer.best, h.keepBest)) trainer.best = record;
      return record;
    },
    model: () => tensorsOf(network, network.parameters),
    state: () => networkState(trainer),
    startFrom: (file, path) => loadTensors(network, network.parameters, file, '', path),
    restore: (numbers, file, path) => restoreNetwork(trainer, numbers, file, path),
  };
  return trainer;
}

/** In a plain loop: a callback would be given each number in a box of its own. */
function areFinite(values: Network['parameters']): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

const nonFinite = (loss: number, epoch: number, batch: number): UserError =>
  new UserError('training.nonFinite', { loss: String(loss), epoch, batch });
