/** The owner's end of a training thread. */
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../worker-url.ts';
import { createController, createControlMemory, orders } from './control.ts';
import type { TrainingMessage, TrainingTask } from './task.ts';

export interface TrainingThread {
  pause(): void;
  goOn(): void;
  /** Takes effect within a batch; the finished epochs stay. */
  stop(): void;
  setLearningRate(value: number): void;
  /** Resolves when the thread is gone, whatever ended it. */
  ended: Promise<void>;
}

/** Starts the thread. `onMessage` hears everything it says; the last message is `end` or `failed`. */
export function startTraining(
  task: Omit<TrainingTask, 'control'>,
  onMessage: (message: TrainingMessage) => void,
): TrainingThread {
  const memory = createControlMemory();
  const controller = createController(memory);
  const workerData: TrainingTask = { ...task, control: memory };
  let finished = false;
  const last = (message: TrainingMessage): void => {
    if (finished) return;
    finished = message.kind === 'end' || message.kind === 'failed';
    onMessage(message);
  };
  const died = (reason: string): void =>
    last({
      kind: 'failed',
      error: { code: 'training.workerDied', values: { message: reason } },
    });
  const ended = new Promise<void>((resolve) => {
    // In a turn of its own: with what comes before it, starting a thread would keep the owner's
    // events waiting for too long. Orders given meanwhile stand in the shared memory.
    setImmediate(() => {
      const worker = new Worker(workerUrl(import.meta.url, './worker.ts', 'training-worker.js'), {
        workerData,
        name: `training ${task.runId}`,
      });
      worker.on('message', last);
      worker.on('error', (thrown) =>
        died(thrown instanceof Error ? thrown.message : String(thrown)),
      );
      worker.on('exit', (code) => {
        died(`exit code ${code}`);
        resolve();
      });
    });
  });
  return {
    pause: () => controller.give(orders.pause),
    goOn: () => controller.give(orders.run),
    stop: () => controller.give(orders.stop),
    setLearningRate: (value) => controller.setLearningRate(value),
    ended,
  };
}
