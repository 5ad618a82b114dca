/** The data sets that are open: one in the window, others only while a run goes on that needs them. */
import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import type {
  AugmentedPage,
  AugmentedQuery,
  RecentDataset,
  SamplesPage,
  SamplesQuery,
} from '../../src-shared/api.ts';
import type { DatasetSummary } from '../../src-shared/dataset.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { DatasetClient } from '../datasets/client.ts';
import type { History } from '../history/history.ts';
import type { Broadcast } from './broadcast.ts';
import type { Jobs } from './jobs.ts';
import { LiveOverlay } from './live-overlay.ts';
import type { Paths } from './paths.ts';

export interface OpenDataset {
  summary: DatasetSummary;
  pixels: SharedArrayBuffer;
  labels: SharedArrayBuffer;
  splits: SharedArrayBuffer;
}

export interface CurrentDataset {
  dataset: OpenDataset;
  client: DatasetClient;
  overlay: LiveOverlay;
}

export function createDatasets(history: History, jobs: Jobs, paths: Paths, broadcast: Broadcast) {
  let current: CurrentDataset | null = null;
  /** The last request to open wins: an older one that is still under way is cancelled. */
  let opening: AbortController | null = null;

  async function recent(): Promise<RecentDataset[]> {
    return Promise.all(
      history.recent.paths().map(async (path) => ({
        token: paths.tokenFor(path).token,
        name: basename(path),
        path,
        exists: await access(path).then(
          () => true,
          () => false,
        ),
      })),
    );
  }

  /** Reads a folder in a worker, as a job with progress and cancel. */
  async function read(path: string, cancel: AbortController): Promise<CurrentDataset> {
    const job = jobs.start(
      { kind: 'open', subject: basename(path), runId: null },
      { cancel: () => cancel.abort() },
    );
    const started = performance.now();
    try {
      const client = await DatasetClient.open(path, {
        signal: cancel.signal,
        onProgress: (fraction) => {
          const elapsed = (performance.now() - started) / 1000;
          const secondsLeft = fraction > 0.05 ? (elapsed / fraction) * (1 - fraction) : null;
          job.update({ fraction, secondsLeft });
        },
      });
      job.end('done');
      const { summary, ...shared } = client.dataset;
      const dataset = { ...shared, summary: { ...summary, id: randomUUID() } };
      const overlay = new LiveOverlay(dataset, history.overlays);
      const { labels, flags } = overlay;
      await client.ask('useOverlay', { labels, flags });
      return { client, dataset, overlay };
    } catch (thrown) {
      if (cancel.signal.aborted) {
        job.end('cancelled');
        throw new UserError('dataset.cancelled', { path });
      }
      job.end('failed', errorInfoOf(thrown, path));
      throw thrown;
    }
  }

  function currentOf(datasetId: string): CurrentDataset {
    if (current?.dataset.summary.id !== datasetId) throw new UserError('dataset.notOpen');
    return current;
  }

  return {
    /** Opens a folder and makes it the current data set. @throws UserError `dataset.*`, `idx.*`, `image.*` */
    async open(path: string): Promise<OpenDataset> {
      opening?.abort();
      const cancel = new AbortController();
      opening = cancel;
      const opened = await read(path, cancel);
      const previous = current;
      current = opened;
      if (opening === cancel) opening = null;
      history.recent.add(path);
      broadcast('dataset', opened.dataset.summary);
      broadcast('recent', await recent());
      await previous?.client.close();
      return opened.dataset;
    },
    current: (): DatasetSummary | null => current?.dataset.summary ?? null,
    /** @throws UserError `dataset.notOpen` */
    get: (id: string): OpenDataset => currentOf(id).dataset,
    /** With its thread and its edits. @throws UserError `dataset.notOpen` */
    currentOf,
    /** The open data set with these pixels, if it is open. */
    withFingerprint: (fingerprint: string): OpenDataset | null =>
      current?.dataset.summary.fingerprint === fingerprint ? current.dataset : null,
    async samples({ datasetId, ...query }: SamplesQuery): Promise<SamplesPage> {
      return currentOf(datasetId).client.samples(query);
    },
    async augmented({ datasetId, ...query }: AugmentedQuery): Promise<AugmentedPage> {
      return currentOf(datasetId).client.augmented(query);
    },
    recent,
    async forgetRecent(token: string): Promise<RecentDataset[]> {
      history.recent.forget(paths.pathOf(token));
      return recent();
    },
    async shutDown(): Promise<void> {
      opening?.abort();
      await current?.client.close();
    },
  };
}

export type Datasets = ReturnType<typeof createDatasets>;
