import { z } from 'zod';
import type { ShareCalls } from '../../../src-shared/api/share.ts';
import { longestTail } from '../../../src-shared/run.ts';
import { runColumnNames } from '../../../src-shared/run-columns.ts';
import { languages } from '../../../src-shared/settings.ts';
import { chartFileKinds } from '../../../src-shared/share.ts';
import { id, ids, name } from './common.ts';

/** Enough for a picture as large as a screen, and for the numbers of a chart of many long runs. */
const maximumChart = 2 ** 26;
const language = z.enum(languages);

export const shareSchemas = {
  'share/saveChart': z.strictObject({
    name,
    kind: z.enum(chartFileKinds),
    bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= maximumChart),
  }),
  'share/runsTable': z.strictObject({
    ids,
    columns: z.array(z.enum(runColumnNames)).min(1).max(runColumnNames.length),
    tailLength: z.int().min(1).max(longestTail),
  }),
  'share/runsFile': z.strictObject({ ids: ids.min(1) }),
  'share/report': z.strictObject({ ids: ids.min(1), language }),
  'share/bundle': z.strictObject({ id, language }),
  'share/import': z.strictObject({ token: z.string().min(1).max(100).nullable() }),
} as const satisfies Record<keyof ShareCalls, z.ZodType>;
