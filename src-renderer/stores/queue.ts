/** The runs that wait for their turn. */
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { QueueState } from '../../src-shared/job.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import { call, listen } from '../api.ts';
import { useRuns } from './runs.ts';

export const useQueue = defineStore('queue', () => {
  const runs = useRuns();
  const state = shallowRef<QueueState>({ runIds: [], paused: false, leftOver: false });
  listen('queue', (changed) => (state.value = changed));

  const waiting = computed<RunSummary[]>(() =>
    state.value.runIds.flatMap((id) => runs.get(id) ?? []),
  );
  /** From 1; null for a run that does not wait here. */
  function placeOf(runId: string): number | null {
    const place = state.value.runIds.indexOf(runId);
    return place < 0 ? null : place + 1;
  }
  async function load(): Promise<void> {
    state.value = await call('queue/state', null);
  }
  const move = (runId: string, place: number) => call('queue/move', { runId, place });
  const cancel = (ids: readonly string[]) => call('queue/cancel', { ids: [...ids] });
  const pause = () => call('queue/pause', null);
  const goOn = () => call('queue/continue', null);
  return { state, waiting, placeOf, load, move, cancel, pause, goOn };
});
