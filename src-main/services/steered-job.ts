/** Long work in a thread that is steered through shared memory, shown and ended as a job. */
import type { Job } from '../../src-shared/job.ts';
import { createSteering, type Steering } from '../insight/lab/steering.ts';
import type { Jobs } from './jobs.ts';
import { asJob } from './long-job.ts';

/** Milliseconds. */
const reportInterval = 100;

/** @throws what the work throws; UserError `lab.cancelled` when it was ended */
export const asSteeredJob = <T>(
  jobs: Jobs,
  what: Pick<Job, 'kind' | 'subject'>,
  work: (steering: SharedArrayBuffer) => Promise<T>,
  steering: Steering = createSteering(),
): Promise<T> =>
  asJob(jobs, { ...what, runId: null }, async ({ signal, onProgress }) => {
    signal.addEventListener('abort', () => steering.cancel());
    const timer = setInterval(() => {
      const fraction = steering.fraction();
      if (fraction !== null) onProgress(fraction);
    }, reportInterval);
    try {
      return await work(steering.memory);
    } finally {
      clearInterval(timer);
    }
  });
