/** A small network that learnt from the bundled sample, for tests that ask it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { splitNames } from '../../src-shared/dataset.ts';
import { openDataset } from '../datasets/open.ts';
import { modelPath } from '../training/checkpoints.ts';
import { type Control, orders } from '../training/control.ts';
import { train } from '../training/session.ts';
import type { TrainingData } from '../training/task.ts';
import { strokeHyperparameters } from './strokes.ts';

const sample = resolve(import.meta.dirname, '../../resources/sample');

export async function sampleData(): Promise<TrainingData> {
  const { summary, pixels, labels, splits } = await openDataset(sample);
  const { width, height, polarity, classes, fingerprint } = summary;
  const splitOf = new Uint8Array(splits);
  const of = (split: number): Uint32Array =>
    Uint32Array.from([...splitOf.keys()].filter((i) => splitOf[i] === split));
  return {
    pixels,
    labels,
    classes,
    fingerprint,
    preprocessing: { width, height, polarity, inputRange: '0..1' },
    train: of(splitNames.indexOf('train')),
    validation: of(splitNames.indexOf('validation')),
    test: of(splitNames.indexOf('test')),
  };
}

const control: Control = {
  order: () => orders.run,
  newLearningRate: () => null,
  waitWhilePaused: () => undefined,
  waitBlocked: () => undefined,
};

/** Remove it with `end` after the tests. */
export async function sampleModel(): Promise<{
  model: string;
  data: TrainingData;
  end: () => void;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-test-'));
  const data = await sampleData();
  const hyperparameters = strokeHyperparameters({
    hiddenLayers: [60],
    optimiser: 'adam',
    learningRate: 0.002,
    batchSize: 20,
    epochs: 6,
  });
  train(
    { runId: 'r', folder, hyperparameters, data, threads: 1, resume: false },
    control,
    () => {},
  );
  return {
    model: modelPath(folder),
    data,
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}
