import { UserError } from '../../src-shared/errors.ts';
import type { Evaluation } from '../../src-shared/prediction.ts';
import { argmax } from '../engine/accuracy.ts';
import { createBatches } from '../training/batches.ts';
import type { TrainingData } from '../training/task.ts';
import type { Model } from './model.ts';

/**
 * The model's figures on the samples `indices`.
 * @throws UserError `model.otherSize`, `model.otherClasses` when the data set does not fit the model
 */
export function evaluate(
  model: Model,
  data: Pick<TrainingData, 'pixels' | 'labels' | 'classes'> & { width: number; height: number },
  indices: Uint32Array,
): Evaluation {
  assertFits(model, data);
  const { labels: names, preprocessing, hyperparameters } = model.info;
  const classes = names.length;
  const batches = createBatches({ ...data, preprocessing }, hyperparameters, model.batchSize);
  const confusion = names.map(() => new Array<number>(classes).fill(0));
  let lossSum = 0;
  for (let from = 0; from < indices.length; from += model.batchSize) {
    const size = Math.min(model.batchSize, indices.length - from);
    batches.load(indices, from, size);
    const outputs = model.forward(batches.inputs, size);
    if (model.loss) lossSum += model.loss.forward(outputs, batches.targets, size, classes) * size;
    for (let row = 0; row < size; row++)
      confusion[batches.labels[row]][argmax(outputs, row * classes, classes)] += 1;
  }
  const perClass = names.map((label, i) => {
    const images = confusion[i].reduce((sum, n) => sum + n, 0);
    return { label, images, accuracy: images === 0 ? null : confusion[i][i] / images };
  });
  const right = names.reduce((sum, _, i) => sum + confusion[i][i], 0);
  return {
    images: indices.length,
    loss: model.loss && lossSum / indices.length,
    accuracy: right / indices.length,
    perClass,
    confusion,
  };
}

/** @throws UserError `model.otherSize`, `model.otherClasses` */
export function assertFits(
  { info: { labels: names, preprocessing } }: Model,
  data: { width: number; height: number; classes: readonly string[] },
): void {
  if (data.width !== preprocessing.width || data.height !== preprocessing.height)
    throw new UserError('model.otherSize', {
      expected: `${preprocessing.width} x ${preprocessing.height}`,
      found: `${data.width} x ${data.height}`,
    });
  if (data.classes.join('\n') !== names.join('\n'))
    throw new UserError('model.otherClasses', {
      expected: names.join(', '),
      found: data.classes.join(', '),
    });
}
