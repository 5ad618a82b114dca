/** One long piece of work in a thread of its own: progress, a result or an error, and an end at any moment. */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type ErrorInfo, errorInfoOf, UserError } from '../src-shared/errors.ts';

type Message =
  | { kind: 'progress'; fraction: number }
  | { kind: 'done'; result: unknown }
  | { kind: 'failed'; error: ErrorInfo };

/** Milliseconds between two reports of progress. */
const reportEvery = 1000 / 15;

/** In the worker: does the work that it was started for. */
export async function doTask<T, R>(
  work: (task: T, report: (fraction: number) => void) => R | Promise<R>,
): Promise<void> {
  if (!parentPort) throw new Error('this runs in a worker thread only');
  const port = parentPort;
  const say = (message: Message): void => port.postMessage(message);
  let reported = -Infinity;
  try {
    const result = await work(workerData as T, (fraction) => {
      const now = performance.now();
      if (now - reported < reportEvery) return;
      reported = now;
      say({ kind: 'progress', fraction });
    });
    say({ kind: 'done', result });
  } catch (thrown) {
    say({ kind: 'failed', error: errorInfoOf(thrown) });
  }
}

/**
 * The owner's end. Aborting ends the thread at once, whatever it is doing.
 * @throws UserError what the work threw; the signal's reason when it is aborted
 */
export function runTask<R>(
  url: URL,
  title: string,
  task: unknown,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<R> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(url, { workerData: task, name: title });
    let settled = false;
    /** The first word counts; what the thread holds on to is free when the promise settles. */
    const settle = (then: () => void): void => {
      if (settled) return;
      settled = true;
      signal.removeEventListener('abort', cancel);
      void worker.terminate().then(then);
    };
    const died = (reason: string): void =>
      settle(() => reject(new UserError('unexpected', { message: `${title}: ${reason}` })));
    const cancel = (): void => settle(() => reject(signal.reason));
    signal.addEventListener('abort', cancel);
    worker.on('error', (thrown) => died(String(thrown)));
    worker.on('exit', (code) => died(`exit code ${code}`));
    worker.on('message', (message: Message) => {
      if (signal.aborted) return;
      if (message.kind === 'progress') onProgress(message.fraction);
      else if (message.kind === 'done') settle(() => resolve(message.result as R));
      else settle(() => reject(UserError.from(message.error)));
    });
  });
}
