/** Which training the Train view shows: the newest, until a person chooses another. */
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { Job } from '../../../src-shared/job.ts';
import type { RunSummary } from '../../../src-shared/run.ts';
import { useNotices } from '../../stores/notices.ts';
import { useRuns } from '../../stores/runs.ts';
import { useTraining } from '../../stores/training.ts';

export const useShownRun = defineStore('shown-run', () => {
  const notices = useNotices();
  const runs = useRuns();
  const training = useTraining();

  const chosenId = ref<string | null>(null);
  const chosen = computed<RunSummary | null>(() =>
    chosenId.value === null ? null : runs.get(chosenId.value),
  );
  const run = computed<RunSummary | null>(() => chosen.value ?? training.live[0] ?? null);
  /** What can be switched between: all that train, and the one that was being watched when it ended. */
  const choices = computed<RunSummary[]>(() => {
    const { live } = training;
    return chosen.value && chosen.value.state !== 'running' ? [chosen.value, ...live] : live;
  });
  const show = (id: string): void => void (chosenId.value = id);

  // A run that starts elsewhere (resumed in Runs) takes the place of one that has ended; one that already
  // trains when this view is first seen is watched to its end.
  watch(
    () => training.live.map((one) => one.id),
    (ids, before) => {
      const started = ids.find((id) => !before?.includes(id));
      if (started !== undefined && chosen.value?.state !== 'running') show(started);
    },
    { immediate: true },
  );

  /** The job of the run; null once it has ended, or where another process trains it. */
  const job = computed<Job | null>(() => (run.value ? training.jobOf(run.value.id) : null));

  async function act(action: 'pause' | 'goOn' | 'stop'): Promise<void> {
    const id = run.value?.id;
    if (id !== undefined) await notices.attempt(() => training[action](id));
  }
  const pauseOrGoOn = (): Promise<void> => act(job.value?.state === 'paused' ? 'goOn' : 'pause');
  const stop = (): Promise<void> => act('stop');

  return { run, choices, show, job, pauseOrGoOn, stop };
});
