/**
 * Out-of-fold predictions: the images are dealt into folds, and for each fold a network is trained on the
 * others and asked about it, so that no image is judged by a network that learnt its label.
 */
import type { Judged } from '../../src-shared/browse.ts';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { evaluationBatch } from '../../src-shared/network-size.ts';
import { argmax } from '../engine/accuracy.ts';
import { losses } from '../engine/losses.ts';
import { measureNetwork } from '../engine/network.ts';
import { createRandom } from '../engine/random.ts';
import { createBatches } from './batches.ts';
import type { TrainingData } from './task.ts';
import { createTrainer } from './trainer.ts';

export interface FoldPlan {
  folds: number;
  hyperparameters: Hyperparameters;
}

/** Images that a fold's network is shown, all epochs together, where there are enough to choose from. */
const shownImages = 60_000;

/**
 * A small network, quick on any set: what it says need not be the best there is, only better than a wrong
 * label. Few images are shown more often; dropout keeps it from learning wrong labels by heart.
 */
export function quickPlan(images: number, folds = 5): FoldPlan {
  const trained = Math.max(1, (images * (folds - 1)) / folds);
  const epochs = Math.min(20, Math.max(2, Math.ceil(shownImages / trained)));
  return {
    folds,
    hyperparameters: {
      ...defaultHyperparameters,
      hiddenLayers: [128, 'dropout0.3'],
      activation: 'relu',
      loss: 'softmaxCrossEntropy',
      optimiser: 'adam',
      learningRate: 0.003,
      schedule: 'oneCycle',
      l2: 0,
      batchSize: 32,
      epochs,
      keepBest: false,
      seed: 1,
    },
  };
}

/** The fold of each of the samples, 0 to `folds` - 1, every class spread evenly. `[samples.length]` */
export function dealFolds(
  samples: Uint32Array,
  labels: Uint16Array,
  classes: number,
  { folds, hyperparameters: { seed } }: FoldPlan,
): Uint8Array {
  const members = Array.from({ length: classes }, (): number[] => []);
  for (const [place, sample] of samples.entries()) members[labels[sample]].push(place);
  const foldOf = new Uint8Array(samples.length);
  let next = 0;
  for (const [label, places] of members.entries())
    for (const k of createRandom(seed, 'folds', label).permutation(places.length))
      foldOf[places[k]] = next++ % folds;
  return foldOf;
}

/**
 * @param data its `train` are the samples to judge; its other splits are not looked at
 * @param report hears the fraction that is done
 * @throws UserError `training.nonFinite`
 */
export function judgeOutOfFold(
  data: TrainingData,
  plan: FoldPlan,
  {
    threads = 1,
    report = () => undefined,
  }: { threads?: number; report?: (f: number) => void } = {},
): Judged {
  const { folds, hyperparameters: h } = plan;
  const samples = data.train;
  const foldOf = dealFolds(samples, new Uint16Array(data.labels), data.classes.length, plan);
  const judged: Judged = {
    samples,
    labels: new Uint16Array(samples.length),
    predicted: new Uint16Array(samples.length),
    ofLabel: new Float32Array(samples.length),
    ofPredicted: new Float32Array(samples.length),
    loss: new Float32Array(samples.length).fill(NaN),
  };
  for (let fold = 0; fold < folds; fold++) {
    const inFold = (wanted: boolean): Uint32Array =>
      Uint32Array.from(samples.keys()).filter((place) => (foldOf[place] === fold) === wanted);
    const [asked, learnt] = [inFold(true), inFold(false)];
    if (asked.length === 0) continue;
    const trainer = createTrainer(
      h,
      {
        ...data,
        train: learnt.map((place) => samples[place]),
        validation: new Uint32Array(0),
        test: new Uint32Array(0),
      },
      { threads },
    );
    while (trainer.epoch < h.epochs)
      trainer.runEpoch(({ epoch, batch, batches }) => {
        report((fold + (epoch - 1 + batch / batches) / h.epochs) / folds);
        return true;
      });
    askAbout(asked, trainer, data, h, judged);
    void trainer.network.kernels.end();
  }
  return judged;
}

/** `asked`: places in `judged`. */
function askAbout(
  asked: Uint32Array,
  { network }: ReturnType<typeof createTrainer>,
  data: TrainingData,
  h: Hyperparameters,
  judged: Judged,
): void {
  const classes = data.classes.length;
  const capacity = evaluationBatch(measureNetwork(network.spec).numbers);
  const batches = createBatches(data, h, capacity, network.kernels);
  const shown = new Float32Array(capacity * classes);
  const samples = asked.map((place) => judged.samples[place]);
  for (let from = 0; from < samples.length; from += capacity) {
    const size = Math.min(capacity, samples.length - from);
    batches.load(samples, from, size);
    losses[h.loss].predictions(shown, network.forward(batches.inputs, size), size, classes);
    for (let row = 0; row < size; row++) {
      const place = asked[from + row];
      const label = batches.labels[row];
      const predicted = argmax(shown, row * classes, classes);
      judged.labels[place] = label;
      judged.predicted[place] = predicted;
      judged.ofLabel[place] = shown[row * classes + label];
      judged.ofPredicted[place] = shown[row * classes + predicted];
    }
  }
}
