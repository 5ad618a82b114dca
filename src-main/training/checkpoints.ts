/**
 * A run's files: `model.safetensors`, the weights that count as its result, and
 * `checkpoint.safetensors`, the last finished epoch with all that going on bit for bit needs. The
 * generator's state needs no place there: its streams hang on the seed and the epoch alone.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import { epochRecord } from '../models/epoch-schema.ts';
import {
  loadTensors,
  type ModelInfo,
  readModelFile,
  tensorsOf,
  writeModel,
} from '../models/model-file.ts';
import type { Trainer } from './trainer.ts';
import { newWatch, type Watch } from './watch.ts';

export const modelPath = (folder: string): string => join(folder, 'model.safetensors');
export const checkpointPath = (folder: string): string => join(folder, 'checkpoint.safetensors');

const stateKey = 'training';
const watch = z.object({ best: z.number().nullable(), waited: z.int() }) satisfies z.ZodType<Watch>;
const trainingState = z.object({
  /** The base that the schedule scales. */
  learningRate: z.number(),
  optimiserSteps: z.int(),
  best: epochRecord,
  // Checkpoints of version 0.1.0 lack these: it had neither schedules nor early stopping.
  plateau: watch.default(newWatch),
  reductions: z.int().default(0),
  stopping: watch.default(newWatch),
});

/** What every file of a run says about itself, apart from the epoch. */
export type RunInfo = Omit<ModelInfo, 'record' | 'spec'>;

/**
 * Saves the epoch that just ended. The model comes first: should the program die between the two, the
 * epoch is trained again to the same bits.
 */
export function saveEpoch(
  folder: string,
  trainer: Trainer,
  run: RunInfo,
  record: ModelInfo['record'],
): void {
  mkdirSync(folder, { recursive: true });
  const { network, optimiser } = trainer;
  const info: ModelInfo = { ...run, spec: network.spec, record };
  const tensors = tensorsOf(network, network.parameters);
  if (trainer.best === record) writeModel(modelPath(folder), info, tensors);
  for (const { name, values } of optimiser.state)
    for (const [tensor, value] of tensorsOf(network, values))
      tensors.set(`optimiser.${name}.${tensor}`, value);
  const state: z.infer<typeof trainingState> = {
    learningRate: trainer.learningRate.state.base,
    optimiserSteps: optimiser.steps,
    best: trainer.best ?? record,
    plateau: trainer.learningRate.state.plateau,
    reductions: trainer.learningRate.state.reductions,
    stopping: trainer.stopping,
  };
  writeModel(checkpointPath(folder), info, tensors, { [stateKey]: JSON.stringify(state) });
}

/**
 * Brings a fresh trainer to where the checkpoint stands; without one it stays at the start.
 * @throws UserError `model.broken`, `training.otherHyperparameters`
 */
export function restore(folder: string, trainer: Trainer, run: RunInfo): void {
  const path = checkpointPath(folder);
  if (!existsSync(path)) return;
  const { info, file } = readModelFile(path);
  if (
    JSON.stringify(info.spec) !== JSON.stringify(trainer.network.spec) ||
    JSON.stringify(info.hyperparameters) !== JSON.stringify(run.hyperparameters)
  )
    throw new UserError('training.otherHyperparameters', { file: path });
  const state = trainingState.safeParse(JSON.parse(file.metadata[stateKey] ?? 'null'));
  if (!state.success)
    throw new UserError('model.broken', { file: path, reason: 'its training state is missing' });
  const { network, optimiser } = trainer;
  loadTensors(network, network.parameters, file, '', path);
  for (const { name, values } of optimiser.state)
    loadTensors(network, values, file, `optimiser.${name}.`, path);
  const { learningRate: base, plateau, reductions, stopping, best, optimiserSteps } = state.data;
  optimiser.steps = optimiserSteps;
  trainer.learningRate.state = { base, plateau, reductions };
  trainer.stopping = stopping;
  trainer.best = best;
  trainer.epoch = info.record.epoch;
}

/** The epoch that the checkpoint holds, or null: it may be one that the history has not heard of. */
export function checkpointRecord(folder: string): ModelInfo['record'] | null {
  const path = checkpointPath(folder);
  return existsSync(path) ? readModelFile(path).info.record : null;
}
