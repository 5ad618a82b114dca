/** All services, constructed in one visible order and shut down in the reverse one. No Electron here. */
import { join } from 'node:path';
import { type ErrorInfo, UserError } from '../../src-shared/errors.ts';
import { openHistory } from '../history/history.ts';
import type { Broadcast } from './broadcast.ts';
import { createBrowsing } from './browsing.ts';
import { createDatasetCache } from './dataset-cache.ts';
import { createDatasets, type OpenDataset } from './datasets.ts';
import { createHandwriting } from './handwriting.ts';
import { createJobs } from './jobs.ts';
import { createLabelChecks } from './label-check.ts';
import { watchOutside } from './outside.ts';
import { createMind } from './mind.ts';
import { createInside } from './inside.ts';
import { createLab } from './lab.ts';
import { createMaps } from './map.ts';
import { createModels } from './models.ts';
import { createPaths } from './paths.ts';
import { recoverRuns } from './recovery.ts';
import { createSharing } from './sharing.ts';
import { createSettings } from './settings.ts';
import { createRuns } from './runs.ts';
import { createSweeps } from './sweeps.ts';
import { createFinder } from './training-finder.ts';
import { createTrainingQueue } from './training-queue.ts';
import { createTraining } from './training.ts';
import { createWriting } from './writing.ts';

export interface ServiceOptions {
  /** Where the history and the models live. */
  dataFolder: string;
  /** Versions worth keeping with a run. */
  environment: Readonly<Record<string, string>>;
  broadcast: Broadcast;
  /** Training gives way to it. */
  hasWindow: boolean;
  /** Whether decoded data sets are kept, and used again (default: yes). */
  useCache?: boolean;
}

export function createServices({
  dataFolder,
  environment,
  broadcast,
  hasWindow,
  useCache = true,
}: ServiceOptions) {
  const runsFolder = join(dataFolder, 'runs');
  const history = openHistory(join(dataFolder, 'runs.db'));
  const unread = recoverRuns(history, (runId) => join(runsFolder, runId));
  const notices: ErrorInfo[] = [...history.notices, ...unread];
  const paths = createPaths();
  const settings = createSettings(history, broadcast);
  const jobs = createJobs(broadcast);
  const datasetCache = createDatasetCache(join(dataFolder, 'cache'), settings, useCache);
  const datasets = createDatasets(history, jobs, paths, broadcast, datasetCache.place, hasWindow);
  const training = createTraining(history, jobs, broadcast, {
    runsFolder,
    environment,
    hasWindow,
    keepEvery: () => settings.get().keepEvery,
  });
  const queue = createTrainingQueue({
    history,
    training,
    jobs,
    broadcast,
    settings,
    datasetOf: (run) => datasetOf(run.id),
  });
  const sweeps = createSweeps(history, training, queue, broadcast);
  const finder = createFinder(history, jobs, { hasWindow });
  const runs = createRuns(history, queue, broadcast, {
    folderOf: training.folderOf,
    environment,
  });
  const handwriting = createHandwriting(join(dataFolder, 'handwriting'));
  const models = createModels(history, training.folderOf, paths);
  const browsing = createBrowsing(datasets, broadcast);
  const labelChecks = createLabelChecks({ history, jobs, datasets, models, browsing }, hasWindow);
  const writing = createWriting(jobs);
  const mind = createMind(history, models, datasets, broadcast);
  const lab = createLab(history, jobs, models.modelFileOf, (datasetId) =>
    datasets.current()?.id === datasetId ? browsing.edits(datasetId) : [],
  );
  const inside = createInside(history, jobs, models.modelFileOf);
  const maps = createMaps(history, jobs, datasets, models.modelFileOf, broadcast);
  const sharing = createSharing(
    history,
    { jobs, models, datasets, broadcast },
    { runsFolder, version: environment['inkling'] ?? '' },
  );
  const stopWatching = watchOutside(history, training, broadcast, (thrown) =>
    console.error('looking at the history:', thrown),
  );

  /**
   * The data set of a run: the open one if it is the same, else its folder is opened. One after the
   * other, as an opening ends the one before it: many runs of a queue may ask at once.
   */
  function datasetOf(runId: string): Promise<OpenDataset> {
    const found = openings.then(() => findDataset(runId));
    openings = found.catch(() => undefined);
    return found;
  }
  let openings: Promise<unknown> = Promise.resolve();
  async function findDataset(runId: string): Promise<OpenDataset> {
    const { dataset } = history.runs.summary(runId);
    const open = await datasets.withFingerprint(dataset.fingerprint);
    if (open) return open;
    const { name, path, fingerprint } = dataset;
    if (path === '')
      throw new UserError('run.dataElsewhere', { name, fingerprint: fingerprint.slice(0, 16) });
    return datasets.open(dataset.path, dataset.preparation, dataset.reading ?? {});
  }
  if (hasWindow) {
    // What a dead window left behind. The command line leaves it to the next one.
    queue.load();
    sweeps.load();
    void runs.purge().catch((thrown: unknown) => console.error('removing deleted runs:', thrown));
  }

  return {
    dataFolder,
    /** What happened while starting that a person should know. */
    notices,
    history,
    paths,
    settings,
    jobs,
    datasetCache,
    datasets,
    datasetOf,
    training,
    queue,
    sweeps,
    finder,
    runs,
    models,
    browsing,
    labelChecks,
    writing,
    lab,
    inside,
    maps,
    handwriting,
    mind,
    sharing,
    async shutDown(): Promise<void> {
      stopWatching();
      queue.shutDown();
      await finder.shutDown();
      await mind.shutDown();
      await lab.shutDown();
      await inside.shutDown();
      await maps.shutDown();
      await models.shutDown();
      await training.shutDown();
      await datasets.shutDown();
      // The window is gone, and with it the way to take a deletion back.
      if (hasWindow) await runs.purge();
      history.close();
    },
  };
}

export type Services = ReturnType<typeof createServices>;
