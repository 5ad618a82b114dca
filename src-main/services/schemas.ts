/** The shape of every call's argument: nothing from the window is used before it passed its schema. */
import { z } from 'zod';
import type { CallName } from '../../src-shared/api.ts';
import { augmentationSettingNames } from '../../src-shared/augmentation.ts';
import { maximumClasses, splitNames } from '../../src-shared/dataset.ts';
import { problemWith } from '../../src-shared/hyperparameter-values.ts';
import { isHyperparameterName } from '../../src-shared/hyperparameters.ts';
import type { Preparation } from '../../src-shared/preparation.ts';
import { isPreparation } from '../../src-shared/preparation-values.ts';
import { presetNames } from '../../src-shared/presets.ts';
import { type SplitOptions, splitOptionNames } from '../../src-shared/split-options.ts';
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

const preparation = z.custom<Preparation>(isPreparation);

/** Checked here: they are used as they are. */
const splitOptions = z.custom<SplitOptions>(
  (options: unknown) =>
    typeof options === 'object' &&
    options !== null &&
    Object.keys(options).length === splitOptionNames.length &&
    splitOptionNames.every(
      (each) => problemWith(each, (options as Record<string, unknown>)[each]) === null,
    ),
);

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
    datasetId: id,
    split: z.enum(splitNames).nullable(),
    label: index.nullable(),
    offset: index,
    limit: z.int().min(0).max(maximumPage),
  }),
  'datasets/prepare': z.strictObject({ datasetId: id, preparation }),
  'datasets/previewPreparation': z.strictObject({ datasetId: id, preparation }),
  'datasets/setLabelNames': z.strictObject({
    datasetId: id,
    names: z.array(z.string().max(1000)).max(maximumClasses).nullable(),
  }),
  'datasets/splitSizes': z.strictObject({ datasetId: id, options: splitOptions }),
  'datasets/augmented': z.strictObject({ datasetId: id, settings: augmentation, round: index }),
  'datasets/cacheUsage': none,
  'datasets/clearCache': none,
  'datasets/setCacheLimit': z.strictObject({ megabytes: settingsSchema.shape.cacheMegabytes }),
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
