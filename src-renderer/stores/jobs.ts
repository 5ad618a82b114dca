/** Running jobs, and the ones that just ended until a new one of their kind starts. */
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Job } from '../../src-shared/job.ts';
import { call, listen } from '../api.ts';

export const useJobs = defineStore('jobs', () => {
  const byId = shallowRef<ReadonlyMap<string, Job>>(new Map());
  const isActive = (job: Job): boolean => job.state === 'running' || job.state === 'paused';

  function upsert(changed: readonly Job[]): void {
    const next = new Map(byId.value);
    for (const job of changed) {
      // An ended job leaves; what it led to is told by the data set's and the runs' own events.
      if (isActive(job)) next.set(job.id, job);
      else next.delete(job.id);
    }
    byId.value = next;
  }
  listen('jobs', upsert);

  const active = computed(() => [...byId.value.values()]);
  /** The job that trains or evaluates the run, if one does. */
  const ofRun = (runId: string): Job | null =>
    active.value.find((job) => job.runId === runId) ?? null;

  const load = async (): Promise<void> => upsert(await call('jobs/list', null));
  const pause = (id: string): Promise<null> => call('jobs/pause', { id });
  const goOn = (id: string): Promise<null> => call('jobs/continue', { id });
  const cancel = (id: string): Promise<null> => call('jobs/cancel', { id });

  return { active, ofRun, load, pause, goOn, cancel };
});
