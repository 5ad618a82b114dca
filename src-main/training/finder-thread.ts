/** The owner's end of the finder's thread. */
import { Worker } from 'node:worker_threads';
import { UserError } from '../../src-shared/errors.ts';
import type { RateSearch } from '../../src-shared/rate-search.ts';
import { workerUrl } from '../worker-url.ts';
import { createController, createControlMemory, orders } from './control.ts';
import type { FinderMessage, FinderTask } from './finder-worker.ts';

export interface FinderThread {
  /** Null when it was cancelled. */
  search: Promise<RateSearch | null>;
  cancel(): void;
}

export function startFinder(
  task: Omit<FinderTask, 'control'>,
  onProgress: (fraction: number) => void,
): FinderThread {
  const control = createControlMemory();
  const workerData: FinderTask = { ...task, control };
  const search = new Promise<RateSearch | null>((resolve, reject) => {
    const worker = new Worker(
      workerUrl(import.meta.url, './finder-worker.ts', 'finder-worker.js'),
      {
        workerData,
        name: 'learning-rate finder',
      },
    );
    const died = (message: string): void =>
      reject(new UserError('unexpected', { message: `learning-rate finder: ${message}` }));
    worker.on('message', (message: FinderMessage) => {
      if (message.kind === 'progress') onProgress(message.fraction);
      else if (message.kind === 'end') resolve(message.search);
      else reject(UserError.from(message.error));
    });
    worker.on('error', (thrown) => died(String(thrown)));
    worker.on('exit', (code) => died(`exit code ${code}`));
  });
  return { search, cancel: () => createController(control).give(orders.stop) };
}
