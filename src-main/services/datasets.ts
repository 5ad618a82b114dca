/** The data sets that are open: one in the window, others only while a run goes on that needs them. */
import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import type {
  AugmentedPage,
  AugmentedQuery,
  Pictures,
  PreparationPreview,
  RecentDataset,
  SamplesPage,
  SamplesQuery,
} from '../../src-shared/api/datasets.ts';
import type { DatasetSummary } from '../../src-shared/dataset.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { labelNamesProblem, tidyNames } from '../../src-shared/label-names.ts';
import { asFilesAre, type Preparation } from '../../src-shared/preparation.ts';
import type { RunDataset } from '../../src-shared/run.ts';
import {
  isPlainReading,
  type NamesPreview,
  type ReadingOptions,
  type SheetPreview,
} from '../../src-shared/reading-options.ts';
import type { CachePlace } from '../datasets/cache.ts';
import { DatasetClient } from '../datasets/client.ts';
import { SpareThread } from '../datasets/spare-thread.ts';
import type { ReadingPreviews } from '../datasets/reading-preview.ts';
import type { History } from '../history/history.ts';
import type { Broadcast } from './broadcast.ts';
import type { Jobs } from './jobs.ts';
import { LiveOverlay } from './live-overlay.ts';
import type { Paths } from './paths.ts';
import { createWorkerCalls } from '../worker-calls.ts';
import { workerUrl } from '../worker-url.ts';
import { parseReadingOptions } from './schemas/reading.ts';

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

export function createDatasets(
  history: History,
  jobs: Jobs,
  paths: Paths,
  broadcast: Broadcast,
  cachePlace: () => CachePlace | null,
  /** A window opens one folder after the other: a thread waits for the next one. */
  hasWindow: boolean,
) {
  const spare = new SpareThread();
  const keepSpare = (): void => void (hasWindow && spare.start());
  keepSpare();
  /** Data sets that were replaced and finish writing the cache. */
  const closing = new Set<Promise<void>>();
  const previews = createWorkerCalls<ReadingPreviews>(
    workerUrl(import.meta.url, '../datasets/preview-worker.ts', 'preview-worker.js'),
    'preview thread',
  );
  let current: CurrentDataset | null = null;
  let isShutDown = false;
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
  async function read(
    path: string,
    preparation: Preparation,
    how: ReadingOptions,
    { cancel, atOnce }: { cancel: AbortController; atOnce: boolean },
  ): Promise<CurrentDataset> {
    const job = jobs.start(
      { kind: 'open', subject: basename(path), runId: null },
      { cancel: () => cancel.abort() },
    );
    const started = performance.now();
    try {
      const client = await DatasetClient.open(path, {
        preparation,
        how,
        atOnce,
        spare,
        signal: cancel.signal,
        cache: cachePlace(),
        onPreview: (preview) => broadcast('datasetPreview', { jobId: job.id, ...preview }),
        onProgress: (fraction) => {
          const elapsed = (performance.now() - started) / 1000;
          const secondsLeft = fraction > 0.05 ? (elapsed / fraction) * (1 - fraction) : null;
          job.update({ fraction, secondsLeft });
        },
      });
      job.end('done');
      const { summary, ...shared } = client.dataset;
      const named = withStoredNames({ ...summary, id: randomUUID() });
      const dataset = { ...shared, summary: named };
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

  function withStoredNames(summary: DatasetSummary): DatasetSummary {
    const names = history.choices.labelNames(summary.inFiles.fingerprint);
    const { classes } = summary.inFiles;
    return { ...summary, classes: names?.length === classes.length ? names : classes };
  }

  /** Nobody waits for the end of a data set that is no longer shown. */
  function closeLater(client: DatasetClient): void {
    const closed = client.close().finally(() => closing.delete(closed));
    closing.add(closed);
  }

  function opened(datasetId: string): CurrentDataset {
    if (current?.dataset.summary.id !== datasetId) throw new UserError('dataset.notOpen');
    return current;
  }

  /**
   * Makes a folder the current data set. `atOnce`: what the cache has of it is shown before its files are looked at;
   * that is done behind it, and where they have changed, it is read again.
   */
  async function become(
    path: string,
    preparation: Preparation,
    how: ReadingOptions,
    { atOnce }: { atOnce: boolean },
  ): Promise<CurrentDataset> {
    opening?.abort();
    const cancel = new AbortController();
    opening = cancel;
    const opened = await read(path, preparation, how, { cancel, atOnce });
    const previous = current;
    current = opened;
    if (opening === cancel) opening = null;
    history.recent.add(path, isPlainReading(how) ? null : JSON.stringify(how));
    broadcast('dataset', opened.dataset.summary);
    broadcast('recent', await recent());
    if (previous) closeLater(previous.client);
    // When the first pictures are there; until then all processors have something better to do.
    void opened.client.checked.then(() => isShutDown || keepSpare());
    if (atOnce) void readAgainIfChanged(opened);
    return opened;
  }

  async function readAgainIfChanged(opened: CurrentDataset): Promise<void> {
    if ((await opened.client.checked) || current !== opened || opening) return;
    const { path, preparation, reading } = opened.dataset.summary;
    try {
      const { dataset } = await become(path, preparation, reading, { atOnce: false });
      broadcast('datasetReadAgain', { datasetId: dataset.summary.id });
    } catch (thrown) {
      // It stays to be looked at, and whoever wants to use it is told.
      const error = errorInfoOf(thrown, path);
      if (error.code !== 'dataset.cancelled') broadcast('notice', error);
    }
  }

  /**
   * Opens a folder and makes it the current data set; its pixels are those of the files. `how` it is to be read is
   * remembered for the folder; where nothing is said, it is read as the last time.
   * @throws UserError `dataset.*`, `idx.*`, `image.*`, `pattern.*`, `sheet.*`
   */
  async function open(
    path: string,
    preparation: Preparation = asFilesAre,
    how: ReadingOptions = lastReading(path),
  ): Promise<OpenDataset> {
    return (await become(path, preparation, how, { atOnce: false })).dataset;
  }

  const lastReading = (path: string): ReadingOptions =>
    parseReadingOptions(history.recent.readingOf(path));

  /** Opens a folder for a person to look at, prepared as they last chose for it. @throws as `open` */
  async function show(
    path: string,
    how = lastReading(path),
    preparation = history.choices.preparation(path),
  ): Promise<DatasetSummary> {
    return (await become(path, preparation, how, { atOnce: true })).dataset.summary;
  }

  /** With its pixels, for whatever goes by them: waits until it is known that they are those of the files. */
  async function checked(found: CurrentDataset): Promise<OpenDataset> {
    if (await found.client.checked) return found.dataset;
    const { path } = found.dataset.summary;
    throw current === found
      ? new UserError('dataset.filesChanged', { path })
      : new UserError('dataset.notOpen');
  }

  function clientOf(datasetId: string): DatasetClient {
    return opened(datasetId).client;
  }

  return {
    open,
    show,
    /** Reads the open data set again and prepares it so, from now on. @throws UserError as `open`; `dataset.notOpen` */
    async prepare(datasetId: string, preparation: Preparation): Promise<DatasetSummary> {
      const { path, reading } = opened(datasetId).dataset.summary;
      const summary = await show(path, reading, preparation);
      history.choices.setPreparation(path, summary.preparation);
      return summary;
    },
    previewPreparation(datasetId: string, preparation: Preparation): Promise<PreparationPreview> {
      return clientOf(datasetId).previewPreparation(preparation);
    },
    pictures(datasetId: string, indices: readonly number[]): Promise<Pictures> {
      return clientOf(datasetId).pictures(indices);
    },
    /**
     * Shows the classes under other names from now on; null: those of the files.
     * @param keep for this data set, whenever it is open
     * @throws UserError `labelNames.*`, `dataset.notOpen`
     */
    setLabelNames(
      datasetId: string,
      given: readonly string[] | null,
      { keep } = { keep: true },
    ): DatasetSummary {
      const { dataset } = opened(datasetId);
      const { inFiles } = dataset.summary;
      const names = given && tidyNames(given);
      const problem = names && labelNamesProblem(names, inFiles.classes.length);
      if (problem) throw UserError.from(problem);
      const areOfFiles = names?.every((name, i) => name === inFiles.classes[i]) ?? true;
      if (keep) history.choices.setLabelNames(inFiles.fingerprint, areOfFiles ? null : names);
      dataset.summary = { ...dataset.summary, classes: names ?? inFiles.classes };
      broadcast('dataset', dataset.summary);
      return dataset.summary;
    },
    current: (): DatasetSummary | null => current?.dataset.summary ?? null,
    /** @throws UserError `dataset.notOpen` */
    summaryOf: (id: string): DatasetSummary => opened(id).dataset.summary,
    /** With its pixels. @throws UserError `dataset.notOpen`, `dataset.filesChanged` */
    get: async (id: string): Promise<OpenDataset> => checked(opened(id)),
    /** With its thread and its edits, its pixels perhaps not yet read. @throws UserError `dataset.notOpen` */
    currentOf: opened,
    /** The open data set with these pixels, if it is open. @throws UserError `dataset.filesChanged` */
    async withFingerprint(fingerprint: string): Promise<OpenDataset | null> {
      return current?.dataset.summary.fingerprint === fingerprint ? checked(current) : null;
    },
    /**
     * A run's data set for a piece of work: the open one, or else its folder is read, and what is open stays so.
     * Null where its images are not there any more, or are others.
     * @throws what the signal is aborted with
     */
    async borrow(
      { path, fingerprint, preparation = asFilesAre, reading = {} }: RunDataset,
      signal: AbortSignal,
    ): Promise<{ dataset: OpenDataset; giveBack: () => Promise<void> } | null> {
      if (current?.dataset.summary.fingerprint === fingerprint)
        return { dataset: await checked(current), giveBack: () => Promise.resolve() };
      if (path === '') return null;
      try {
        const options = { preparation, how: reading, signal, cache: cachePlace() };
        const client = await DatasetClient.open(path, options);
        const { summary, ...shared } = client.dataset;
        if (summary.fingerprint === fingerprint && (await client.checked))
          return {
            dataset: { ...shared, summary: withStoredNames({ ...summary, id: randomUUID() }) },
            giveBack: () => client.close(),
          };
        await client.close();
        return null;
      } catch (thrown) {
        signal.throwIfAborted();
        if (thrown instanceof UserError) return null;
        throw thrown;
      }
    },
    async samples({ datasetId, ...query }: SamplesQuery): Promise<SamplesPage> {
      return clientOf(datasetId).samples(query);
    },
    async augmented({ datasetId, ...query }: AugmentedQuery): Promise<AugmentedPage> {
      return clientOf(datasetId).augmented(query);
    },
    /** @throws UserError `pattern.*`, `file.*` */
    previewNames: (path: string, pattern: string | null): Promise<NamesPreview> =>
      previews.call('names', { path, pattern }),
    /** @throws UserError `image.*`, `file.*` */
    previewSheet: (path: string): Promise<SheetPreview | null> => previews.call('sheet', { path }),
    recent,
    async forgetRecent(token: string): Promise<RecentDataset[]> {
      history.recent.forget(paths.pathOf(token));
      return recent();
    },
    async shutDown(): Promise<void> {
      isShutDown = true;
      opening?.abort();
      await previews.close();
      await spare.close();
      await Promise.all([current?.client.close(), ...closing]);
    },
  };
}

export type Datasets = ReturnType<typeof createDatasets>;
