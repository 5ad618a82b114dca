/** Measures the trainer as the app uses it: batches from bytes, loss, accuracy and all. */
import type { Hyperparameters } from '../../../src-shared/hyperparameters.ts';
import type { EpochProfile } from '../../../src-shared/run.ts';
import { createStopwatch } from '../../training/stopwatch.ts';
import type { TrainingData } from '../../training/task.ts';
import { createTrainer } from '../../training/trainer.ts';
import type { BenchImages } from './images.ts';
import type { Workload } from './workloads.ts';

export interface Speed {
  /** Training images a second, in samples of about a tenth of a second each. */
  rates: number[];
  /** Those that computed at the end. */
  threads: number;
}

export interface Profiled {
  profile: EpochProfile;
  /** Images of the epoch that was profiled. */
  trained: number;
  evaluated: number;
}

const sampleMilliseconds = 100;
/** Of the time: until the processor and the compiler are warm. */
const warmUp = 0.2;
/** One to six, as in MNIST. */
const evaluatedPerTrained = 1 / 6;

/** How long, and on how many processors. */
export interface Effort {
  seconds: number;
  threads: number;
}

export function trainingDataOf(workload: Workload, h: Hyperparameters, images: BenchImages) {
  const { side, classes } = workload;
  return {
    pixels: images.pixels,
    labels: images.labels,
    classes: Array.from({ length: classes }, (_, label) => String(label)),
    fingerprint: images.source,
    preprocessing: { width: side, height: side, polarity: 'light', inputRange: h.inputRange },
    train: images.train,
    validation: new Uint32Array(0),
    test: new Uint32Array(0),
  } satisfies TrainingData;
}

/** Trains for so long, from the start, epoch after epoch. */
export async function measureSpeed(
  h: Hyperparameters,
  data: TrainingData,
  { seconds, threads }: Effort,
): Promise<Speed> {
  const trainer = createTrainer(h, data, { threads });
  const begun = performance.now();
  const rates: number[] = [];
  let since = begun;
  let trained = 0;
  /** In the epoch under way. */
  let before = 0;
  let finished = false;
  while (!finished)
    trainer.runEpoch(({ images, batch, batches }) => {
      trained += images - before;
      before = batch === batches ? 0 : images;
      const now = performance.now();
      if (now - since < sampleMilliseconds) return true;
      finished = now - begun >= seconds * 1000;
      if (now - begun > warmUp * seconds * 1000 || finished)
        rates.push((trained * 1000) / (now - since));
      trained = 0;
      since = performance.now();
      return !finished;
    });
  const { kernels } = trainer.network;
  const speed = { rates, threads: kernels.threads };
  await kernels.end();
  return speed;
}

/**
 * Trains for so long in short epochs, so that it evaluates too, where batches are larger.
 * @returns the most bytes that the process held after a batch, pixels left out
 */
export async function measureMemory(
  h: Hyperparameters,
  data: TrainingData,
  { seconds, threads }: Effort,
): Promise<number> {
  const train = data.train.subarray(0, 20 * h.batchSize);
  const test = data.train.subarray(0, 1000);
  const trainer = createTrainer(h, { ...data, train, test }, { threads });
  const until = performance.now() + seconds * 1000;
  let most = 0;
  do
    trainer.runEpoch(() => {
      most = Math.max(most, process.memoryUsage.rss());
      return true;
    });
  while (performance.now() < until);
  await trainer.network.kernels.end();
  return most - data.pixels.byteLength - data.labels.byteLength;
}

/** Where the time of an epoch goes: one that takes about a third of the seconds, after one to warm up. */
export async function profileEpoch(
  h: Hyperparameters,
  data: TrainingData,
  { seconds, threads, imagesPerSecond }: Effort & { imagesPerSecond: number },
): Promise<Profiled> {
  const wanted = Math.max(h.batchSize, Math.round((imagesPerSecond * seconds) / 3));
  const train = data.train.subarray(0, wanted);
  const test = train.subarray(0, Math.ceil(train.length * evaluatedPerTrained));
  const trainer = createTrainer(
    h,
    { ...data, train, test },
    { threads, stopwatch: createStopwatch() },
  );
  trainer.runEpoch(() => true);
  trainer.runEpoch(() => true);
  await trainer.network.kernels.end();
  if (!trainer.profile) throw new Error('the epoch has no profile');
  return { profile: trainer.profile, trained: train.length, evaluated: test.length };
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}
