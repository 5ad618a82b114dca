/** What networks of the history take for a label, asked in the query thread. */
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { MindQuery } from '../../src-shared/api/mind.ts';
import type { Animation, AnimationFormat } from '../../src-shared/film.ts';
import type { QueryEvidence, QueryResult, SecondOpinion } from '../../src-shared/backward-query.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { History } from '../history/history.ts';
import type { Pictures } from '../insight/backward/opinion.ts';
import type { QueryRequests } from '../insight/backward/requests.ts';
import { createWorkerCalls } from '../worker-calls.ts';
import { workerUrl } from '../worker-url.ts';
import type { Broadcast } from './broadcast.ts';
import type { OpenDataset } from './datasets.ts';
import type { Models } from './models.ts';
import { dataOfRun } from './training-data.ts';

/** More threads than these gain nothing for a few pictures. */
const mostThreads = 4;

export function createMind(
  history: History,
  models: Models,
  datasets: { withFingerprint(fingerprint: string): Promise<OpenDataset | null> },
  broadcast: Broadcast,
) {
  const thread = createWorkerCalls<QueryRequests>(
    workerUrl(import.meta.url, '../insight/backward/worker.ts', 'query-worker.js'),
    'query thread',
  );
  /** By the id that the window gave. */
  const running = new Map<string, Int32Array>();

  /** The training images of a run, if its data set is open. */
  async function dataOf(runId: string) {
    const run = history.runs.summary(runId);
    const open = await datasets.withFingerprint(run.dataset.fingerprint);
    if (!open) return null;
    const { pixels, labels, train } = dataOfRun(open, run, history);
    return { pixels, labels, train };
  }

  /** @throws UserError `file.*` */
  async function save(path: string, bytes: Uint8Array): Promise<void> {
    try {
      await writeFile(path, bytes);
    } catch (thrown) {
      throw UserError.from(errorInfoOf(thrown, path));
    }
  }

  /** @throws UserError `run.*`, `query.noEpoch` */
  async function weightsAt(runId: string, epoch: number | null) {
    if (epoch === null) return { model: models.modelFileOf(runId), isStart: false };
    const found = (await models.weightsOf(runId)).find((each) => each.epoch === epoch);
    if (!found) throw new UserError('query.noEpoch', { epoch });
    return { model: found.file, isStart: found.isStart };
  }

  return {
    /** Its pictures on the way are told as `mindFrame`. @throws UserError `query.*`, `model.*`, `run.*` */
    async query({
      id,
      runId,
      method,
      settings,
      targets,
      epoch,
      control,
    }: MindQuery): Promise<QueryResult> {
      const cancel = new SharedArrayBuffer(4);
      running.set(id, new Int32Array(cancel));
      try {
        return await thread.call(
          'query',
          {
            ...(await weightsAt(runId, epoch)),
            query: { method, settings, targets },
            control,
            threads: Math.min(mostThreads, availableParallelism()),
            cancel,
            data: method === 'prior' ? await dataOf(runId) : null,
          },
          (frame) => broadcast('mindFrame', { id, frame }),
        );
      } finally {
        running.delete(id);
      }
    },
    /** Of a query that is over: nothing. */
    cancel(id: string): void {
      const flag = running.get(id);
      if (flag) Atomics.store(flag, 0, 1);
    },
    opinion: (runId: string, pictures: Pictures): Promise<SecondOpinion> =>
      thread.call('opinion', { model: models.modelFileOf(runId), pictures }),
    /** Null while the run's data set is not open. */
    async evidence(runId: string): Promise<QueryEvidence | null> {
      const data = await dataOf(runId);
      return data && (await thread.call('evidence', { model: models.modelFileOf(runId), data }));
    },
    epochs: async (runId: string): Promise<number[]> =>
      (await models.weightsOf(runId)).map(({ epoch }) => epoch),
    /** @throws UserError `file.*` */
    async saveFilm(path: string, format: AnimationFormat, animation: Animation): Promise<void> {
      await save(path, await thread.call('animate', { format, animation }));
    },
    save,
    async shutDown(): Promise<void> {
      for (const flag of running.values()) Atomics.store(flag, 0, 1);
      await thread.close();
    },
  };
}
