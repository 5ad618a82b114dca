/** The program itself and its settings. */
import type { ErrorInfo } from '../errors.ts';
import type { Settings } from '../settings.ts';

export interface AppInfo {
  version: string;
  /** Versions worth telling in a report: electron, chrome, node, v8. */
  versions: Record<string, string>;
  platform: string;
  dataFolder: string;
}

export interface AppCalls {
  'app/info': (args: null) => AppInfo;
  /** What was noticed before the window was there: a history set aside, an interrupted run ended. */
  'app/notices': (args: null) => ErrorInfo[];
  'app/showDataFolder': (args: null) => null;
  'settings/get': (args: null) => Settings;
  'settings/set': (args: Partial<Settings>) => Settings;
}

export const appCalls: Record<keyof AppCalls, true> = {
  'app/info': true,
  'app/notices': true,
  'app/showDataFolder': true,
  'settings/get': true,
  'settings/set': true,
};
