/** Calls by name to a worker thread, typed by an interface of functions; errors come back as data. */
import { parentPort, Worker } from 'node:worker_threads';
import { type ErrorInfo, errorInfoOf, UserError } from '../src-shared/errors.ts';

/**
 * Functions of one argument, by name. One that takes long may have a second, by which it tells how
 * far it is.
 */
type Handlers<T> = { [N in keyof T]: (args: never, tell: never) => unknown };
type Argument<F> = F extends (args: infer A, ...rest: never[]) => unknown ? A : never;
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;
type News<F> = F extends (args: never, tell: (news: infer E) => void) => unknown ? E : never;

interface Request {
  id: number;
  name: string;
  args: unknown;
}
type Answer =
  { id: number; ok: true; value: unknown } | { id: number; ok: false; error: ErrorInfo };
interface Told {
  id: number;
  news: unknown;
}

/** In the worker: answers the owner's calls. */
export function answerCalls<T extends Handlers<T>>(functions: T): void {
  if (!parentPort) throw new Error('this runs in a worker thread only');
  const port = parentPort;
  // Name and argument come from `WorkerCalls<T>`, which holds them together.
  const handlers: Record<string, (args: never, tell: never) => unknown> = {
    ...functions,
  };
  port.on('message', async ({ id, name, args }: Request) => {
    let answer: Answer;
    try {
      const tell = (news: unknown): void => port.postMessage({ id, news } satisfies Told);
      answer = { id, ok: true, value: await handlers[name](args as never, tell as never) };
    } catch (thrown) {
      answer = { id, ok: false, error: errorInfoOf(thrown) };
    }
    port.postMessage(answer);
  });
}

export interface WorkerCalls<T> {
  /** `onNews` hears what the function tells before it is done. */
  call<N extends keyof T & string>(
    name: N,
    args: Argument<T[N]>,
    onNews?: (news: News<T[N]>) => void,
  ): Promise<Result<T[N]>>;
  close(): Promise<void>;
}

/** The owner's end. The thread is started by the first call, and again after it died. */
export function createWorkerCalls<T extends Handlers<T>>(url: URL, title: string): WorkerCalls<T> {
  let worker: Worker | null = null;
  let nextId = 1;
  const waiting = new Map<
    number,
    {
      resolve: (v: never) => void;
      reject: (e: Error) => void;
      onNews: ((news: never) => void) | undefined;
    }
  >();

  function start(): Worker {
    const started = new Worker(url, { name: title });
    const died = (reason: string): void => {
      if (worker === started) worker = null;
      for (const { reject } of waiting.values())
        reject(new UserError('unexpected', { message: `${title}: ${reason}` }));
      waiting.clear();
    };
    started.on('message', (answer: Answer | Told) => {
      const call = waiting.get(answer.id);
      if ('news' in answer) {
        call?.onNews?.(answer.news as never);
        return;
      }
      waiting.delete(answer.id);
      if (answer.ok) call?.resolve(answer.value as never);
      else call?.reject(UserError.from(answer.error));
    });
    started.on('error', (thrown) => died(String(thrown)));
    started.on('exit', (code) => died(`exit code ${code}`));
    return started;
  }

  return {
    call: (name, args, onNews) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const id = nextId++;
        waiting.set(id, { resolve, reject, onNews });
        worker.postMessage({ id, name, args } satisfies Request);
      }),
    async close() {
      await worker?.terminate();
    },
  };
}
