import { z } from 'zod';
import type { ModelCalls } from '../../../src-shared/api/models.ts';
import {
  maximumPoints,
  maximumStrokes,
  padSide,
  pointSize,
  widePad,
} from '../../../src-shared/drawing.ts';
import { maximumModels, modelWeightNames } from '../../../src-shared/prediction.ts';
import { seeingChoiceNames } from '../../../src-shared/seeing.ts';
import { id, index, name, none } from './common.ts';

const modelChoice = z.strictObject({ runId: id, weights: z.enum(modelWeightNames) });
const stroke = z.strictObject({
  kind: z.enum(['ink', 'erase']),
  width: z.number().min(1).max(padSide),
  points: z
    .instanceof(Int16Array)
    .refine(({ length }) => length % pointSize === 0 && length <= maximumPoints * pointSize),
});
export const drawing = z.strictObject({
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

export const modelSchemas = {
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
} as const satisfies Record<keyof ModelCalls, z.ZodType>;
