/** A piece of work as a job: progress with an estimate, cancel, and an honest end. */
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { Job } from '../../src-shared/job.ts';
import type { Jobs } from './jobs.ts';

export interface JobControl {
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (fraction: number) => void;
}

/** @throws what the work throws; UserError `job.cancelled` when a person ended it */
export async function asJob<T>(
  jobs: Jobs,
  what: Pick<Job, 'kind' | 'subject' | 'runId'>,
  work: (control: JobControl) => Promise<T>,
): Promise<T> {
  const cancel = new AbortController();
  const job = jobs.start(what, { cancel: () => cancel.abort(new UserError('job.cancelled')) });
  const started = performance.now();
  try {
    const result = await work({
      signal: cancel.signal,
      onProgress(fraction) {
        const elapsed = (performance.now() - started) / 1000;
        const secondsLeft = fraction > 0.05 ? (elapsed / fraction) * (1 - fraction) : null;
        job.update({ fraction, secondsLeft });
      },
    });
    job.end('done');
    return result;
  } catch (thrown) {
    const error = errorInfoOf(thrown);
    // Steered work may be ended by whoever has asked for it anew, without the job being told.
    if (cancel.signal.aborted || error.code === 'lab.cancelled') job.end('cancelled');
    else job.end('failed', error);
    throw thrown;
  }
}
