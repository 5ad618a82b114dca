/** All services, constructed in one visible order and shut down in the reverse one. No Electron here. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorInfo } from '../../src-shared/errors.ts';
import { openHistory } from '../history/history.ts';
import type { Broadcast } from './broadcast.ts';
import { createBrowsing } from './browsing.ts';
import { createDatasets } from './datasets.ts';
import { createJobs } from './jobs.ts';
import { createLabelChecks } from './label-check.ts';
import { watchOutside } from './outside.ts';
import { createModels } from './models.ts';
import { createPaths } from './paths.ts';
import { recoverRuns } from './recovery.ts';
import { createSettings } from './settings.ts';
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
}

export function createServices({ dataFolder, environment, broadcast, hasWindow }: ServiceOptions) {
  const runsFolder = join(dataFolder, 'runs');
  const history = openHistory(join(dataFolder, 'runs.db'));
  const unread = recoverRuns(history, (runId) => join(runsFolder, runId));
  const notices: ErrorInfo[] = [...history.notices, ...unread];
  const paths = createPaths();
  const settings = createSettings(history, broadcast);
  const jobs = createJobs(broadcast);
  const datasets = createDatasets(history, jobs, paths, broadcast);
  const training = createTraining(history, jobs, broadcast, {
    runsFolder,
    environment,
    hasWindow,
  });
  const models = createModels(history, training.folderOf);
  const browsing = createBrowsing(datasets, broadcast);
  const labelChecks = createLabelChecks({ history, jobs, datasets, models, browsing }, hasWindow);
  const writing = createWriting(jobs);
  const stopWatching = watchOutside(history, training, broadcast, (thrown) =>
    console.error('looking at the history:', thrown),
  );

  return {
    dataFolder,
    /** What happened while starting that a person should know. */
    notices,
    history,
    paths,
    settings,
    jobs,
    datasets,
    training,
    models,
    browsing,
    labelChecks,
    writing,
    /** Deletes runs with their saved models. @throws UserError `run.unknown`, `run.isTraining` */
    async deleteRuns(ids: readonly string[]): Promise<void> {
      history.runs.delete(ids);
      await Promise.all(
        ids.map((id) => rm(training.folderOf(id), { recursive: true, force: true })),
      );
      broadcast('runsDeleted', [...ids]);
    },
    async shutDown(): Promise<void> {
      stopWatching();
      await models.shutDown();
      await training.shutDown();
      await datasets.shutDown();
      history.close();
    },
  };
}

export type Services = ReturnType<typeof createServices>;
