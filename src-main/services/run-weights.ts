/** The weights of a run that can still be asked: how it started, the epochs that were kept, and its model. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RunSummary } from '../../src-shared/run.ts';
import { keptEpochsIn, keptPath, modelPath, startPath } from '../training/checkpoints.ts';

export interface RunWeights {
  /** 0: before the first. */
  epoch: number;
  file: string;
  /** The start values, drawn again by the seed, instead of the weights in the file. */
  isStart: boolean;
}

/** Whether it began with another run's weights: its folder has them, or soon will; only that tells of an import. */
export const isBranch = ({ parent }: RunSummary, folder: string): boolean =>
  parent?.how === 'branch' || parent?.branched === true || existsSync(startPath(folder));

/** By rising epoch; none of a run without a model. */
export async function runWeights(run: RunSummary, folder: string): Promise<RunWeights[]> {
  const { bestEpoch, hasModel, hyperparameters } = run;
  if (!hasModel || bestEpoch === null || hyperparameters.method !== 'network') return [];
  const names = await readdir(folder);
  const saved = (epoch: number, file: string): RunWeights => ({ epoch, file, isStart: false });
  const kept = keptEpochsIn(names).map((epoch) => saved(epoch, keptPath(folder, epoch)));
  const own = saved(bestEpoch, modelPath(folder));
  const all = kept.some(({ epoch }) => epoch === bestEpoch) ? kept : [...kept, own];
  // A branch began with weights of another run, of which it has a copy.
  const start = startPath(folder);
  const began = names.includes(basename(start)) ? [saved(0, start)] : [];
  const first = isBranch(run, folder) ? began : [{ ...own, epoch: 0, isStart: true }];
  return [...first, ...all].sort((a, b) => a.epoch - b.epoch);
}
