/** Saves what is to be shown or sent on, and takes in what others sent. */
import { defineStore } from 'pinia';
import type { RunColumn } from '../../src-shared/run-columns.ts';
import type { ChosenPath } from '../../src-shared/chosen-path.ts';
import { errorInfoOf } from '../../src-shared/errors.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import type { Language } from '../../src-shared/settings.ts';
import { call } from '../api.ts';
import { useNotices } from './notices.ts';
import { useRuns } from './runs.ts';

export const useShare = defineStore('share', () => {
  const notices = useNotices();
  const runs = useRuns();

  /** Cancelling is what the person wanted, and no problem. */
  async function attempt<T>(task: () => Promise<T>): Promise<T | undefined> {
    try {
      return await task();
    } catch (thrown) {
      if (errorInfoOf(thrown).code === 'job.cancelled') notices.say('cancelled');
      else notices.report(thrown);
      return undefined;
    }
  }
  async function save(task: () => Promise<ChosenPath | null>): Promise<void> {
    const file = await attempt(task);
    if (file) notices.say('saved', { name: file.name });
  }
  const saveTable = (
    ids: readonly string[],
    columns: readonly RunColumn[],
    tailLength: number,
  ): Promise<void> =>
    save(() => call('share/runsTable', { ids: [...ids], columns: [...columns], tailLength }));
  const saveRuns = (ids: readonly string[]): Promise<void> =>
    save(() => call('share/runsFile', { ids: [...ids] }));
  const saveReport = (ids: readonly string[], language: Language): Promise<void> =>
    save(() => call('share/report', { ids: [...ids], language }));
  const saveBundle = (id: string, language: Language): Promise<void> =>
    save(() => call('share/bundle', { id, language }));

  /** Of a bundle that was dropped, or that is asked for; the run is selected. */
  async function importBundle(token: string | null): Promise<RunSummary | null> {
    const run = (await attempt(() => call('share/import', { token }))) ?? null;
    if (!run) return null;
    runs.upsert(run);
    runs.select([run.id]);
    notices.say('imported', { name: run.name });
    return run;
  }
  async function importDropped(file: File): Promise<RunSummary | null> {
    const dropped = await attempt(() => window.inkling.dropped(file));
    return dropped ? importBundle(dropped.token) : null;
  }

  return { saveTable, saveRuns, saveReport, saveBundle, importBundle, importDropped };
});
