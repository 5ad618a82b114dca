/** What the units of a layer say about many images, and what that does to the outputs. */
import {
  type AblationResult,
  bestImages,
  type LayerSurvey,
  type Stage,
} from '../../../src-shared/inside.ts';
import { losses } from '../../engine/losses.ts';
import { argmax } from '../../engine/accuracy.ts';
import type { Network } from '../../engine/network.ts';
import type { Vector } from '../../engine/vector.ts';
import type { ModelInfo } from '../../models/model-file.ts';
import type { Course } from '../lab/steering.ts';
import { keepBest } from './best-kept.ts';
import { type InsideData, inputLoader, someOf } from './inputs.ts';
import { readerOf } from '../lab/units.ts';
import { backOf, frontOf } from './network-parts.ts';

/** More images than these say little more about a unit, and a convolution takes its time. */
export const surveyImages = 5000;
/** Of them, those that the slopes are computed for, in all labels together. */
const mostSlopes = 4000;
const usualSlopes = 200;
const ablationImages = 100;

export type Survey = Omit<LayerSurvey, 'sameData'>;

/** @throws UserError `model.otherSize`, `lab.cancelled` */
export async function surveyLayer(
  { info, network }: { info: ModelInfo; network: Network },
  stage: Stage,
  data: InsideData,
  indices: Uint32Array,
  course: Course,
): Promise<Survey> {
  const load = inputLoader(data, info.preprocessing);
  const looked = someOf(indices, surveyImages);
  const { channels: units, isOutput } = stage;
  const places = stage.height * stage.width;
  const size = places * units;
  const front = frontOf(network, stage.end, { batchSize: network.batchSize });
  const inputs = front.kernels.createVector(front.batchSize * front.inputSize);
  const contributions = isOutput ? null : createContributions(network, stage, info.labels.length);
  const contributing = contributions?.images ?? 0;
  course.plan(looked.length + Math.min(contributing, looked.length));

  const sums = new Float64Array(units);
  const positive = new Float64Array(units);
  const best = keepBest(units, bestImages);
  const most = new Float64Array(units);
  const where = new Uint32Array(units);
  for (let from = 0; from < looked.length; from += front.batchSize) {
    const count = Math.min(front.batchSize, looked.length - from);
    load(inputs, looked, from, count);
    const numbers = front.forward(inputs, count);
    for (let row = 0; row < count; row++) {
      most.fill(-Infinity);
      for (let i = 0; i < size; i++) {
        const unit = i % units;
        const value = numbers[row * size + i];
        sums[unit] += value;
        if (value > 0) positive[unit] += 1;
        if (value > most[unit]) {
          most[unit] = value;
          where[unit] = (i - unit) / units;
        }
      }
      for (let unit = 0; unit < units; unit++)
        if (most[unit] > -Infinity) best.offer(unit, most[unit], looked[from + row], where[unit]);
    }
    const left = contributing - from;
    if (contributions && left > 0) {
      contributions.add(numbers, Math.min(left, count));
      await course.advance(Math.min(left, count));
    }
    await course.advance(count);
  }
  const numbers = Math.max(1, looked.length * places);
  return {
    images: looked.length,
    ofImages: indices.length,
    means: Float32Array.from(sums, (sum) => sum / numbers),
    active: Float32Array.from(positive, (count) => count / numbers),
    samples: best.samples,
    values: best.values,
    places: best.places,
    contributions: contributions?.means() ?? null,
    contributionImages: Math.min(contributing, looked.length),
  };
}

/** Slope of each class's output sum times the unit's number, over some images. */
function createContributions(network: Network, stage: Stage, classes: number) {
  const images = Math.max(20, Math.min(usualSlopes, Math.floor(mostSlopes / classes)));
  const batchSize = Math.min(images, network.batchSize);
  const back = backOf(network, stage.end, { batchSize, inputGradient: true, opened: true });
  const slopes = back?.inputGradient;
  // Behind a hidden layer there is always one more.
  if (!back || !slopes) throw new Error('a hidden layer is needed');
  const units = stage.channels;
  const size = back.inputSize;
  const sums = new Float64Array(classes * units);
  const dOutputs = back.kernels.createVector(batchSize * classes);
  let added = 0;
  return {
    images,
    /** @param numbers `[count, size]`, what the layer said */
    add(numbers: Vector, count: number): void {
      for (let from = 0; from < count; from += batchSize) {
        const rows = Math.min(batchSize, count - from);
        const own = numbers.subarray(from * size, (from + rows) * size);
        back.forward(own, rows);
        for (let k = 0; k < classes; k++) {
          dOutputs.fill(0);
          for (let row = 0; row < rows; row++) dOutputs[row * classes + k] = 1;
          back.backwardInput(dOutputs, rows);
          for (let i = 0; i < rows * size; i++) sums[k * units + (i % units)] += slopes[i] * own[i];
        }
      }
      added += count;
    },
    means: (): Float32Array => Float32Array.from(sums, (sum) => sum / Math.max(1, added)),
  };
}

/**
 * Silences one unit after the other: how far does the output of what was the answer fall?
 * @throws UserError `model.otherSize`, `lab.cancelled`
 */
export async function ablateLayer(
  { info, network }: { info: ModelInfo; network: Network },
  stage: Stage,
  data: InsideData,
  indices: Uint32Array,
  course: Course,
): Promise<AblationResult> {
  const load = inputLoader(data, info.preprocessing);
  const looked = someOf(indices, Math.min(ablationImages, network.batchSize));
  const count = looked.length;
  const units = stage.channels;
  const classes = info.labels.length;
  const falls = new Float32Array(units);
  if (count === 0) return { falls, images: 0 };
  // Silent is what nothing reads: pooling in between may make something of 0.
  const end = readerOf(network.spec, stage.layer) - 1;
  const front = frontOf(network, end, { batchSize: count });
  const back = backOf(network, end, { batchSize: count });
  if (!back) throw new Error('a hidden layer is needed');
  const inputs = front.kernels.createVector(count * front.inputSize);
  load(inputs, looked, 0, count);
  const whole = front.forward(inputs, count);
  const silenced = back.kernels.createVector(count * back.inputSize);
  silenced.set(whole.subarray(0, silenced.length));
  const shown = new Float32Array(count * classes);
  const loss = losses[info.hyperparameters.loss];
  loss.predictions(shown, back.forward(silenced, count), count, classes);
  const answers = Array.from({ length: count }, (_, row) => argmax(shown, row * classes, classes));
  const before = answers.map((answer, row) => shown[row * classes + answer]);
  course.plan(units * count);
  for (let unit = 0; unit < units; unit++) {
    for (let i = unit; i < silenced.length; i += units) silenced[i] = 0;
    loss.predictions(shown, back.forward(silenced, count), count, classes);
    answers.forEach((answer, row) => {
      falls[unit] += (before[row] - shown[row * classes + answer]) / count;
    });
    for (let i = unit; i < silenced.length; i += units) silenced[i] = whole[i];
    await course.advance(count);
  }
  return { falls, images: count };
}
