/** The shape of every call's argument: nothing from the window is used before it passed its schema. */
import { z } from 'zod';
import type { CallName } from '../../src-shared/api.ts';
import { augmentationSettingNames } from '../../src-shared/augmentation.ts';
import { writeFormats } from '../../src-shared/api.ts';
import { editFilters, sampleLists, sampleOrders } from '../../src-shared/browse.ts';
import {
  maximumPictures,
  queryMethods,
  querySettingNames,
  querySettings,
  type QuerySettings,
} from '../../src-shared/backward-query.ts';
import { maximumClasses, maximumImageSide, splitNames } from '../../src-shared/dataset.ts';
import {
  damageNames,
  damageRanges,
  lesionNames,
  lesionOrders,
  maximumDraws,
} from '../../src-shared/damage.ts';
import {
  maximumPoints,
  maximumStrokes,
  padSide,
  pointSize,
  widePad,
} from '../../src-shared/drawing.ts';
import { problemWith } from '../../src-shared/hyperparameter-values.ts';
import { isHyperparameterName } from '../../src-shared/hyperparameters.ts';
import { imageChoices, maximumSilenced } from '../../src-shared/lab.ts';
import { maximumModels, modelWeightNames } from '../../src-shared/prediction.ts';
import { presetNames } from '../../src-shared/presets.ts';
import { seeingChoiceNames } from '../../src-shared/seeing.ts';
import type { Preparation } from '../../src-shared/preparation.ts';
import { isPreparation } from '../../src-shared/preparation-values.ts';
import {
  maximumSeeds,
  maximumSweepRuns,
  type SweepPlan,
  sweepSearches,
} from '../../src-shared/sweep.ts';
import { namePattern, readingOptionsSchema } from './reading-schema.ts';
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
const modelChoice = z.strictObject({ runId: id, weights: z.enum(modelWeightNames) });
const stroke = z.strictObject({
  kind: z.enum(['ink', 'erase']),
  width: z.number().min(1).max(padSide),
  points: z
    .instanceof(Int16Array)
    .refine(({ length }) => length % pointSize === 0 && length <= maximumPoints * pointSize),
});
const drawing = z.strictObject({
  width: z
    .int()
    .min(1)
    .max(padSide * widePad),
  height: z.int().min(1).max(padSide),
  strokes: z
    .array(stroke)
    .max(maximumStrokes)
    .refine(
      (strokes) =>
        strokes.reduce((sum, { points }) => sum + points.length, 0) <= maximumPoints * pointSize,
    ),
});
const preparation = z.custom<Preparation>(isPreparation);

/** A setting that a method has not may be 0, whatever its range is. */
const ofQuery = z.custom<QuerySettings>(
  (settings: unknown) =>
    typeof settings === 'object' &&
    settings !== null &&
    Object.keys(settings).length === querySettingNames.length &&
    querySettingNames.every((each) => {
      const value = (settings as Record<string, unknown>)[each];
      const { minimum, maximum } = querySettings[each];
      return typeof value === 'number' && (value === 0 || (value >= minimum && value <= maximum));
    }),
);
const share = z.number().min(0).max(1);
const imageSide = z.int().min(1).max(maximumImageSide);
/** Enough for a wall of large pictures. */
const maximumPng = 2 ** 26;

const ids = z.array(id).max(10_000);
const hyperparameterName = z.string().refine(isHyperparameterName);
const value = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.array(z.union([z.number(), z.string()])).max(100),
]);
/** Checked against the table of hyper-parameters when the sweep starts. */
const sweepPlan = z.strictObject({
  axes: z
    .array(
      z.union([
        z.strictObject({ name: hyperparameterName, values: z.array(value).max(maximumSweepRuns) }),
        z.strictObject({ name: hyperparameterName, from: z.number(), to: z.number() }),
      ]),
    )
    .max(20),
  seeds: z.int().min(1).max(maximumSeeds),
  search: z.enum(sweepSearches),
  draws: z.int().min(1).max(maximumSweepRuns),
  drawSeed: z.int().min(0),
  stopHopeless: z.boolean(),
}) as z.ZodType<SweepPlan>;
const marks = z
  .strictObject({
    note: z.string().max(10_000),
    tags: z.array(z.string().trim().min(1).max(60)).max(50),
    starred: z.boolean(),
    archived: z.boolean(),
    colour: z.int().min(0).max(1000).nullable(),
  })
  .partial();
const descents = z.enum(['again', 'newSeed']);

const seeing = z.partialRecord(z.enum(seeingChoiceNames), z.boolean());
const pictureChoices = z.strictObject({
  photo: z.strictObject({
    turns: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    lightInk: z.boolean().nullable(),
    evenLight: z.boolean().nullable(),
    threshold: z.int().min(0).max(254).nullable(),
  }),
  seeing,
  asData: z.boolean().nullable(),
});
/** A pasted picture crosses the border as bytes: more than any clipboard picture of a sane size. */
const maximumPastedBytes = 64 * 1024 * 1024;

/** The most samples a page may hold: the renderer asks for a screenful. */
const maximumPage = 1000;

const labSubject = z.strictObject({ runId: id, datasetId: id, choice: z.enum(imageChoices) });
const labSample = z.strictObject({ runId: id, datasetId: id, index });
const seed = z.int().min(0);
const damage = z
  .strictObject({ name: z.enum(damageNames), amount: z.number().min(0), seed })
  .refine(({ name, amount }) => amount <= damageRanges[name].most);
const curveQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image'), damage: z.enum(damageNames), seed }),
  z.strictObject({
    kind: z.literal('network'),
    name: z.enum(lesionNames),
    order: z.enum(lesionOrders),
    draws: z.int().min(1).max(maximumDraws),
    seed,
  }),
]);
const silenced = z.array(z.strictObject({ layer: index, unit: index })).max(maximumSilenced);

export const schemas = {
  'app/info': none,
  'app/notices': none,
  'app/showDataFolder': none,
  'settings/get': none,
  'settings/set': settingsSchema.partial().strict(),
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
  'training/start': z.strictObject({
    datasetId: id,
    preset: z.enum(presetNames).nullable(),
    name: name.nullable(),
    hyperparameters,
    startFrom: id.nullable(),
  }),
  'training/resume': z.strictObject({ runId: id }),
  'training/lengthen': z.strictObject({ runId: id, epochs: z.int() }),
  'training/again': z.strictObject({ runId: id, how: descents }),
  'training/findRate': z.strictObject({ datasetId: id, hyperparameters }),
  'training/setLearningRate': z.strictObject({ runId: id, learningRate: z.number() }),
  'training/progress': none,
  'queue/state': none,
  'queue/move': z.strictObject({ runId: id, place: index }),
  'queue/cancel': z.strictObject({ ids }),
  'queue/pause': none,
  'queue/continue': none,
  'sweeps/list': none,
  'sweeps/start': z.strictObject({
    datasetId: id,
    preset: z.enum(presetNames).nullable(),
    name: name.nullable(),
    hyperparameters,
    plan: sweepPlan,
  }),
  'sweeps/rename': z.strictObject({ id, name }),
  'sweeps/stop': z.strictObject({ id }),
  'sweeps/continue': z.strictObject({ id }),
  'sweeps/delete': z.strictObject({ id }),
  'jobs/list': none,
  'jobs/pause': z.strictObject({ id }),
  'jobs/continue': z.strictObject({ id }),
  'jobs/cancel': z.strictObject({ id }),
  'runs/list': z.strictObject({
    after: z.strictObject({ createdAt: z.string().max(100), id }).nullable(),
    limit: z.int().min(1).max(maximumPage),
  }),
  'runs/get': z.strictObject({ id }),
  'runs/rename': z.strictObject({ id, name }),
  'runs/mark': z.strictObject({ ids, marks }),
  'runs/delete': z.strictObject({ ids }),
  'runs/restore': z.strictObject({ ids }),
  'runs/purge': z.strictObject({ ids }),
  'runs/files': z.strictObject({ id }),
  'runs/dropKept': z.strictObject({ id }),
  'mind/query': z.strictObject({
    id,
    runId: id,
    method: z.enum(queryMethods),
    settings: ofQuery,
    targets: z
      .array(
        z.strictObject({
          shares: z.array(share).max(maximumClasses),
          strength: share,
          variation: index,
        }),
      )
      .min(1)
      .max(maximumPictures),
    control: index.nullable(),
  }),
  'mind/cancel': z.strictObject({ id }),
  'mind/opinion': z
    .strictObject({
      runId: id,
      pixels: z.instanceof(Uint8Array),
      width: imageSide,
      height: imageSide,
      polarity: z.enum(['light', 'dark']),
    })
    .refine(({ pixels, width, height }) => pixels.length % (width * height) === 0),
  'mind/evidence': z.strictObject({ runId: id }),
  'mind/save': z.strictObject({
    name,
    png: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= maximumPng),
  }),
  'models/chooseImages': none,
  'models/predictFile': z.strictObject({ runId: id, token: id, choices: pictureChoices }),
  'models/predictBytes': z.strictObject({
    runId: id,
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= maximumPastedBytes),
    name,
    choices: pictureChoices,
  }),
  'models/predictDrawing': z.strictObject({
    models: z.array(modelChoice).min(1).max(maximumModels),
    drawing,
    choices: seeing,
    split: z.boolean(),
  }),
  'handwriting/summary': none,
  'handwriting/keep': z.strictObject({ label: z.string().min(1).max(100), drawing }),
  'handwriting/takeBack': none,
  'handwriting/open': z.strictObject({ runId: id }),
  'models/predictSample': z.strictObject({ runId: id, datasetId: id, index }),
  'lab/openData': z.strictObject({ runId: id }),
  'lab/images': z.strictObject({ runId: id, datasetId: id }),
  'lab/evaluate': labSubject,
  'lab/curve': labSubject.extend({ question: curveQuestion }),
  'lab/silencedAccuracy': labSubject.extend({ silenced }),
  'lab/damaged': labSample.extend({ damages: z.array(damage).max(damageNames.length) }),
  'lab/silenced': labSample.extend({ silenced }),
} as const satisfies Record<CallName, z.ZodType>;
