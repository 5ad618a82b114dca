/** The owner's end of a dataset worker, in main or in the command line. */
import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type {
  AugmentedPage,
  Pictures,
  PreparationPreview,
  SamplesPage,
} from '../../src-shared/api/datasets.ts';
import { UserError } from '../../src-shared/errors.ts';
import { asFilesAre, type Preparation } from '../../src-shared/preparation.ts';
import type {
  DatasetAnswers,
  DatasetMessage,
  DatasetRequest,
  DatasetTask,
  SharedDataset,
} from './protocol.ts';
import type { AugmentedSelection } from './augmented.ts';
import type { CachePlace } from './cache.ts';
import type { CachedOpenOptions } from './cached-open.ts';
import type { SampleSelection } from './samples.ts';
import { type SpareThread, startDatasetThread } from './spare-thread.ts';

/** That closing waits for the cache. Milliseconds. */
const longestKeeping = 3000;

/** Milliseconds that a cancelled opening has to end by itself. */
const longestCancel = 5000;

/** An open data set, and the thread that keeps its index. */
export class DatasetClient {
  readonly dataset: SharedDataset;
  readonly #worker: Worker;
  readonly #waiting = new Map<
    number,
    { resolve(answer: never): void; reject(error: Error): void }
  >();
  #nextId = 1;
  /** Why no more questions are answered. */
  #ended: UserError | null = null;
  #kept: () => void = () => {};
  /** Resolved when the decoded pixels are in the cache, or the thread has ended. */
  readonly kept = new Promise<void>((resolve) => (this.#kept = resolve));
  #checked: (isTrue: boolean) => void = () => {};
  /**
   * Whether the data set is what its files say; only then do its pixels count, and only then are all of them there.
   * Also false where the thread has ended before.
   */
  readonly checked = new Promise<boolean>((resolve) => (this.#checked = resolve));

  /**
   * Starts a thread, or takes the `spare` one, and opens the folder in it. `onProgress` hears at most 15 reports a second. Aborting ends the
   * thread at once, whatever it is doing.
   * @throws UserError as `openDataset`, and `dataset.workerDied`; the signal's reason when it is aborted
   */
  static open(
    path: string,
    options: CachedOpenOptions & { cache?: CachePlace | null; spare?: SpareThread } = {},
  ): Promise<DatasetClient> {
    const {
      onProgress,
      onPreview,
      signal,
      preparation = asFilesAre,
      how = {},
      atOnce = false,
      cache = null,
      spare,
    } = options;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const worker = spare?.take() ?? startDatasetThread();
      worker.postMessage({ path, preparation, how, cache, atOnce } satisfies DatasetTask);
      const fail = (reason: unknown): void => {
        reject(reason);
        void worker.terminate();
      };
      const cancel = (): void => {
        reject(signal?.reason);
        // Nobody waits for its end; it is ended where it does not heed this.
        worker.postMessage('cancel');
        void setTimeout(longestCancel, undefined, { ref: false }).then(() => worker.terminate());
      };
      signal?.addEventListener('abort', cancel);
      worker.on('error', (error: Error) => fail(died(error.message)));
      worker.on('exit', (code) => fail(died(`exit code ${code}`)));
      worker.on('message', (message: DatasetMessage) => {
        if (signal?.aborted) return;
        if (message.kind === 'progress')
          onProgress?.(message.fraction, message.done, message.total);
        else if (message.kind === 'preview') onPreview?.(message.preview);
        else if (message.kind === 'failed') fail(UserError.from(message.error));
        else if (message.kind === 'opened') {
          signal?.removeEventListener('abort', cancel);
          resolve(new DatasetClient(worker, message.dataset));
        }
      });
    });
  }

  private constructor(worker: Worker, dataset: SharedDataset) {
    this.dataset = dataset;
    this.#worker = worker;
    worker.on('error', (error: Error) => this.#end(died(error.message)));
    worker.on('exit', (code) => {
      this.#end(died(`exit code ${code}`));
      this.#kept();
      this.#checked(false);
    });
    worker.on('message', (message: DatasetMessage) => {
      if (message.kind === 'kept') this.#kept();
      if (message.kind === 'checked') this.#checked(message.isTrue);
      if (message.kind !== 'answer' && message.kind !== 'refused') return;
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.kind === 'refused') waiting?.reject(UserError.from(message.error));
      // The worker answers what was asked under this number.
      else waiting?.resolve(message.answer as never);
    });
  }

  /**
   * Asks the worker by name.
   * @throws UserError `dataset.notOpen` after `close`, `dataset.workerDied`
   */
  ask<N extends keyof DatasetAnswers>(
    name: N,
    argument: Parameters<DatasetAnswers[N]>[0],
  ): Promise<ReturnType<DatasetAnswers[N]>> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, name, argument } satisfies DatasetRequest);
    });
  }

  samples(selection: SampleSelection): Promise<SamplesPage> {
    return this.ask('samples', selection);
  }

  augmented(selection: AugmentedSelection): Promise<AugmentedPage> {
    return this.ask('augmented', selection);
  }

  pictures(indices: readonly number[]): Promise<Pictures> {
    return this.ask('pictures', indices);
  }

  previewPreparation(preparation: Preparation): Promise<PreparationPreview> {
    return this.ask('previewPreparation', preparation);
  }

  /**
   * Ends the thread, after it was given a moment to finish writing the cache. The shared pixels live on for as long
   * as someone holds them.
   */
  async close(): Promise<void> {
    this.#end(new UserError('dataset.notOpen'));
    await Promise.race([this.kept, setTimeout(longestKeeping, undefined, { ref: false })]);
    await this.#worker.terminate();
  }

  #end(reason: UserError): void {
    this.#ended ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

function died(message: string): UserError {
  return new UserError('dataset.workerDied', { message });
}
