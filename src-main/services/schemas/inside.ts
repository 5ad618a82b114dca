import { z } from 'zod';
import type { InsideCalls } from '../../../src-shared/api/inside.ts';
import { saliencyMethods, saliencyRanges, unitsPage } from '../../../src-shared/inside.ts';
import { id, index } from './common.ts';
import { drawing } from './models.ts';

const layer = z.strictObject({ runId: id, layer: index });
const units = z.array(index).min(1).max(unitsPage);
const image = z.union([z.strictObject({ datasetId: id, index }), z.strictObject({ drawing })]);
const within = ({ minimum, maximum }: { minimum: number; maximum: number }) =>
  z.int().min(minimum).max(maximum);
const question = z.strictObject({
  label: index.nullable(),
  against: index.nullable(),
  settings: z.strictObject({
    method: z.enum(saliencyMethods),
    samples: within(saliencyRanges.samples),
    noise: within(saliencyRanges.noise),
    seed: index,
  }),
});

export const insideSchemas = {
  'inside/network': z.strictObject({ runId: id }),
  'inside/weights': layer.extend({ units }),
  'inside/survey': layer.extend({ datasetId: id }),
  'inside/ablation': layer.extend({ datasetId: id }),
  'inside/maximise': layer.extend({ units }),
  'inside/follow': z.strictObject({ runId: id, image }),
  'inside/why': z.strictObject({ runId: id, image, question }),
  'inside/change': z.strictObject({ runId: id, image, target: index.nullable() }),
} as const satisfies Record<keyof InsideCalls, z.ZodType>;
