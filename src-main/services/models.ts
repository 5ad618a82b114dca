/** Asks the models of the history about images, in the model thread. */
import type { Judged } from '../../src-shared/browse.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { Prediction } from '../../src-shared/prediction.ts';
import type { History } from '../history/history.ts';
import type { ModelRequests } from '../insight/requests.ts';
import { modelPath } from '../training/checkpoints.ts';
import { createWorkerCalls } from '../worker-calls.ts';
import { workerUrl } from '../worker-url.ts';
import type { OpenDataset } from './datasets.ts';

export function createModels(history: History, folderOf: (runId: string) => string) {
  const thread = createWorkerCalls<ModelRequests>(
    workerUrl(import.meta.url, '../insight/worker.ts', 'model-worker.js'),
    'model thread',
  );

  /** @throws UserError `run.unknown`, `run.noModel` */
  function modelOf(runId: string) {
    const run = history.runs.summary(runId);
    if (!run.hasModel) throw new UserError('run.noModel', { id: runId });
    return { run, model: modelPath(folderOf(runId)) };
  }

  return {
    modelFileOf: (runId: string): string => modelOf(runId).model,
    predictFile: (runId: string, image: string): Promise<Prediction> =>
      thread.call('predictFile', { model: modelOf(runId).model, image }),
    /** `labels`: those that count now. @throws UserError `dataset.sampleIndex` */
    async predictSample(
      runId: string,
      dataset: OpenDataset,
      index: number,
      labels = dataset.labels,
    ): Promise<Prediction> {
      const { run, model } = modelOf(runId);
      const { width, height, samples, classes, fingerprint } = dataset.summary;
      const sameData = fingerprint === run.dataset.fingerprint;
      if (index >= samples) throw new UserError('dataset.sampleIndex', { index });
      const size = width * height;
      return thread.call('predictSample', {
        model,
        pixels: new Uint8Array(dataset.pixels, index * size, size).slice(),
        width,
        height,
        // The classes of its own data set may have got other names since.
        expected: (sameData ? run.dataset.classes : classes)[new Uint16Array(labels)[index]],
        sameData,
      });
    },
    /**
     * What the run's model says of some samples; many at once keep other questions waiting.
     * @throws UserError `run.*`, `model.*`
     */
    judge: (
      runId: string,
      data: Parameters<ModelRequests['judge']>[0]['data'],
      indices: Uint32Array,
    ): Promise<Judged> => thread.call('judge', { model: modelOf(runId).model, data, indices }),
    shutDown: (): Promise<void> => thread.close(),
  };
}

export type Models = ReturnType<typeof createModels>;
