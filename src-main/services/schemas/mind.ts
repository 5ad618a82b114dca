import { z } from 'zod';
import type { MindCalls } from '../../../src-shared/api/mind.ts';
import {
  type QuerySettings,
  maximumPictures,
  queryMethods,
  querySettingNames,
  querySettings,
} from '../../../src-shared/backward-query.ts';
import { animationFormats, maximumAnimation, paletteLength } from '../../../src-shared/film.ts';
import { maximumClasses, maximumImageSide } from '../../../src-shared/dataset.ts';
import { id, index, name } from './common.ts';

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
/** Of a frame. */
const filmSide = z.int().min(1).max(20_000);
/** Enough for a wall of large pictures. */
const maximumPng = 2 ** 26;

export const mindSchemas = {
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
    epoch: index.nullable(),
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
  'mind/epochs': z.strictObject({ runId: id }),
  'mind/saveFilm': z.strictObject({
    name,
    format: z.enum(animationFormats),
    animation: z
      .strictObject({
        width: filmSide,
        height: filmSide,
        frames: z.instanceof(Uint8Array),
        palette: z.instanceof(Uint8Array).refine(({ length }) => length === paletteLength),
        milliseconds: z.int().min(20).max(10_000),
      })
      .refine(
        ({ frames, width, height }) =>
          frames.length > 0 &&
          frames.length <= maximumAnimation &&
          frames.length % (width * height) === 0,
      ),
  }),
  'mind/save': z.strictObject({
    name,
    png: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= maximumPng),
  }),
} as const satisfies Record<keyof MindCalls, z.ZodType>;
