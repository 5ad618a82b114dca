/** A model file for tests, trained in this thread. */
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { modelPath } from '../training/checkpoints.ts';
import { createControl, createControlMemory } from '../training/control.ts';
import { train } from '../training/session.ts';
import type { TrainingData } from '../training/task.ts';
import { strokeHyperparameters, temporaryFolder } from './strokes.ts';

/** @returns the model's path, in a folder that is gone after the test */
export function trainedModel(data: TrainingData, change: Partial<Hyperparameters> = {}): string {
  const hyperparameters = strokeHyperparameters(change);
  const folder = temporaryFolder();
  const task = { runId: 'test', folder, hyperparameters, data, threads: 1, resume: false };
  train(task, createControl(createControlMemory()), () => undefined);
  return modelPath(folder);
}
