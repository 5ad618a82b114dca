/** A language with all that speaks it. */
import { messages, type Messages } from '../../src-shared/messages/index.ts';
import type { Language } from '../../src-shared/settings.ts';
import { type Formats, formatsOf } from '../../src-shared/text/format.ts';

export interface Words {
  language: Language;
  messages: Messages;
  /** The words of the report itself. */
  say: Messages['ui']['share']['report'];
  formats: Formats;
}

export const wordsOf = (language: Language): Words => ({
  language,
  messages: messages[language],
  say: messages[language].ui.share.report,
  formats: formatsOf(language),
});
