/** The thread of a label check: trains and asks, fold by fold. */
import { setPriority } from 'node:os';
import { doTask } from '../worker-task.ts';
import { type FoldPlan, judgeOutOfFold } from './out-of-fold.ts';
import type { TrainingData } from './task.ts';

export interface FoldTask {
  data: TrainingData;
  plan: FoldPlan;
  threads: number;
  /** A window waits for the processors too, and is to come first. */
  givesWay: boolean;
}

/** Between the usual 0 and the least urgent 19. */
const background = 10;

await doTask(({ data, plan, threads, givesWay }: FoldTask, report) => {
  // Linux alone has a priority for each thread; elsewhere it would be the whole program's.
  if (givesWay && process.platform === 'linux') setPriority(background);
  return judgeOutOfFold(data, plan, { threads, report });
});
