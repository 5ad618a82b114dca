/** The sweeps, and the one whose result is looked at. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { CallArguments } from '../../src-shared/api.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import type { SweepSummary } from '../../src-shared/sweep.ts';
import { call, listen } from '../api.ts';
import { useNotices } from './notices.ts';
import { useRuns } from './runs.ts';

export const useSweeps = defineStore('sweeps', () => {
  const notices = useNotices();
  const runs = useRuns();
  const byId = shallowRef<ReadonlyMap<string, SweepSummary>>(new Map());
  const upsert = (sweep: SweepSummary): void =>
    void (byId.value = new Map(byId.value).set(sweep.id, sweep));
  listen('sweep', upsert);
  listen('sweepDeleted', (id) => {
    const next = new Map(byId.value);
    next.delete(id);
    byId.value = next;
    if (shownId.value === id) shownId.value = null;
  });
  /** Newest first. */
  const list = computed(() =>
    [...byId.value.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
  );
  const shownId = ref<string | null>(null);
  const shown = computed(() =>
    shownId.value === null ? null : (byId.value.get(shownId.value) ?? null),
  );
  const show = (id: string | null): void => void (shownId.value = id);
  /** Its runs, without those that are deleted. */
  const runsOf = (sweep: SweepSummary): RunSummary[] =>
    sweep.runIds.flatMap((id) => runs.get(id) ?? []);

  async function load(): Promise<void> {
    const all = await call('sweeps/list', null);
    byId.value = new Map(all.map((sweep) => [sweep.id, sweep]));
  }
  async function start(args: CallArguments<'sweeps/start'>): Promise<SweepSummary> {
    const sweep = await call('sweeps/start', args);
    upsert(sweep);
    notices.say('sweepStarted', { name: sweep.name, count: sweep.runIds.length });
    return sweep;
  }
  const stop = (id: string) => call('sweeps/stop', { id });
  const goOn = (id: string) => call('sweeps/continue', { id });
  const forget = (id: string) => call('sweeps/delete', { id });
  return { list, shownId, shown, show, runsOf, load, start, stop, goOn, forget };
});
