import { z } from 'zod';
import type { LabCalls } from '../../../src-shared/api/lab.ts';
import {
  damageNames,
  damageRanges,
  lesionNames,
  lesionOrders,
  maximumDraws,
} from '../../../src-shared/damage.ts';
import { imageChoices, maximumSilenced } from '../../../src-shared/lab.ts';
import { id, index } from './common.ts';
import { seenDrawing } from './models.ts';

const labSubject = z.strictObject({ runId: id, datasetId: id, choice: z.enum(imageChoices) });
const labSample = z.strictObject({ runId: id, datasetId: id, index });
const seed = z.int().min(0);
const damage = z
  .strictObject({ name: z.enum(damageNames), amount: z.number().min(0), seed })
  .refine(({ name, amount }) => amount <= damageRanges[name].most);
const damages = z.array(damage).max(damageNames.length);
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

export const labSchemas = {
  'lab/openData': z.strictObject({ runId: id }),
  'lab/images': z.strictObject({ runId: id, datasetId: id }),
  'lab/evaluate': labSubject,
  'lab/curve': labSubject.extend({ question: curveQuestion }),
  'lab/silencedAccuracy': labSubject.extend({ silenced }),
  'lab/damaged': labSample.extend({ damages }),
  'lab/damagedDrawing': seenDrawing.extend({ runId: id, damages }),
  'lab/silenced': labSample.extend({ silenced }),
} as const satisfies Record<keyof LabCalls, z.ZodType>;
