import type { Judged } from '../../src-shared/browse.ts';
import { argmax } from '../engine/accuracy.ts';
import { createBatches } from '../training/batches.ts';
import type { TrainingData } from '../training/task.ts';
import { assertFits } from './evaluate.ts';
import type { Model } from './model.ts';

/**
 * What the model says of each of the samples: the class that it takes it for, and its outputs for that
 * class and for the label, as a person is shown them.
 * @throws UserError `model.otherSize`, `model.otherClasses` when the data set does not fit the model
 */
export function judge(
  model: Model,
  data: Pick<TrainingData, 'pixels' | 'labels' | 'classes'> & { width: number; height: number },
  indices: Uint32Array,
): Judged {
  assertFits(model, data);
  const { preprocessing, hyperparameters, labels: names } = model.info;
  const classes = names.length;
  const batches = createBatches({ ...data, preprocessing }, hyperparameters, model.batchSize);
  const judged = emptyJudged(indices.length);
  judged.samples.set(indices);
  for (let from = 0; from < indices.length; from += model.batchSize) {
    const size = Math.min(model.batchSize, indices.length - from);
    batches.load(indices, from, size);
    const outputs = model.forward(batches.inputs, size);
    for (let row = 0; row < size; row++) {
      const [start, end] = [row * classes, (row + 1) * classes];
      judged.loss[from + row] = model.loss
        ? model.loss.forward(
            outputs.subarray(start, end),
            batches.targets.subarray(start, end),
            1,
            classes,
          )
        : NaN;
    }
    const shown = model.predictions(outputs, size);
    for (let row = 0; row < size; row++) {
      const label = batches.labels[row];
      const predicted = argmax(shown, row * classes, classes);
      judged.labels[from + row] = label;
      judged.predicted[from + row] = predicted;
      judged.ofLabel[from + row] = shown[row * classes + label];
      judged.ofPredicted[from + row] = shown[row * classes + predicted];
    }
  }
  return judged;
}

const emptyJudged = (count: number): Judged => ({
  samples: new Uint32Array(count),
  labels: new Uint16Array(count),
  predicted: new Uint16Array(count),
  ofLabel: new Float32Array(count),
  ofPredicted: new Float32Array(count),
  loss: new Float32Array(count),
});
