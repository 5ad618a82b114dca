/**
 * A run's files: `model.safetensors`, what counts as its result, and `checkpoint.safetensors`, the
 * last finished epoch with all that going on bit for bit needs.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import { brokenModel } from '../models/broken-model.ts';
import { epochRecord } from '../models/epoch-schema.ts';
import { type ModelInfo, readModelFile, writeModel } from '../models/model-file.ts';
import type { Tensor } from '../models/safetensors.ts';
import type { Trainer } from './any-trainer.ts';

export const modelPath = (folder: string): string => join(folder, 'model.safetensors');
/** A copy of the weights of one epoch, kept for comparison. */
export const keptPath = (folder: string, epoch: number): string =>
  join(folder, `epoch-${String(epoch).padStart(6, '0')}.safetensors`);
const keptName = /^epoch-(\d+)\.safetensors$/;
export const isKept = (name: string): boolean => keptName.test(name);
/** The epochs of which a folder with these files has a copy, ascending. */
export const keptEpochsIn = (names: readonly string[]): number[] =>
  names
    .flatMap((name) => keptName.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
/** Of a branch: the weights that it started from. */
export const startPath = (folder: string): string => join(folder, 'start.safetensors');
export const checkpointPath = (folder: string): string => join(folder, 'checkpoint.safetensors');

const stateKey = 'training';
const bestOnly = z.object({ best: epochRecord });

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
  /** Tensors of the model besides what the trainer gives. */
  more: ReadonlyMap<string, Tensor> = new Map(),
  /** Of every so many epochs a copy of the model stays; 0 for none. */
  keepEvery = 0,
): void {
  mkdirSync(folder, { recursive: true });
  const info: ModelInfo = { ...run, spec: trainer.spec, record };
  const model = (): Map<string, Tensor> => new Map([...trainer.model(), ...more]);
  if (trainer.best === record) writeModel(modelPath(folder), info, model());
  if (keepEvery > 0 && record.epoch % keepEvery === 0)
    writeModel(keptPath(folder, record.epoch), info, model());
  const { tensors, numbers } = trainer.state();
  const state = { ...numbers, best: trainer.best ?? record };
  writeModel(checkpointPath(folder), info, tensors, { [stateKey]: JSON.stringify(state) });
}

/**
 * Brings a fresh trainer to where the checkpoint stands; without one it stays at the start.
 * @returns whether there was one
 * @throws UserError `model.broken`, `training.otherHyperparameters`
 */
export function restore(folder: string, trainer: Trainer, run: RunInfo): boolean {
  const path = checkpointPath(folder);
  if (!existsSync(path)) return false;
  const { info, file } = readModelFile(path);
  if (
    JSON.stringify(info.spec) !== JSON.stringify(trainer.spec) ||
    comparable(info.hyperparameters) !== comparable(run.hyperparameters)
  )
    throw new UserError('training.otherHyperparameters', { file: path });
  const numbers: unknown = JSON.parse(file.metadata[stateKey] ?? 'null');
  const state = bestOnly.safeParse(numbers);
  if (!state.success) throw brokenModel(path, 'noState');
  trainer.restore(numbers, file, path);
  trainer.best = state.data.best;
  trainer.epoch = info.record.epoch;
  return true;
}

/** Weights of another run: its model's, those of one of its kept epochs, or those that it started from. */
export interface StartWeights {
  /** Of the other run. */
  folder: string;
  of: 'model' | 'start' | number;
}

/**
 * Gives a fresh trainer the weights of another run, and keeps a copy of them: what is made of this run
 * later starts from the same, whatever has become of the other one.
 * @param own the folder of the run that starts
 * @throws UserError `run.noWeights`, `training.otherNetwork`, `model.broken`, and what the disk refuses
 */
export function startFrom({ folder, of }: StartWeights, trainer: Trainer, own: string): void {
  const copy = startPath(own);
  const path = [copy, ...sources(folder, of)].find(existsSync);
  if (!path) throw new UserError('run.noWeights', { path: sources(folder, of)[0] });
  const { info, file } = readModelFile(path);
  if (JSON.stringify(info.spec) !== JSON.stringify(trainer.spec))
    throw new UserError('training.otherNetwork');
  // The last epoch may have been followed by others since it was chosen.
  if (path !== copy && typeof of === 'number' && info.record.epoch !== of)
    throw new UserError('run.noWeights', { path: keptPath(folder, of) });
  trainer.startFrom(file, path);
  if (path !== copy) writeModel(copy, info, trainer.model());
}

/** Where the weights may be: those of the last epoch are in the checkpoint. */
function sources(folder: string, of: StartWeights['of']): string[] {
  if (of === 'model') return [modelPath(folder)];
  return of === 'start' ? [startPath(folder)] : [keptPath(folder, of), checkpointPath(folder)];
}

/** A run may be made longer after its checkpoint was written. */
const comparable = (h: RunInfo['hyperparameters']): string => JSON.stringify({ ...h, epochs: 0 });

/** The epoch that the checkpoint holds, or null: it may be one that the history has not heard of. */
export function checkpointRecord(folder: string): ModelInfo['record'] | null {
  const path = checkpointPath(folder);
  return existsSync(path) ? readModelFile(path).info.record : null;
}
