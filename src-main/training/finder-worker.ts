/** The finder's thread: one search from its task to its answer. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorInfo, errorInfoOf } from '../../src-shared/errors.ts';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { RateSearch } from '../../src-shared/rate-search.ts';
import { type ControlMemory, createControl, orders } from './control.ts';
import { findRate } from './finder.ts';
import type { TrainingData } from './task.ts';

export interface FinderTask {
  hyperparameters: Hyperparameters;
  data: TrainingData;
  control: ControlMemory;
  threads: number;
  givesWay: boolean;
}
export type FinderMessage =
  | { kind: 'progress'; fraction: number }
  /** Null: it was cancelled. */
  | { kind: 'end'; search: RateSearch | null }
  | { kind: 'failed'; error: ErrorInfo };

/** In ms. */
const progressInterval = 66;
/** As in `worker.ts`. */
const background = 10;

if (!parentPort) throw new Error('this file runs in a worker thread only');
const port = parentPort;
const say = (message: FinderMessage): void => port.postMessage(message);
const { hyperparameters, data, control: memory, threads, givesWay } = workerData as FinderTask;
if (givesWay && process.platform === 'linux') setPriority(background);

const control = createControl(memory);
let said = 0;
function onStep(fraction: number): boolean {
  if (performance.now() - said >= progressInterval) {
    said = performance.now();
    say({ kind: 'progress', fraction });
  }
  return control.order() !== orders.stop;
}
try {
  say({ kind: 'end', search: findRate(hyperparameters, data, { threads, onStep }) });
} catch (thrown) {
  say({ kind: 'failed', error: errorInfoOf(thrown) });
}
