import { z } from 'zod';
import { longestTail } from '../../src-shared/run.ts';
import { runColumnNames } from '../../src-shared/run-columns.ts';
import {
  defaultSettings,
  languages,
  maximumCacheMegabytes,
  maximumAtOnce,
  type Settings,
  themes,
} from '../../src-shared/settings.ts';
import type { History } from '../history/history.ts';
import type { Broadcast } from './broadcast.ts';

const storedName = 'settings';

export const settingsSchema = z.object({
  language: z.enum(['system', ...languages]),
  theme: z.enum(themes),
  cacheMegabytes: z.int().min(0).max(maximumCacheMegabytes),
  runsAtOnce: z.int().min(0).max(maximumAtOnce),
  runColumns: z.array(z.enum(runColumnNames)).max(runColumnNames.length),
  tailLength: z.int().min(1).max(longestTail),
}) satisfies z.ZodType<Settings>;

export function createSettings({ settings: stored }: History, broadcast: Broadcast) {
  // What an older or newer version stored and this one does not know falls back to the default.
  const read = settingsSchema.safeParse({ ...defaultSettings, ...Object(stored.get(storedName)) });
  let settings = read.success ? read.data : defaultSettings;
  return {
    get: (): Settings => settings,
    set(change: Partial<Settings>): Settings {
      settings = { ...settings, ...change };
      stored.set(storedName, settings);
      broadcast('settings', settings);
      return settings;
    },
  };
}
