/** Reads the JSON of exported runs, which may come from anybody (see `src-shared/runs-file.ts`). */
import { z } from 'zod';
import {
  formatNames,
  maximumClasses,
  maximumImageSide,
  splitNames,
} from '../../src-shared/dataset.ts';
import { type ErrorInfo, UserError } from '../../src-shared/errors.ts';
import { readHyperparameters } from '../../src-shared/hyperparameter-values.ts';
import { errors } from '../../src-shared/messages/en/errors.ts';
import type { Preparation } from '../../src-shared/preparation.ts';
import { isPreparation } from '../../src-shared/preparation-values.ts';
import { presetNames } from '../../src-shared/presets.ts';
import { runEventKinds, runStates } from '../../src-shared/run.ts';
import { type ExportedRun, runsFileFormat } from '../../src-shared/runs-file.ts';
import { epochRecord } from '../models/epoch-schema.ts';

/** It becomes a folder's name. */
const id = z.string().regex(/^[\w-]{1,100}$/);
const text = z.string().max(10_000);
const short = z.string().max(200);
const date = z.iso.datetime();
const count = z.int().min(0);
const index = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const side = z.int().min(1).max(maximumImageSide);
const maximumEpochs = 1_000_000;

const values = z.record(z.string().max(100), z.union([text, z.number()]));
/** An error of another version may have a sentence that this one lacks. */
const error = z
  .object({ code: z.string().max(100), values })
  .nullable()
  .transform((read): ErrorInfo | null =>
    read && Object.hasOwn(errors, read.code) ? (read as ErrorInfo) : null,
  );

const dataset = z.object({
  name: z.string().max(1000),
  format: z.enum(formatNames),
  fingerprint: z.string().regex(/^[\w-]{1,128}$/),
  classes: z.array(z.string().max(1000)).min(2).max(maximumClasses),
  width: side,
  height: side,
  images: z.object(
    Object.fromEntries(splitNames.map((split) => [split, count])) as Record<
      (typeof splitNames)[number],
      typeof count
    >,
  ),
  overlay: z.object({ hash: short, relabelled: count, excluded: count }).exactOptional(),
  handwriting: z.object({ drawings: count, leftOut: count }).exactOptional(),
  preparation: z.custom<Preparation>(isPreparation).exactOptional(),
});

const event = z.object({
  kind: z.enum(runEventKinds),
  at: date,
  epoch: count,
  batch: count,
  value: z.number().nullable(),
});

const run = z.object({
  id,
  name: z.string().trim().min(1).max(200),
  note: text,
  tags: z.array(z.string().trim().min(1).max(60)).max(50),
  state: z.enum(runStates),
  error,
  origin: z.enum(['app', 'cli', 'imported']),
  createdAt: date,
  endedAt: date.nullable(),
  // One that came later is none here: the hyper-parameters say all.
  preset: z.enum(presetNames).nullable().catch(null),
  hyperparameters: z.record(z.string().max(100), z.unknown()),
  dataset,
  edits: z
    .array(z.tuple([index, z.int().min(0).max(maximumClasses).nullable(), z.boolean()]))
    .max(10_000_000),
  architecture: z.string().max(1000),
  parameters: count,
  history: z.array(epochRecord).max(maximumEpochs),
  events: z.array(event).max(100_000),
  environment: z.record(short, z.string().max(1000)),
});

/** What an import takes over; what hangs on another history (parents, sweeps) is left behind. */
export type ImportedRun = Omit<
  ExportedRun,
  'hyperparameters' | 'epochs' | 'bestEpoch' | 'seconds' | 'parent' | 'sweepId'
> &
  Pick<ExportedRun, 'hyperparameters'>;

const envelope = z.object({
  format: z.literal(runsFileFormat.format),
  version: z.int().min(1),
  runs: z.array(z.unknown()).length(1),
});

/**
 * The one run of a bundle's `run.json`.
 * @param file what messages call the bundle
 * @throws UserError `bundle.content`, `bundle.newer`
 */
export function readExportedRun(bytes: Uint8Array, file: string): ImportedRun {
  const part = 'run.json';
  const wrong = (where: string): UserError =>
    new UserError('bundle.content', { file, part, where });
  const check = <T>(schema: z.ZodType<T>, value: unknown): T => {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    // Some of its names are a stranger's.
    const place = read.error.issues[0].path.join('.').replace(/[^\w.-]/g, ' ');
    throw wrong(place.slice(0, 100) || 'JSON');
  };
  const { version, runs } = check(envelope, parsed(bytes, wrong));
  if (version > runsFileFormat.version)
    throw new UserError('bundle.newer', {
      file,
      found: version,
      supported: runsFileFormat.version,
    });
  const read = check(run, runs[0]);
  const { values: hyperparameters, problems } = readHyperparameters(read.hyperparameters);
  if (problems.length > 0) throw wrong(`hyperparameters.${problems[0].values['name']}`);
  const gap = read.history.findIndex(({ epoch }, i) => epoch !== i + 1);
  if (gap !== -1) throw wrong(`history.${gap}.epoch`);
  if (read.history.length === 0) throw wrong('history');
  const { classes } = read.dataset;
  const unknown = read.edits.findIndex(([, label]) => label !== null && label >= classes.length);
  if (unknown !== -1) throw wrong(`edits.${unknown}`);
  return { ...read, hyperparameters };
}

function parsed(bytes: Uint8Array, wrong: (where: string) => UserError): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof TypeError) throw wrong('JSON');
    throw thrown;
  }
}
