/** A model's answers about many images, batch by batch. */
import type { Answers } from '../../../src-shared/classification.ts';
import type { Polarity } from '../../../src-shared/dataset.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { argmax } from '../../engine/accuracy.ts';
import { type Batches, type ChangePicture, createBatches } from '../../training/batches.ts';
import type { TrainingData } from '../../training/task.ts';
import { assertFits } from '../evaluate.ts';
import type { Model } from '../model.ts';
import type { Course } from './steering.ts';

export type LabData = Pick<TrainingData, 'pixels' | 'labels' | 'classes'> & {
  width: number;
  height: number;
  /** Images of the other polarity than the model's are turned before it sees them. */
  polarity: Polarity;
};

export interface JudgedImages extends Answers {
  /** The output of the true class, `[image]`. */
  expectedOutput: Float32Array;
  loss: number | null;
}

/** @throws UserError `model.otherSize`, `model.otherClasses` */
export function batchesFor(model: Model, data: LabData): Batches {
  assertFits(model, data);
  const { preprocessing, hyperparameters } = model.info;
  const batches = createBatches({ ...data, preprocessing }, hyperparameters, model.batchSize);
  if (data.polarity === preprocessing.polarity) return batches;
  const turned = new Uint8Array(data.width * data.height);
  return {
    ...batches,
    load: (indices, from, size, change = null) =>
      batches.load(indices, from, size, (out, pixels, start, place) => {
        for (let i = 0; i < turned.length; i++) turned[i] = 255 - pixels[start + i];
        if (change) change(out, turned, 0, place);
        else out.set(turned);
      }),
  };
}

/**
 * @param change how each picture is damaged on its way; null for the images as they are
 * @throws UserError `lab.notNumbers` where the model's outputs are no numbers; `lab.cancelled`
 */
export async function judgeImages(
  model: Model,
  batches: Batches,
  indices: Uint32Array,
  course: Course,
  change: ChangePicture | null = null,
): Promise<JudgedImages> {
  const classes = model.info.labels.length;
  const count = indices.length;
  const judged = {
    expected: new Uint16Array(count),
    answered: new Uint16Array(count),
    confidence: new Float32Array(count),
    expectedOutput: new Float32Array(count),
  };
  let loss = 0;
  for (let from = 0; from < count; from += model.batchSize) {
    const size = Math.min(model.batchSize, count - from);
    batches.load(indices, from, size, change);
    const outputs = model.forward(batches.inputs, size);
    if (model.loss) loss += model.loss.forward(outputs, batches.targets, size, classes) * size;
    const shown = model.predictions(outputs, size);
    for (let row = 0; row < size; row++) {
      // By the raw outputs, as the training judges: rounding can make two probabilities equal.
      const answer = argmax(outputs, row * classes, classes);
      if (answer === -1) throw new UserError('lab.notNumbers', { id: model.info.runId });
      const label = batches.labels[row];
      judged.expected[from + row] = label;
      judged.answered[from + row] = answer;
      judged.confidence[from + row] = shown[row * classes + answer];
      judged.expectedOutput[from + row] = shown[row * classes + label];
    }
    await course.advance(size);
  }
  return { ...judged, loss: model.loss && loss / count };
}
