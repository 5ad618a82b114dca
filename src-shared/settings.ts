import { defaultRunColumns, type RunColumn } from './run-columns.ts';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Settings {
  /** `system` follows the computer's language, English where it is neither of ours. */
  language: 'system' | Language;
  theme: Theme;
  /** What decoded data sets may take on the disk together; 0 keeps none. */
  cacheMegabytes: number;
  /** Trainings at once; 0 for as many as there are processors. */
  runsAtOnce: number;
  /** Columns of the history, in order. */
  runColumns: readonly RunColumn[];
  /** Epochs that the mean of the last ones is taken over. */
  tailLength: number;
}

export const maximumAtOnce = 64;

/** The most that can be set: a terabyte. */
export const maximumCacheMegabytes = 1_000_000;

export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  cacheMegabytes: 2000,
  runsAtOnce: 0,
  runColumns: defaultRunColumns,
  tailLength: 5,
};

/** The language to use for a list of preferred locales such as `['zh-CN', 'en']`. */
export function resolveLanguage(
  setting: Settings['language'],
  preferred: readonly string[],
): Language {
  if (setting !== 'system') return setting;
  for (const locale of preferred) {
    const language = languages.find((known) => locale.toLowerCase().startsWith(known));
    if (language) return language;
  }
  return 'en';
}
