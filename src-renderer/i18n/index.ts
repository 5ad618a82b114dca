/** The window's language: messages come from `src-shared`, numbers and dates from `Intl`. */
import { computed } from 'vue';
import { createI18n, useI18n } from 'vue-i18n';
import type { ErrorInfo } from '../../src-shared/errors.ts';
import { errorText, messages, type Messages } from '../../src-shared/messages/index.ts';
import type { Language } from '../../src-shared/settings.ts';
import { formatsOf } from '../../src-shared/text/format.ts';

declare module 'vue-i18n' {
  // Makes the keys of `t()` checked by the compiler. An interface is the only thing that can be merged.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  export interface DefineLocaleMessage extends Messages {}
}

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages,
});

export function useText() {
  const { t, locale } = useI18n();
  const language = computed(() => locale.value as Language);
  return {
    /** `t('ui.data.title')` */
    t,
    language,
    /** Names with dots or symbols in them (`commands`, `choices`), which `t` would take for paths. */
    words: computed(() => messages[language.value]),
    /** The sentence for an error in the person's language. */
    error: (info: ErrorInfo) => errorText(info, language.value),
    /** Numbers, durations and dates: `format.value.fraction(.974)`. */
    format: computed(() => formatsOf(language.value)),
  };
}
