import { z } from 'zod';
import type { ModelCalls } from '../../../src-shared/api/models.ts';
import {
  maximumPoints,
  maximumStrokes,
  padSide,
  pointSize,
  widePad,
} from '../../../src-shared/drawing.ts';
import { maximumCuts, pageSide } from '../../../src-shared/page.ts';
import { maximumModels, modelWeightNames } from '../../../src-shared/prediction.ts';
import { seeingChoiceNames } from '../../../src-shared/seeing.ts';
import { maximumDrawingCuts } from '../../../src-shared/split-drawing.ts';
import { id, index, name, none } from './common.ts';

const modelChoice = z.union([
  z.strictObject({ runId: id, weights: z.union([z.enum(modelWeightNames), z.int().min(1)]) }),
  z.strictObject({ file: id }),
]);
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
const photo = z.strictObject({
  turns: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  lightInk: z.boolean().nullable(),
  evenLight: z.boolean().nullable(),
  threshold: z.int().min(0).max(254).nullable(),
});
const pictureChoices = z.strictObject({
  photo,
  seeing,
  asData: z.boolean().nullable(),
});
/** A pasted picture crosses the border as bytes: more than any clipboard picture of a sane size. */
const maximumPastedBytes = 64 * 1024 * 1024;

const places = z
  .array(
    z
      .int()
      .min(0)
      .max(padSide * widePad),
  )
  .max(maximumDrawingCuts);
const source = z.union([
  z.strictObject({ token: id }),
  z.strictObject({
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= maximumPastedBytes),
    name,
  }),
]);
/** A drawing and how it is to be seen. */
export const seenDrawing = z.strictObject({
  drawing,
  choices: seeing,
  split: z.strictObject({ added: places, removed: places }).nullable(),
});
const place = z.int().min(0).max(pageSide);
const length = z.int().min(1).max(pageSide);
const cut = z.strictObject({ left: place, top: place, width: length, height: length });

export const modelSchemas = {
  'models/chooseImages': none,
  'models/predictPicture': z.strictObject({ model: modelChoice, source, choices: pictureChoices }),
  'models/readPage': z.strictObject({
    model: modelChoice,
    source,
    choices: z.strictObject({ photo, seeing }),
    cuts: z.array(cut).max(maximumCuts).nullable(),
    withPicture: z.boolean(),
  }),
  'models/chooseFile': none,
  'models/keptEpochs': z.strictObject({ runId: id }),
  'models/predictDrawing': seenDrawing.extend({
    models: z.array(modelChoice).min(1).max(maximumModels),
  }),
  'handwriting/summary': none,
  'handwriting/keep': z.strictObject({ label: z.string().min(1).max(100), drawing }),
  'handwriting/takeBack': none,
  'handwriting/measure': z.strictObject({ model: modelChoice }),
  'handwriting/open': z.strictObject({ model: modelChoice }),
  'models/predictSample': z.strictObject({ model: modelChoice, datasetId: id, index }),
} as const satisfies Record<keyof ModelCalls, z.ZodType>;
