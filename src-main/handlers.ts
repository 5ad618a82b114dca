/** One handler a call: the window's whole power over the main process, on one page. */
import { basename } from 'node:path';
import { app, shell } from 'electron';
import type { CallArguments, CallName, Calls } from '../src-shared/api.ts';
import { UserError } from '../src-shared/errors.ts';
import type { OpenDataset } from './services/datasets.ts';
import { readOverlayFile, writeOverlayFile } from './services/overlay-file.ts';
import type { Services } from './services/services.ts';
import type { Dialogs } from './dialogs.ts';

export type CallHandlers = {
  [N in CallName]: (args: CallArguments<N>) => ReturnType<Calls[N]> | Promise<ReturnType<Calls[N]>>;
};

export function createHandlers(
  services: Services,
  dialogs: Dialogs,
  samplePath: string,
): CallHandlers {
  const { browsing, datasets, history, jobs, labelChecks, models, paths, settings, training } =
    services;

  /** The data set of a run: the open one if it is the same, else its folder is opened. */
  async function datasetOf(runId: string): Promise<OpenDataset> {
    const { dataset } = history.runs.summary(runId);
    return datasets.withFingerprint(dataset.fingerprint) ?? datasets.open(dataset.path);
  }

  return {
    'app/info': () => ({
      version: app.getVersion(),
      versions: versionsOf(),
      platform: `${process.platform} ${process.arch}`,
      dataFolder: services.dataFolder,
    }),
    'app/notices': () => services.notices,
    'app/showDataFolder': async () => {
      const problem = await shell.openPath(services.dataFolder);
      if (problem) throw new UserError('unexpected', { message: problem });
      return null;
    },

    'settings/get': () => settings.get(),
    'settings/set': (change) => settings.set(change),

    'datasets/choose': async () => {
      const path = await dialogs.chooseFolder();
      return path === null ? null : paths.tokenFor(path);
    },
    'datasets/open': async (source) => {
      const path = 'sample' in source ? samplePath : paths.pathOf(source.token);
      return (await datasets.open(path)).summary;
    },
    'datasets/current': () => datasets.current(),
    'datasets/recent': () => datasets.recent(),
    'datasets/forgetRecent': ({ token }) => datasets.forgetRecent(token),
    'datasets/samples': (query) => datasets.samples(query),
    'datasets/augmented': (query) => datasets.augmented(query),
    'datasets/viewCounts': (query) => browsing.counts(query),
    'datasets/indices': (query) => browsing.indices(query),
    'datasets/means': (query) => browsing.means(query),
    'datasets/setGiven': (given) => browsing.setGiven(given),

    'datasets/overlay': ({ datasetId }) => browsing.overlay(datasetId),
    'datasets/edit': ({ datasetId, indices, action }) => browsing.edit(datasetId, indices, action),
    'datasets/undoEdit': ({ datasetId }) => browsing.undo(datasetId),
    'datasets/redoEdit': ({ datasetId }) => browsing.redo(datasetId),
    'datasets/exportEdits': async ({ datasetId }) => {
      const { summary } = datasets.get(datasetId);
      const path = await dialogs.saveEdits(`${summary.name}-edits.json`);
      if (path === null) return null;
      await writeOverlayFile(path, summary, browsing.edits(datasetId));
      return paths.tokenFor(path);
    },
    'datasets/importEdits': async ({ datasetId }) => {
      const path = await dialogs.chooseEdits();
      if (path === null) return null;
      const edits = await readOverlayFile(path, datasets.get(datasetId).summary);
      return browsing.replace(datasetId, edits);
    },

    'datasets/judge': ({ datasetId, runId }) => labelChecks.judge(datasetId, runId),
    'datasets/judgedBy': ({ datasetId }) => labelChecks.judgedBy(datasetId),
    'datasets/checkLabels': ({ datasetId, check }) => labelChecks.check(datasetId, check),
    'datasets/labelCheck': ({ datasetId }) => labelChecks.result(datasetId),
    'datasets/write': async ({ datasetId, format }) => {
      const dataset = datasets.get(datasetId);
      const folder = await dialogs.chooseEmptyFolder();
      if (folder === null) return null;
      const edits = browsing.edits(datasetId);
      return services.writing.write({ dataset, edits, format, folder });
    },

    'training/start': ({ datasetId, ...what }) =>
      training.start({ ...what, dataset: datasets.get(datasetId), origin: 'app' }),
    'training/resume': async ({ runId }) => training.resume(runId, await datasetOf(runId)),
    'training/setLearningRate': ({ runId, learningRate }) => {
      training.setLearningRate(runId, learningRate);
      return null;
    },
    'training/progress': () => training.progress(),

    'jobs/list': () => jobs.list(),
    'jobs/pause': ({ id }) => {
      jobs.pause(id);
      return null;
    },
    'jobs/continue': ({ id }) => {
      jobs.goOn(id);
      return null;
    },
    'jobs/cancel': ({ id }) => {
      jobs.cancel(id);
      return null;
    },

    'runs/list': () => history.runs.list(),
    'runs/get': ({ id }) => history.runs.details(id),
    'runs/rename': ({ id, name }) => {
      history.runs.rename(id, name);
      return history.runs.summary(id);
    },
    'runs/delete': async ({ ids }) => {
      await services.deleteRuns(ids);
      return null;
    },

    'models/chooseImage': async () => {
      const path = await dialogs.chooseImage();
      return path === null ? null : { ...paths.tokenFor(path), name: basename(path) };
    },
    'models/predictFile': ({ runId, token }) => models.predictFile(runId, paths.pathOf(token)),
    'models/predictSample': ({ runId, datasetId, index }) =>
      models.predictSample(
        runId,
        datasets.get(datasetId),
        index,
        datasets.currentOf(datasetId).overlay.labels,
      ),
  };
}

function versionsOf(): Record<string, string> {
  const { electron = '', chrome = '', node, v8 } = process.versions;
  return { electron, chrome, node, v8 };
}
