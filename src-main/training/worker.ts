/** The training thread: one run from its task to its end. */
import { parentPort, workerData } from 'node:worker_threads';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { createControl } from './control.ts';
import { train } from './session.ts';
import type { TrainingMessage, TrainingTask } from './task.ts';

if (!parentPort) throw new Error('this file runs in a worker thread only');
const port = parentPort;
const task = workerData as TrainingTask;
const say = (message: TrainingMessage): void => port.postMessage(message);

try {
  say({ kind: 'end', outcome: train(task, createControl(task.control), say) });
} catch (thrown) {
  say({ kind: 'failed', error: errorInfoOf(thrown, task.folder) });
}
