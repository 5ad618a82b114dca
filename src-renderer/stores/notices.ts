/** What the window has to say: problems, kept until they are dismissed, and one line of what happened last. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';
import type { Messages } from '../../src-shared/messages/index.ts';
import { call, listen } from '../api.ts';

export interface Notice {
  id: number;
  error: ErrorInfo;
}

export type Happening = Exclude<keyof Messages['ui']['frame']['happened'], 'label'>;
export interface LastLine {
  key: Happening;
  values: Record<string, string | number>;
}

/** More would bury the view; the oldest gives way. */
const maximumNotices = 4;

export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  const last = shallowRef<LastLine | null>(null);
  let nextId = 1;

  function show(error: ErrorInfo): void {
    const same = JSON.stringify(error);
    if (notices.value.some((notice) => JSON.stringify(notice.error) === same)) return;
    notices.value = [...notices.value, { id: nextId++, error }].slice(-maximumNotices);
  }
  /** For a `catch`: whatever was thrown becomes a line at the top of the view. */
  const report = (thrown: unknown): void => show(errorInfoOf(thrown));
  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }
  /** Sets the line of what happened last; the sentence is `ui.frame.happened.<key>`. */
  function say(key: Happening, values: LastLine['values'] = {}): void {
    last.value = { key, values };
  }
  /** Runs a task of a click or key; what goes wrong is reported. */
  async function attempt<T>(task: () => Promise<T>): Promise<T | undefined> {
    try {
      return await task();
    } catch (thrown) {
      report(thrown);
      return undefined;
    }
  }

  listen('notice', show);
  async function load(): Promise<void> {
    for (const error of await call('app/notices', null)) show(error);
  }

  return { notices, last, show, report, dismiss, say, attempt, load };
});
