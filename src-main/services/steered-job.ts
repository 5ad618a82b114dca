/** Long work in a thread that is steered through shared memory, shown and ended as a job. */
import { errorInfoOf } from '../../src-shared/errors.ts';
import type { Job } from '../../src-shared/job.ts';
import { createSteering, type Steering } from '../insight/lab/steering.ts';
import type { Jobs } from './jobs.ts';

const reportInterval = 100;

/** @throws what the work throws; UserError `lab.cancelled` when it was ended */
export async function asSteeredJob<T>(
  jobs: Jobs,
  what: Pick<Job, 'kind' | 'subject'>,
  work: (steering: SharedArrayBuffer) => Promise<T>,
  steering: Steering = createSteering(),
): Promise<T> {
  const job = jobs.start({ ...what, runId: null }, { cancel: () => steering.cancel() });
  const started = performance.now();
  const timer = setInterval(() => {
    const fraction = steering.fraction();
    const elapsed = (performance.now() - started) / 1000;
    const isTold = fraction !== null && fraction > 0.02;
    job.update({ fraction, secondsLeft: isTold ? (elapsed / fraction) * (1 - fraction) : null });
  }, reportInterval);
  try {
    const answer = await work(steering.memory);
    job.end('done');
    return answer;
  } catch (thrown) {
    const error = errorInfoOf(thrown);
    if (error.code === 'lab.cancelled') job.end('cancelled');
    else job.end('failed', error);
    throw thrown;
  } finally {
    clearInterval(timer);
  }
}
