/** What a data set itself has for each class, to stand beside what a network takes for it. */
import type { QueryEvidence } from '../../../src-shared/backward-query.ts';
import { inputTable } from '../../../src-shared/preprocess.ts';
import type { TrainingData } from '../../training/task.ts';
import type { Model } from '../model.ts';

/** Images of each class that the network is asked about: a convolutional one takes its time. */
const looked = 100;

/** `data` are those that the model was trained on, with its classes in their order. */
export function evidence(
  model: Model,
  data: Pick<TrainingData, 'pixels' | 'labels' | 'train'>,
): QueryEvidence {
  const { preprocessing, labels: names } = model.info;
  const { width, height, inputRange } = preprocessing;
  const size = width * height;
  const classes = names.length;
  const pixels = new Uint8Array(data.pixels);
  const labels = new Uint16Array(data.labels);
  const table = inputTable(inputRange);

  const sums = new Float64Array(classes * size);
  const counts = new Uint32Array(classes);
  const asked: number[] = [];
  for (const index of data.train) {
    const label = labels[index];
    if (label >= classes) continue;
    if (counts[label] < looked) asked.push(index);
    counts[label] += 1;
    for (let i = 0; i < size; i++) sums[label * size + i] += pixels[index * size + i];
  }

  const best: QueryEvidence['best'] = names.map(() => null);
  const inputs = new Float32Array(model.batchSize * size);
  for (let from = 0; from < asked.length; from += model.batchSize) {
    const batch = asked.slice(from, from + model.batchSize);
    batch.forEach((index, b) => {
      for (let i = 0; i < size; i++) inputs[b * size + i] = table[pixels[index * size + i]];
    });
    const outputs = model.predictions(model.forward(inputs, batch.length), batch.length);
    batch.forEach((index, b) => {
      const label = labels[index];
      const output = outputs[b * classes + label];
      const known = best[label];
      if (!known || output > known.output) best[label] = { index, output };
    });
  }
  const surest = new Uint8Array(classes * size);
  best.forEach((one, label) => {
    if (one) surest.set(pixels.subarray(one.index * size, (one.index + 1) * size), label * size);
  });
  const means = Uint8Array.from(sums, (sum, i) =>
    Math.round(sum / Math.max(1, counts[Math.floor(i / size)])),
  );
  return { width, height, means, surest, best, looked };
}
