/** The shape of every call's argument: nothing from the window is used before it passed its schema. */
import { z } from 'zod';
import type { CallName } from '../../src-shared/api.ts';
import { augmentationSettingNames } from '../../src-shared/augmentation.ts';
import { writeFormats } from '../../src-shared/api.ts';
import { editFilters, sampleLists, sampleOrders } from '../../src-shared/browse.ts';
import { maximumClasses, splitNames } from '../../src-shared/dataset.ts';
import { problemWith } from '../../src-shared/hyperparameter-values.ts';
import { isHyperparameterName } from '../../src-shared/hyperparameters.ts';
import { presetNames } from '../../src-shared/presets.ts';
import { settingsSchema } from './settings.ts';

const none = z.null();
const id = z.string().min(1).max(100);
const index = z.int().min(0);
const name = z.string().trim().min(1).max(200);
/** The values are checked against the table when the training starts, with an error that names the field. */
const hyperparameters = z
  .record(z.string(), z.unknown())
  .refine((values) => Object.keys(values).every(isHyperparameterName));

/** Checked here: these go to the worker as they are. */
const augmentation = z.strictObject(
  Object.fromEntries(
    augmentationSettingNames.map((each) => [
      each,
      z.number().refine((value) => problemWith(each, value) === null),
    ]),
  ),
);

const view = {
  split: z.enum(splitNames).nullable(),
  label: index.nullable(),
  edited: z.enum(editFilters).nullable(),
  list: z.enum(sampleLists).nullable(),
  drawn: z.strictObject({ perClass: z.int().min(1), seed: index }).nullable(),
  order: z.enum(sampleOrders),
  descending: z.boolean(),
};
const viewQuery = { datasetId: id, view: z.strictObject(view), revision: index };
const indices = z.instanceof(Uint32Array);
const openDataset = z.strictObject({ datasetId: id });

/** The most samples a page may hold: the renderer asks for a screenful. */
const maximumPage = 1000;

export const schemas = {
  'app/info': none,
  'app/notices': none,
  'app/showDataFolder': none,
  'settings/get': none,
  'settings/set': settingsSchema.partial().strict(),
  'datasets/choose': none,
  'datasets/open': z.union([
    z.strictObject({ token: id }),
    z.strictObject({ sample: z.literal(true) }),
  ]),
  'datasets/current': none,
  'datasets/recent': none,
  'datasets/forgetRecent': z.strictObject({ token: id }),
  'datasets/samples': z.strictObject({
    ...z.object(view).partial().shape,
    datasetId: id,
    revision: index.optional(),
    offset: index,
    limit: z.int().min(0).max(maximumPage),
  }),
  'datasets/viewCounts': z.strictObject(viewQuery),
  'datasets/indices': z.strictObject({ ...viewQuery, offset: index, limit: index }),
  'datasets/means': z.strictObject({
    datasetId: id,
    from: index,
    count: z.int().min(1).max(maximumPage),
  }),
  'datasets/setGiven': z.strictObject({ datasetId: id, indices }),
  'datasets/overlay': openDataset,
  'datasets/edit': z.strictObject({
    datasetId: id,
    indices,
    action: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('relabel'), label: index.max(maximumClasses - 1) }),
      z.strictObject({ kind: z.literal('suggested') }),
      z.strictObject({ kind: z.literal('exclude'), on: z.boolean().nullable() }),
      z.strictObject({ kind: z.literal('mark'), on: z.boolean().nullable() }),
      z.strictObject({ kind: z.literal('reset') }),
    ]),
  }),
  'datasets/undoEdit': openDataset,
  'datasets/redoEdit': openDataset,
  'datasets/exportEdits': openDataset,
  'datasets/importEdits': openDataset,
  'datasets/judge': z.strictObject({ datasetId: id, runId: id }),
  'datasets/judgedBy': openDataset,
  'datasets/checkLabels': z.strictObject({
    datasetId: id,
    check: z.discriminatedUnion('method', [
      z.strictObject({ method: z.literal('folds') }),
      z.strictObject({ method: z.literal('heldOut'), runId: id }),
    ]),
  }),
  'datasets/labelCheck': openDataset,
  'datasets/write': z.strictObject({ datasetId: id, format: z.enum(writeFormats) }),
  'datasets/augmented': z.strictObject({ datasetId: id, settings: augmentation, round: index }),
  'training/start': z.strictObject({
    datasetId: id,
    preset: z.enum(presetNames).nullable(),
    name: name.nullable(),
    hyperparameters,
  }),
  'training/resume': z.strictObject({ runId: id }),
  'training/setLearningRate': z.strictObject({ runId: id, learningRate: z.number() }),
  'training/progress': none,
  'jobs/list': none,
  'jobs/pause': z.strictObject({ id }),
  'jobs/continue': z.strictObject({ id }),
  'jobs/cancel': z.strictObject({ id }),
  'runs/list': none,
  'runs/get': z.strictObject({ id }),
  'runs/rename': z.strictObject({ id, name }),
  'runs/delete': z.strictObject({ ids: z.array(id).max(10_000) }),
  'models/chooseImage': none,
  'models/predictFile': z.strictObject({ runId: id, token: id }),
  'models/predictSample': z.strictObject({ runId: id, datasetId: id, index }),
} as const satisfies Record<CallName, z.ZodType>;
