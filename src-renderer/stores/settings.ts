/** Language and theme, applied to the document. */
import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowRef, watchEffect } from 'vue';
import {
  defaultSettings,
  languages,
  resolveLanguage,
  type Settings,
} from '../../src-shared/settings.ts';
import { call, listen } from '../api.ts';
import { i18n } from '../i18n/index.ts';

export const useSettings = defineStore('settings', () => {
  const settings = shallowRef<Settings>(defaultSettings);
  const systemIsDark = ref(false);

  const language = computed(() => resolveLanguage(settings.value.language, navigator.languages));
  const theme = computed<'light' | 'dark'>(() => {
    if (settings.value.theme !== 'system') return settings.value.theme;
    return systemIsDark.value ? 'dark' : 'light';
  });

  const darkQuery = matchMedia('(prefers-color-scheme: dark)');
  const followSystem = (): void => void (systemIsDark.value = darkQuery.matches);
  followSystem();
  darkQuery.addEventListener('change', followSystem);
  onScopeDispose(() => darkQuery.removeEventListener('change', followSystem));

  watchEffect(() => {
    document.documentElement.dataset.theme = theme.value;
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
    i18n.global.locale.value = language.value;
  });

  listen('settings', (changed) => (settings.value = changed));

  async function load(): Promise<void> {
    settings.value = await call('settings/get', null);
  }
  async function change(changes: Partial<Settings>): Promise<void> {
    settings.value = await call('settings/set', changes);
  }
  /** From what is seen now to the other one: the system's choice is given up only by this. */
  const toggleTheme = (): Promise<void> =>
    change({ theme: theme.value === 'dark' ? 'light' : 'dark' });
  const nextLanguage = (): Promise<void> =>
    change({ language: languages[(languages.indexOf(language.value) + 1) % languages.length] });

  return { settings, language, theme, load, change, toggleTheme, nextLanguage };
});
