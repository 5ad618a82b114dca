import { z } from 'zod';
import type { MapCalls } from '../../../src-shared/api/map.ts';
import { imageChoices } from '../../../src-shared/lab.ts';
import { mapMethods, mapRanges, maximumMapImages } from '../../../src-shared/map.ts';
import { id, index } from './common.ts';

const { neighbours, minimumDistance } = mapRanges;

export const mapSchemas = {
  'map/ground': z.strictObject({ datasetId: id, runId: id.nullable() }),
  'map/make': z
    .strictObject({
      id,
      datasetId: id,
      runId: id.nullable(),
      layer: index.nullable(),
      choice: z.enum(imageChoices),
      count: z.int().min(1).max(maximumMapImages),
      method: z.enum(mapMethods),
      neighbours: z.int().min(neighbours.minimum).max(neighbours.maximum),
      minimumDistance: z.number().min(minimumDistance.minimum).max(minimumDistance.maximum),
      seed: index,
    })
    .refine(({ runId, layer }) => runId !== null || layer === null),
  'map/cancel': z.strictObject({ id }),
  'map/labels': z.strictObject({
    datasetId: id,
    indices: z.instanceof(Uint32Array).refine(({ length }) => length <= maximumMapImages),
  }),
} as const satisfies Record<keyof MapCalls, z.ZodType>;
