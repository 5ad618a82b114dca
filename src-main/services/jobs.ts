/** Every long job is one kind of thing: started by a service, shown and steered the same way. */
import { randomUUID } from 'node:crypto';
import type { ErrorInfo } from '../../src-shared/errors.ts';
import type { Job, JobState } from '../../src-shared/job.ts';
import { type Broadcast, createCoalescer } from './broadcast.ts';

const broadcastInterval = 66;

export interface JobActions {
  cancel(): void;
  pause?(): void;
  goOn?(): void;
}

export interface JobHandle {
  readonly id: string;
  update(
    change: Partial<Pick<Job, 'fraction' | 'secondsLeft' | 'error' | 'subject'>> & {
      state?: 'running' | 'paused';
    },
  ): void;
  end(state: Exclude<JobState, 'running' | 'paused'>, error?: ErrorInfo | null): void;
}

interface Entry {
  job: Job;
  actions: JobActions;
}

export function createJobs(broadcast: Broadcast) {
  const jobs = new Map<string, Entry>();
  const changes = createCoalescer<Job>(broadcastInterval, (changed) => broadcast('jobs', changed));

  function act(id: string, action: keyof JobActions): void {
    // A job that ended a moment ago is no mistake of the person who clicked.
    jobs.get(id)?.actions[action]?.();
  }

  return {
    start(what: Pick<Job, 'kind' | 'subject' | 'runId'>, actions: JobActions): JobHandle {
      const id = randomUUID();
      const entry: Entry = {
        job: {
          ...what,
          id,
          state: 'running',
          fraction: null,
          secondsLeft: null,
          canPause: actions.pause !== undefined,
          error: null,
        },
        actions,
      };
      const set = (change: Partial<Job>): void => {
        entry.job = { ...entry.job, ...change };
        changes.add(id, entry.job);
      };
      jobs.set(id, entry);
      set({});
      return {
        id,
        update: set,
        end(state, error = null) {
          jobs.delete(id);
          set({ state, error });
        },
      };
    },
    list: (): Job[] => [...jobs.values()].map(({ job }) => job),
    cancel: (id: string): void => act(id, 'cancel'),
    pause: (id: string): void => act(id, 'pause'),
    goOn: (id: string): void => act(id, 'goOn'),
  };
}

export type Jobs = ReturnType<typeof createJobs>;
