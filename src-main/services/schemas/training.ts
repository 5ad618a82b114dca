import { z } from 'zod';
import type { TrainingCalls } from '../../../src-shared/api/training.ts';
import { isHyperparameterName } from '../../../src-shared/hyperparameters.ts';
import { presetNames } from '../../../src-shared/presets.ts';
import {
  type SweepPlan,
  maximumSeeds,
  maximumSweepRuns,
  sweepSearches,
} from '../../../src-shared/sweep.ts';
import { id, ids, index, name, none } from './common.ts';

/** The values are checked against the table when the training starts, with an error that names the field. */
const hyperparameters = z
  .record(z.string(), z.unknown())
  .refine((values) => Object.keys(values).every(isHyperparameterName));
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
const descents = z.enum(['again', 'newSeed', 'edited']);

export const trainingSchemas = {
  'training/start': z.strictObject({
    datasetId: id,
    preset: z.enum(presetNames).nullable(),
    name: name.nullable(),
    hyperparameters,
    handwriting: z.boolean().exactOptional(),
    startFrom: z.strictObject({ runId: id, epoch: z.int().min(1).nullable() }).nullable(),
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
} as const satisfies Record<keyof TrainingCalls, z.ZodType>;
