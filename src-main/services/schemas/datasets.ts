import { z } from 'zod';
import type { DatasetCalls } from '../../../src-shared/api/datasets.ts';
import { writeFormats } from '../../../src-shared/api/datasets.ts';
import { augmentationSettingNames } from '../../../src-shared/augmentation.ts';
import { editFilters, sampleLists, sampleOrders } from '../../../src-shared/browse.ts';
import { maximumClasses, splitNames } from '../../../src-shared/dataset.ts';
import { problemWith } from '../../../src-shared/hyperparameter-values.ts';
import { isPreparation } from '../../../src-shared/preparation-values.ts';
import { type Preparation } from '../../../src-shared/preparation.ts';
import { namePattern, readingOptionsSchema } from './reading.ts';
import { settingsSchema } from '../settings.ts';
import { id, index, maximumPage, none } from './common.ts';

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
const preparation = z.custom<Preparation>(isPreparation);

export const datasetSchemas = {
  'datasets/choose': none,
  'datasets/open': z.union([
    z.strictObject({ token: id, how: readingOptionsSchema.exactOptional() }),
    z.strictObject({ sample: z.literal(true) }),
  ]),
  'datasets/previewNames': z.strictObject({ token: id, pattern: namePattern.nullable() }),
  'datasets/previewSheet': z.strictObject({ token: id }),
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
  'datasets/prepare': z.strictObject({ datasetId: id, preparation }),
  'datasets/previewPreparation': z.strictObject({ datasetId: id, preparation }),
  'datasets/setLabelNames': z.strictObject({
    datasetId: id,
    names: z.array(z.string().max(1000)).max(maximumClasses).nullable(),
  }),
  'datasets/pictures': z.strictObject({ datasetId: id, indices: z.array(index).max(maximumPage) }),
  'datasets/augmented': z.strictObject({ datasetId: id, settings: augmentation, round: index }),
  'datasets/cacheUsage': none,
  'datasets/clearCache': none,
  'datasets/setCacheLimit': z.strictObject({ megabytes: settingsSchema.shape.cacheMegabytes }),
} as const satisfies Record<keyof DatasetCalls, z.ZodType>;
