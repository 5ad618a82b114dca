/** A helper thread of `threads.ts`: computes parts of jobs until it is told to leave. */
import { workerData } from 'node:worker_threads';
import {
  type HelperTask,
  kernelsOf,
  leave,
  setScratch,
  slots,
  takeParts,
  waitWhile,
} from './team.ts';

const { module, memory, job, scratch } = workerData as HelperTask;
const { words, values } = job;
const instance = new WebAssembly.Instance(module, { env: { memory } });
setScratch(instance, scratch);
const kernels = kernelsOf(module, instance);

/** The turn whose parts have all been taken. */
let done = 0;
const nothingToDo = (turn: number): boolean => turn % 2 === 0 || turn === done;

Atomics.add(words, slots.ready, 1);
for (;;) {
  waitWhile(words, slots.turn, nothingToDo);
  // Only who is inside may look at the job: its owner changes it when nobody is.
  Atomics.add(words, slots.inside, 1);
  const turn = Atomics.load(words, slots.turn);
  const kernel = nothingToDo(turn) ? null : words[slots.kernel];
  if (kernel !== null && kernel !== leave) {
    try {
      takeParts(job, kernels[kernel], [...values.subarray(0, words[slots.count])]);
    } catch {
      // The owner throws: it can say so, and a helper that is gone would be waited for.
      Atomics.add(words, slots.failed, 1);
    }
    done = turn;
  }
  if (Atomics.sub(words, slots.inside, 1) === 1) Atomics.notify(words, slots.inside);
  if (kernel === leave) break;
}
