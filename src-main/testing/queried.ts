/** Networks trained for the tests and benchmarks of the backward query. */
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { argmax } from '../engine/accuracy.ts';
import type { QueriedModel } from '../insight/backward/queried-model.ts';
import type { QueryResult } from '../../src-shared/backward-query.ts';
import { inputTable } from '../../src-shared/preprocess.ts';
import { losses } from '../engine/losses.ts';
import { priorOf } from '../training/prior.ts';
import type { TrainingData } from '../training/task.ts';
import { createTrainer } from '../training/trainer.ts';

/** Trains as a run does, without its files. `steps`: of each of `epochs`. */
export function trainedModel(h: Hyperparameters, data: TrainingData, threads = 1): QueriedModel {
  const prepared = {
    ...data,
    preprocessing: { ...data.preprocessing, inputRange: h.inputRange },
  };
  const trainer = createTrainer(h, prepared, { threads });
  let record = null;
  for (let epoch = 0; epoch < h.epochs; epoch++) record = trainer.runEpoch(() => true);
  if (!record) throw new Error('no epoch');
  return {
    network: trainer.network,
    prior: priorOf(prepared),
    info: {
      runId: 'test',
      spec: trainer.network.spec,
      hyperparameters: h,
      labels: data.classes,
      preprocessing: prepared.preprocessing,
      fingerprint: data.fingerprint,
      record,
    },
  };
}

/**
 * The first training images of digits in IDX files, as MNIST and the bundled sample are, all of them
 * for training. `relabel`: the class that each label becomes.
 */
export function digits(
  folder: string,
  images: number,
  relabel: (label: number) => number = (label) => label,
): TrainingData {
  const bytes = (name: string) => gunzipSync(readFileSync(join(folder, name)));
  const file = bytes('train-images-idx3-ubyte.gz');
  const [height, width] = [file.readUInt32BE(8), file.readUInt32BE(12)];
  const size = width * height;
  const pixels = new Uint8Array(new SharedArrayBuffer(images * size));
  pixels.set(file.subarray(16, 16 + images * size));
  const labels = new Uint16Array(new SharedArrayBuffer(images * 2));
  const stored = bytes('train-labels-idx1-ubyte.gz').subarray(8, 8 + images);
  labels.set(Uint16Array.from(stored, relabel));
  return {
    pixels: pixels.buffer as SharedArrayBuffer,
    labels: labels.buffer as SharedArrayBuffer,
    classes: Array.from({ length: 10 }, (_, k) => String(k)),
    fingerprint: `digits-${images}`,
    preprocessing: { width, height, polarity: 'light', inputRange: '0..1' },
    train: Uint32Array.from({ length: images }, (_, i) => i),
    validation: new Uint32Array(),
    test: new Uint32Array(),
  };
}

export interface Judgement {
  /** What the judge takes each picture for. */
  labels: number[];
  /** Its output for the label asked for, picture by picture. */
  outputs: number[];
  /** Pictures that it reads as asked. */
  right: number;
  median: number;
}

/** Of pictures of all classes, in their order. */
export function judged(judge: QueriedModel, { pixels }: QueryResult): Judgement {
  const { network, info } = judge;
  const classes = info.labels.length;
  const table = inputTable(info.preprocessing.inputRange);
  const shown = new Float32Array(classes);
  const labels: number[] = [];
  const outputs: number[] = [];
  for (let k = 0; k < classes; k++) {
    const own = pixels.subarray(k * network.inputSize, (k + 1) * network.inputSize);
    const input = Float32Array.from(own, (value) => table[value]);
    losses[info.hyperparameters.loss].predictions(shown, network.forward(input, 1), 1, classes);
    labels.push(argmax(shown, 0, classes));
    outputs.push(shown[k]);
  }
  const sorted = outputs.toSorted((a, b) => a - b);
  const middle = classes >> 1;
  return {
    labels,
    outputs,
    right: labels.filter((label, k) => label === k).length,
    median: classes % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
  };
}
