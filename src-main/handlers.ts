/** One handler a call: the window's whole power over the main process, on one page. */
import { basename } from 'node:path';
import { app, shell } from 'electron';
import type { CallArguments, CallName, Calls } from '../src-shared/api.ts';
import type { ChosenPath } from '../src-shared/chosen-path.ts';
import { UserError } from '../src-shared/errors.ts';
import type { InsideImage } from '../src-shared/inside.ts';
import type { ShownImage } from './services/inside.ts';
import { fileNameOf, type SharedFileKind } from '../src-shared/share.ts';
import { readOverlayFile, writeOverlayFile } from './services/overlay-file.ts';
import { pagePatience } from './history/runs.ts';
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
  const {
    datasets,
    handwriting,
    datasetOf,
    finder,
    history,
    inside,
    jobs,
    lab,
    models,
    paths,
    queue,
    runs,
    settings,
  } = services;
  const { browsing, labelChecks, maps, mind, sharing, sweeps, training } = services;

  const shownImage = async (image: InsideImage): Promise<ShownImage> => {
    if ('drawing' in image) return image;
    const { datasetId, index } = image;
    const dataset = await datasets.get(datasetId);
    return { dataset, labels: datasets.currentOf(datasetId).overlay.labels, index };
  };

  /** Asks where to, and has it written there. */
  async function saved(
    title: string,
    kind: SharedFileKind,
    write: (path: string) => Promise<unknown>,
  ): Promise<ChosenPath | null> {
    const path = await dialogs.saveShared(fileNameOf(title, kind), kind);
    if (path === null) return null;
    await write(path);
    return paths.tokenFor(path);
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
    'settings/set': (change) => {
      const changed = settings.set(change);
      // There may be more places now.
      queue.pump();
      return changed;
    },

    'datasets/choose': async () => {
      const path = await dialogs.chooseFolder();
      return path === null ? null : paths.tokenFor(path);
    },
    'datasets/open': async (source) => {
      if ('sample' in source) return datasets.show(samplePath);
      return datasets.show(paths.pathOf(source.token), source.how);
    },
    'datasets/previewNames': ({ token, pattern }) =>
      datasets.previewNames(paths.pathOf(token), pattern),
    'datasets/previewSheet': ({ token }) => datasets.previewSheet(paths.pathOf(token)),
    'datasets/current': () => datasets.current(),
    'datasets/recent': () => datasets.recent(),
    'datasets/forgetRecent': ({ token }) => datasets.forgetRecent(token),
    'datasets/prepare': ({ datasetId, preparation }) => datasets.prepare(datasetId, preparation),
    'datasets/previewPreparation': ({ datasetId, preparation }) =>
      datasets.previewPreparation(datasetId, preparation),
    'datasets/setLabelNames': ({ datasetId, names }) => datasets.setLabelNames(datasetId, names),
    'datasets/pictures': ({ datasetId, indices }) => datasets.pictures(datasetId, indices),
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
      const summary = datasets.summaryOf(datasetId);
      const path = await dialogs.saveEdits(`${summary.name}-edits.json`);
      if (path === null) return null;
      await writeOverlayFile(path, summary, browsing.edits(datasetId));
      return paths.tokenFor(path);
    },
    'datasets/importEdits': async ({ datasetId }) => {
      const path = await dialogs.chooseEdits();
      if (path === null) return null;
      const edits = await readOverlayFile(path, datasets.summaryOf(datasetId));
      return browsing.replace(datasetId, edits);
    },

    'datasets/judge': ({ datasetId, runId }) => labelChecks.judge(datasetId, runId),
    'datasets/judgedBy': ({ datasetId }) => labelChecks.judgedBy(datasetId),
    'datasets/checkLabels': ({ datasetId, check }) => labelChecks.check(datasetId, check),
    'datasets/labelCheck': ({ datasetId }) => labelChecks.result(datasetId),
    'datasets/write': async ({ datasetId, format }) => {
      const dataset = await datasets.get(datasetId);
      const folder = await dialogs.chooseEmptyFolder();
      if (folder === null) return null;
      const edits = browsing.edits(datasetId);
      return services.writing.write({ dataset, edits, format, folder });
    },
    'datasets/cacheUsage': () => services.datasetCache.usage(),
    'datasets/clearCache': () => services.datasetCache.clear(),
    'datasets/setCacheLimit': ({ megabytes }) => services.datasetCache.setLimit(megabytes),

    'training/start': async ({ datasetId, startFrom, handwriting: added = false, ...rest }) => {
      const dataset = await datasets.get(datasetId);
      const what = { ...rest, handwriting: added ? await handwriting.all() : [] };
      return startFrom === null
        ? queue.add({ ...what, dataset, origin: 'app' }, { ownTurn: true })
        : runs.again(startFrom.runId, 'branch', dataset, { ...what, epoch: startFrom.epoch });
    },
    'training/resume': async ({ runId }) => queue.resume(runId, await datasetOf(runId)),
    'training/lengthen': async ({ runId, epochs }) => {
      const dataset = await datasetOf(runId);
      training.lengthen(runId, epochs);
      return queue.resume(runId, dataset);
    },
    'training/again': async ({ runId, how }) => runs.again(runId, how, await datasetOf(runId)),
    'training/findRate': async ({ datasetId, hyperparameters }) =>
      finder.find({ dataset: await datasets.get(datasetId), hyperparameters }),
    'training/setLearningRate': ({ runId, learningRate }) => {
      training.setLearningRate(runId, learningRate);
      return null;
    },
    'training/progress': () => training.progress(),

    'queue/state': () => queue.state(),
    'queue/move': ({ runId, place }) => {
      queue.move(runId, place);
      return null;
    },
    'queue/cancel': ({ ids }) => {
      queue.cancel(ids);
      return null;
    },
    'queue/pause': () => {
      queue.pause();
      return null;
    },
    'queue/continue': () => {
      queue.goOn();
      return null;
    },

    'sweeps/list': () => sweeps.list(),
    'sweeps/start': async ({ datasetId, ...what }) =>
      sweeps.start({ ...what, dataset: await datasets.get(datasetId), origin: 'app' }),
    'sweeps/rename': ({ id, name }) => sweeps.rename(id, name),
    'sweeps/stop': ({ id }) => {
      sweeps.stop(id);
      return null;
    },
    'sweeps/continue': ({ id }) => {
      sweeps.goOn(id);
      return null;
    },
    'sweeps/delete': ({ id }) => {
      sweeps.delete(id);
      return null;
    },

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

    'runs/list': ({ after, limit }) => history.runs.page(after, limit, pagePatience),
    'runs/get': ({ id }) => history.runs.details(id),
    'runs/rename': ({ id, name }) => {
      history.runs.rename(id, name);
      return history.runs.summary(id);
    },
    'runs/mark': ({ ids, marks }) => runs.mark(ids, marks),
    'runs/delete': ({ ids }) => {
      runs.trash(ids);
      return null;
    },
    'runs/restore': ({ ids }) => {
      runs.restore(ids);
      return null;
    },
    'runs/purge': async ({ ids }) => {
      await runs.purge(ids);
      return null;
    },
    'runs/files': ({ id }) => runs.files(id),
    'runs/dropKept': ({ id }) => runs.dropKept(id),

    'mind/query': (query) => mind.query(query),
    'mind/cancel': ({ id }) => {
      mind.cancel(id);
      return null;
    },
    'mind/opinion': ({ runId, ...pictures }) => mind.opinion(runId, pictures),
    'mind/evidence': ({ runId }) => mind.evidence(runId),
    'mind/epochs': ({ runId }) => mind.epochs(runId),
    'mind/saveFilm': async ({ name, format, animation }) => {
      const ending = format === 'gif' ? 'gif' : 'png';
      const path = await dialogs.savePicture(`${name}.${ending}`, ending);
      if (path !== null) await mind.saveFilm(path, format, animation);
      return path !== null;
    },
    'mind/save': async ({ name, png }) => {
      const path = await dialogs.savePicture(name);
      if (path !== null) await mind.save(path, png);
      return path !== null;
    },

    'share/saveChart': ({ name, kind, bytes }) =>
      saved(name, kind, (path) => sharing.saveBytes(path, bytes)),
    'share/runsTable': ({ ids, ...what }) =>
      saved('inkling runs', 'csv', (path) => sharing.saveTable(ids, what, path)),
    'share/runsFile': ({ ids }) => {
      const title = ids.length === 1 ? history.runs.summary(ids[0]).name : 'inkling runs';
      return saved(title, 'json', (path) => sharing.saveRuns(ids, path));
    },
    'share/report': ({ ids, language }) =>
      saved(sharing.titleOf(ids, language), 'html', (path) => sharing.report(ids, language, path)),
    'share/bundle': ({ id, language }) =>
      saved(history.runs.summary(id).name, 'inkling', (path) => sharing.bundle(id, language, path)),
    'share/import': async ({ token }) => {
      const path = token === null ? await dialogs.chooseBundle() : paths.pathOf(token);
      return path === null ? null : sharing.import(path);
    },

    'models/chooseImages': async () =>
      (await dialogs.chooseImages()).map((path) => ({
        ...paths.tokenFor(path),
        name: basename(path),
      })),
    'models/predictPicture': ({ model, source, choices }) =>
      models.predictPicture(model, source, choices),
    'models/readPage': (args) => models.readPage(args),
    'models/chooseFile': async () => {
      const path = await dialogs.chooseModel();
      return path === null ? null : { ...paths.tokenFor(path), ...(await models.facts(path)) };
    },
    'models/keptEpochs': ({ runId }) => models.keptEpochs(runId),
    'models/predictDrawing': (args) => models.predictDrawing(args),
    'handwriting/summary': () => handwriting.summary(),
    'handwriting/keep': ({ label, drawing }) => handwriting.keep(label, drawing),
    'handwriting/takeBack': () => handwriting.takeBack(),
    'handwriting/measure': ({ model }) => models.measureHandwriting(model, handwriting),
    'handwriting/open': async ({ model }) => {
      const path = await models.drawHandwriting(model, handwriting);
      return datasets.show(path);
    },
    'models/predictSample': async ({ model, datasetId, index }) =>
      models.predictSample(
        model,
        await datasets.get(datasetId),
        index,
        datasets.currentOf(datasetId).overlay.labels,
      ),

    'lab/openData': async ({ runId }) => {
      const { summary } = await datasetOf(runId);
      lab.requireSame(runId, summary);
      return summary;
    },
    'lab/images': async ({ runId, datasetId }) => lab.images(runId, await datasets.get(datasetId)),
    'lab/evaluate': async ({ datasetId, ...which }) =>
      lab.evaluate(which, await datasets.get(datasetId)),
    'lab/curve': async ({ datasetId, question, ...which }) =>
      lab.curve(which, await datasets.get(datasetId), question),
    'lab/silencedAccuracy': async ({ datasetId, silenced, ...which }) =>
      lab.silencedAccuracy(which, await datasets.get(datasetId), silenced),
    'lab/damaged': async ({ datasetId, damages, ...which }) =>
      lab.damaged(which, await datasets.get(datasetId), damages),
    'lab/damagedDrawing': (asked) => lab.damagedDrawing(asked),
    'lab/silenced': async ({ datasetId, silenced, ...which }) =>
      lab.silenced(which, await datasets.get(datasetId), silenced),

    'inside/network': ({ runId }) => inside.network(runId),
    'inside/weights': ({ units, ...which }) => inside.weights(which, units),
    'inside/survey': async ({ datasetId, ...which }) =>
      inside.survey(which, await datasets.get(datasetId)),
    'inside/ablation': async ({ datasetId, ...which }) =>
      inside.ablation(which, await datasets.get(datasetId)),
    'inside/maximise': ({ units, ...which }) => inside.maximise(which, units),
    'inside/follow': async ({ runId, image }) => inside.follow(runId, await shownImage(image)),
    'inside/why': async ({ runId, image, question }) =>
      inside.why(runId, await shownImage(image), question),
    'inside/change': async ({ runId, image, target }) =>
      inside.change(runId, await shownImage(image), target),

    'map/ground': (which) => maps.ground(which),
    'map/make': (question) => maps.make(question),
    'map/cancel': ({ id }) => {
      maps.cancel(id);
      return null;
    },
    'map/labels': ({ datasetId, indices }) => maps.labels(datasetId, indices),
  };
}

function versionsOf(): Record<string, string> {
  const { electron = '', chrome = '', node, v8 } = process.versions;
  return { electron, chrome, node, v8 };
}
