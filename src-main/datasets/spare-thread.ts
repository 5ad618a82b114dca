/**
 * A dataset thread that waits for a folder, its program loaded: to start one takes twenty times as long as to open a
 * folder from the cache.
 */
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../worker-url.ts';
import type { DatasetMessage } from './protocol.ts';

export function startDatasetThread(): Worker {
  return new Worker(workerUrl(import.meta.url, './worker.ts', 'dataset-worker.js'), {
    name: 'dataset',
  });
}

export class SpareThread {
  #worker: Worker | null = null;

  /** Has one waiting; resolved when it waits, or when there will be none. */
  async start(): Promise<void> {
    if (this.#worker) return;
    const worker = startDatasetThread();
    this.#worker = worker;
    // It keeps no program alive, and one that ends before its time is no loss.
    worker.unref();
    await new Promise<void>((resolve) => {
      const lost = (): void => {
        if (this.#worker === worker) this.#worker = null;
        resolve();
      };
      worker.once('error', lost);
      worker.once('exit', lost);
      worker.once('message', ({ kind }: DatasetMessage) => {
        if (kind === 'waiting') resolve();
      });
    });
  }

  /** The one that waits, or a new one. */
  take(): Worker {
    const worker = this.#worker ?? startDatasetThread();
    this.#worker = null;
    worker.ref();
    return worker;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}
