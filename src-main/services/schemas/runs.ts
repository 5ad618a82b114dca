import { z } from 'zod';
import type { RunCalls } from '../../../src-shared/api/runs.ts';
import { id, ids, maximumPage, name } from './common.ts';

const marks = z
  .strictObject({
    note: z.string().max(10_000),
    tags: z.array(z.string().trim().min(1).max(60)).max(50),
    starred: z.boolean(),
    archived: z.boolean(),
    colour: z.int().min(0).max(1000).nullable(),
  })
  .partial();

export const runSchemas = {
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
} as const satisfies Record<keyof RunCalls, z.ZodType>;
