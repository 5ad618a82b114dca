/** Asks the models of the history about images, in the model thread. */
import type { Judged } from '../../src-shared/browse.ts';
import type { DrawingQuestion } from '../../src-shared/api/models.ts';
import { UserError } from '../../src-shared/errors.ts';
import {
  type DrawingAnswer,
  type ModelChoice,
  type PictureAnswer,
  type PictureChoices,
  type Prediction,
  usualPicture,
} from '../../src-shared/prediction.ts';
import type { History } from '../history/history.ts';
import type { ModelRequests } from '../insight/requests.ts';
import { checkpointPath, modelPath } from '../training/checkpoints.ts';
import { createWorkerCalls } from '../worker-calls.ts';
import { workerUrl } from '../worker-url.ts';
import type { Handwriting } from './handwriting.ts';
import type { OpenDataset } from './datasets.ts';
import { type RunWeights, runWeights } from './run-weights.ts';

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

  /** @throws UserError as `modelOf`; a checkpoint that is gone is told by who reads it */
  function fileOf({ runId, weights }: ModelChoice): string {
    const { model } = modelOf(runId);
    return weights === 'best' ? model : checkpointPath(folderOf(runId));
  }

  return {
    modelFileOf: (runId: string): string => modelOf(runId).model,
    /** Those whose pictures make a film. @throws UserError `run.*`, `file.*` */
    weightsOf: (runId: string): Promise<RunWeights[]> =>
      runWeights(modelOf(runId).run, folderOf(runId)),
    async predictFile(
      runId: string,
      image: string,
      choices: PictureChoices = usualPicture,
    ): Promise<PictureAnswer> {
      return thread.call('predictFile', { model: modelOf(runId).model, image, choices });
    },
    async predictBytes(
      runId: string,
      bytes: Uint8Array,
      name: string,
      choices: PictureChoices,
    ): Promise<PictureAnswer> {
      return thread.call('predictBytes', { model: modelOf(runId).model, bytes, name, choices });
    },
    /** @throws UserError `pad.empty`, `run.*` */
    async predictDrawing(args: DrawingQuestion): Promise<DrawingAnswer[]> {
      return thread.call('predictDrawing', { ...args, models: args.models.map(fileOf) });
    },
    /**
     * The kept drawings as a folder of pictures that fit this model.
     * @throws UserError `pad.nothingKept`, `run.*`, `file.*`
     */
    async drawHandwriting(runId: string, handwriting: Handwriting): Promise<string> {
      const { model } = modelOf(runId);
      const drawings = await handwriting.all();
      if (drawings.length === 0) throw new UserError('pad.nothingKept');
      const to = await thread.call('preprocessing', { model });
      const folder = handwriting.picturesFolder(to);
      await thread.call('writeDrawings', { folder, drawings, to });
      return folder;
    },
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
