/** Threads that help the one that calls the kernels. */
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../worker-url.ts';
import {
  createJob,
  exportsOf,
  type HelperTask,
  kernelsOf,
  leave,
  slots,
  takeParts,
  waitWhile,
} from './team.ts';

export interface Team {
  /** Those that are at work now: the caller, and the helpers once they have all started. */
  readonly threads: number;
  /** Computes `items` with one exported function, `part` of them at a call, and waits for the end. */
  compute(name: string, items: number, part: number, values: readonly number[]): void;
  /** Ends the helpers; resolves when they are gone. */
  end(): Promise<void>;
}

/**
 * As many threads besides the caller's as there are `scratches`, of which each gets one. They end
 * with the thread that made them.
 */
export function createTeam(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  instance: WebAssembly.Instance,
  scratches: readonly number[],
): Team {
  const job = createJob();
  const { words } = job;
  const kernels = kernelsOf(module, instance);
  const places = new Map(exportsOf(module).map((name, place) => [name, place]));
  let ended = false;
  const workers = scratches.map((scratch) => {
    const worker = new Worker(workerUrl(import.meta.url, './helper.ts', 'kernel-helper.js'), {
      workerData: { module, memory, job, scratch } satisfies HelperTask,
      name: 'kernels',
    });
    worker.unref();
    // A helper that can not start, for want of memory say, leaves the work to the others.
    worker.on('error', () => undefined);
    return { worker, gone: new Promise((resolve) => worker.on('exit', resolve)) };
  });

  function open(kernel: number, items: number, part: number, values: readonly number[]): void {
    job.values.set(values);
    words[slots.kernel] = kernel;
    words[slots.items] = items;
    words[slots.part] = part;
    words[slots.count] = values.length;
    words[slots.failed] = 0;
    Atomics.store(words, slots.next, 0);
    Atomics.add(words, slots.turn, 1);
    Atomics.notify(words, slots.turn);
  }

  /** Who was not in time finds it closed; who was is waited for. */
  function close(): void {
    Atomics.add(words, slots.turn, 1);
    waitWhile(words, slots.inside, isSome);
  }

  return {
    get threads() {
      const started = Atomics.load(words, slots.ready);
      return !ended && started === workers.length ? started + 1 : 1;
    },
    compute(name, items, part, values) {
      const place = places.get(name);
      if (place === undefined) throw new Error(`The kernels export no '${name}'`);
      open(place, items, part, values);
      try {
        takeParts(job, kernels[place], values);
      } finally {
        close();
      }
      if (Atomics.load(words, slots.failed) > 0)
        throw new Error(`${name} failed in a helper thread`);
    },
    async end() {
      if (!ended) open(leave, 0, 1, []);
      ended = true;
      for (const { worker } of workers) worker.ref();
      await Promise.all(workers.map(({ gone }) => gone));
    },
  };
}

const isSome = (count: number): boolean => count !== 0;
