import { z } from 'zod';
import type { AppCalls } from '../../../src-shared/api/app.ts';
import { settingsSchema } from '../settings.ts';
import { none } from './common.ts';

export const appSchemas = {
  'app/info': none,
  'app/notices': none,
  'app/showDataFolder': none,
  'settings/get': none,
  'settings/set': settingsSchema.partial().strict(),
} as const satisfies Record<keyof AppCalls, z.ZodType>;
