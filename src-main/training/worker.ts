/** The training thread: one run from its task to its end. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { errorInfoOf } from '../../src-shared/errors.ts';
import { createControl } from './control.ts';
import { train } from './session.ts';
import type { TrainingMessage, TrainingTask } from './task.ts';

if (!parentPort) throw new Error('this file runs in a worker thread only');
const port = parentPort;
const task = workerData as TrainingTask;
/** Between the usual 0 and the least urgent 19. */
const background = 10;
// Linux alone has a priority for each thread; elsewhere it would be the whole program's. The threads
// that help with the arithmetic are started from here and have it, too.
if (task.givesWay && process.platform === 'linux') setPriority(background);

const say = (message: TrainingMessage): void => port.postMessage(message);

try {
  say({ kind: 'end', outcome: train(task, createControl(task.control), say) });
} catch (thrown) {
  say({ kind: 'failed', error: errorInfoOf(thrown, task.folder) });
}
