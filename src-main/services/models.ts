/** Asks the models of the history about images, in the model thread. */
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CallArguments } from '../../src-shared/api.ts';
import type { Judged } from '../../src-shared/browse.ts';
import type {
  DrawingQuestion,
  HandwritingMeasure,
  PictureToAsk,
} from '../../src-shared/api/models.ts';
import { UserError } from '../../src-shared/errors.ts';
import {
  type DrawingAnswer,
  isRunModel,
  type ModelChoice,
  type ModelFacts,
  type PageAnswer,
  type PictureAnswer,
  type PictureChoices,
  type Prediction,
} from '../../src-shared/prediction.ts';
import type { History } from '../history/history.ts';
import type { ModelRequests, PictureSource } from '../insight/requests.ts';
import { checkpointPath, keptEpochsIn, keptPath, modelPath } from '../training/checkpoints.ts';
import { createWorkerCalls } from '../worker-calls.ts';
import { workerUrl } from '../worker-url.ts';
import type { Handwriting } from './handwriting.ts';
import type { OpenDataset } from './datasets.ts';
import type { Paths } from './paths.ts';
import { type RunWeights, runWeights } from './run-weights.ts';

export function createModels(
  history: History,
  folderOf: (runId: string) => string,
  paths: Pick<Paths, 'pathOf'>,
) {
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
  function fileOf(choice: ModelChoice): string {
    if (!isRunModel(choice)) return paths.pathOf(choice.file);
    const { model } = modelOf(choice.runId);
    if (choice.weights === 'best') return model;
    const folder = folderOf(choice.runId);
    return choice.weights === 'last' ? checkpointPath(folder) : keptPath(folder, choice.weights);
  }
  const sourceOf = (source: PictureToAsk): PictureSource =>
    'token' in source ? { image: paths.pathOf(source.token) } : source;

  return {
    modelFileOf: (runId: string): string => modelOf(runId).model,
    /** Those whose pictures make a film. @throws UserError `run.*`, `file.*` */
    weightsOf: (runId: string): Promise<RunWeights[]> =>
      runWeights(modelOf(runId).run, folderOf(runId)),
    /** @throws UserError `image.*`, `run.*`, `model.*` */
    predictPicture(
      model: ModelChoice,
      source: PictureToAsk,
      choices: PictureChoices,
    ): Promise<PictureAnswer> {
      return thread.call('predictPicture', {
        ...{ model: fileOf(model), source: sourceOf(source), choices },
      });
    },
    /** @throws UserError as `predictPicture` */
    readPage({ model, source, ...how }: CallArguments<'models/readPage'>): Promise<PageAnswer> {
      return thread.call('readPage', { model: fileOf(model), source: sourceOf(source), ...how });
    },
    /** @throws UserError `file.*`, `model.*` */
    facts: (path: string): Promise<ModelFacts> => thread.call('facts', { model: path }),
    /** Ascending; none of a run that kept none. */
    async keptEpochs(runId: string): Promise<number[]> {
      const { model } = modelOf(runId);
      return keptEpochsIn(await readdir(dirname(model)));
    },
    /** @throws UserError `pad.empty`, `run.*` */
    async predictDrawing(args: DrawingQuestion): Promise<DrawingAnswer[]> {
      return thread.call('predictDrawing', { ...args, models: args.models.map(fileOf) });
    },
    /**
     * The kept drawings as a folder of pictures that fit this model.
     * @throws UserError `pad.nothingKept`, `run.*`, `file.*`
     */
    async drawHandwriting(choice: ModelChoice, handwriting: Handwriting): Promise<string> {
      const model = fileOf(choice);
      const drawings = await handwriting.all();
      if (drawings.length === 0) throw new UserError('pad.nothingKept');
      const to = await thread.call('preprocessing', { model });
      const folder = handwriting.picturesFolder(to);
      await thread.call('writeDrawings', { folder, drawings, to });
      return folder;
    },
    /** @throws UserError `pad.nothingKept`, `run.*`, `model.*` */
    async measureHandwriting(
      choice: ModelChoice,
      handwriting: Handwriting,
    ): Promise<HandwritingMeasure> {
      const drawings = await handwriting.all();
      if (drawings.length === 0) throw new UserError('pad.nothingKept');
      return thread.call('measureDrawings', { model: fileOf(choice), drawings });
    },
    /** `labels`: those that count now. @throws UserError `dataset.sampleIndex` */
    async predictSample(
      choice: ModelChoice,
      dataset: OpenDataset,
      index: number,
      labels = dataset.labels,
    ): Promise<Prediction> {
      const { width, height, samples, classes, fingerprint } = dataset.summary;
      if (index >= samples) throw new UserError('dataset.sampleIndex', { index });
      const size = width * height;
      const label = new Uint16Array(labels)[index];
      return thread.call('predictSample', {
        model: fileOf(choice),
        pixels: new Uint8Array(dataset.pixels, index * size, size).slice(),
        ...{ width, height, fingerprint, expected: { label, name: classes[label] } },
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
