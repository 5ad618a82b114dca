/** Trainings under way: their progress, their growing histories, and what can be done to them. */
import { defineStore } from 'pinia';
import { computed, shallowReactive } from 'vue';
import type { CallArguments } from '../../src-shared/api.ts';
import type { Job, TrainingProgress } from '../../src-shared/job.ts';
import type { EpochRecord, RunSummary } from '../../src-shared/run.ts';
import { call, listen } from '../api.ts';
import { useJobs } from './jobs.ts';
import { useNotices } from './notices.ts';
import { type MeanProfile, withEpoch } from './mean-profile.ts';
import { useRuns } from './runs.ts';

export const useTraining = defineStore('training', () => {
  const jobs = useJobs();
  const notices = useNotices();
  const runs = useRuns();

  /** Where each training stands, by run; new objects at most 15 times a second. */
  const progress = shallowReactive(new Map<string, TrainingProgress>());
  listen('progress', (changed) => progress.set(changed.runId, changed));
  listen('run', (run) => {
    if (run.state === 'running' || run.state === 'queued') return;
    if (progress.delete(run.id)) notices.say(run.state, { name: run.name });
  });

  /** Where the time of each run's epochs went, of those that ended while this window was open. */
  const profiles = shallowReactive(new Map<string, MeanProfile>());
  listen('epoch', ({ runId, profile }) => {
    if (profile) profiles.set(runId, withEpoch(profiles.get(runId) ?? null, profile));
  });

  /** Runs that train or are paused now, newest first. */
  const live = computed(() => runs.list.filter((run) => run.state === 'running'));

  const progressOf = (runId: string): TrainingProgress | null => progress.get(runId) ?? null;
  const jobOf = (runId: string): Job | null => jobs.ofRun(runId);

  /**
   * The finished epochs of a run, growing while it trains; empty until they are there (then it asks for
   * them). The array stays the same one, so a `computed` over it should read `history(id).length` too.
   */
  function history(runId: string): readonly EpochRecord[] {
    const details = runs.details.get(runId);
    if (details) return details.history;
    void notices.attempt(() => runs.loadDetails(runId));
    return [];
  }

  async function start(args: CallArguments<'training/start'>): Promise<RunSummary> {
    const run = await call('training/start', args);
    runs.upsert(run);
    notices.say(run.state === 'queued' ? 'queued' : 'started', { name: run.name });
    return run;
  }
  /** Plans more epochs for a run that is done, and goes on with it. */
  async function lengthen(runId: string, epochs: number): Promise<RunSummary> {
    const run = await call('training/lengthen', { runId, epochs });
    runs.upsert(run);
    notices.say('resumed', { name: run.name });
    return run;
  }
  async function again(runId: string, how: 'again' | 'newSeed' | 'edited'): Promise<RunSummary> {
    const run = await call('training/again', { runId, how });
    runs.upsert(run);
    notices.say(run.state === 'queued' ? 'queued' : 'started', { name: run.name });
    return run;
  }
  /** Goes on with an interrupted or stopped run from its checkpoint. */
  async function resume(runId: string): Promise<RunSummary> {
    const run = await call('training/resume', { runId });
    runs.upsert(run);
    notices.say('resumed', { name: run.name });
    return run;
  }
  /** Changes the learning rate while it trains; the change becomes one of the run's events. */
  async function setLearningRate(runId: string, learningRate: number): Promise<void> {
    runs.expectEvent(runId);
    await call('training/setLearningRate', { runId, learningRate });
  }
  /** Pause, go on and stop act on the run's job; nothing happens when it has ended meanwhile. */
  async function act(runId: string, action: 'pause' | 'goOn' | 'cancel'): Promise<void> {
    const job = jobOf(runId);
    if (job) await jobs[action](job.id);
  }
  const pause = (runId: string): Promise<void> => act(runId, 'pause');
  const goOn = (runId: string): Promise<void> => act(runId, 'goOn');
  const stop = (runId: string): Promise<void> => act(runId, 'cancel');

  async function load(): Promise<void> {
    for (const one of await call('training/progress', null)) progress.set(one.runId, one);
  }

  return {
    progress,
    profiles,
    live,
    progressOf,
    jobOf,
    history,
    start,
    resume,
    lengthen,
    again,
    setLearningRate,
    pause,
    goOn,
    stop,
    load,
  };
});
