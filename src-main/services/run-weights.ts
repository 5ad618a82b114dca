/** The weights of a run that can still be asked: how it started, the epochs that were kept, and its model. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunSummary } from '../../src-shared/run.ts';
import { isKept, modelPath } from '../training/checkpoints.ts';

export interface RunWeights {
  /** 0: before the first. */
  epoch: number;
  file: string;
  /** The start values, drawn again by the seed, instead of the weights in the file. */
  isStart: boolean;
}

/** By rising epoch; none of a run without a model. */
export async function runWeights(
  { bestEpoch, hasModel, parent, hyperparameters }: RunSummary,
  folder: string,
): Promise<RunWeights[]> {
  if (!hasModel || bestEpoch === null || hyperparameters.method !== 'network') return [];
  const names = (await readdir(folder)).filter(isKept);
  const kept = names.map((name) => ({
    epoch: Number(/\d+/.exec(name)?.[0]),
    file: join(folder, name),
    isStart: false,
  }));
  const own = { epoch: bestEpoch, file: modelPath(folder), isStart: false };
  const all = kept.some(({ epoch }) => epoch === bestEpoch) ? kept : [...kept, own];
  // A branch began with the weights of another run.
  const start = parent?.how === 'branch' ? [] : [{ epoch: 0, file: own.file, isStart: true }];
  return [...start, ...all].sort((a, b) => a.epoch - b.epoch);
}
