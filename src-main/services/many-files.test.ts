import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Job } from '../../src-shared/job.ts';
import { makeManyFiles } from '../testing/many-files.ts';
import { temporaryFolder } from '../testing/strokes.ts';
import { createServices } from './services.ts';

const count = 20_000;
const sample = join(import.meta.dirname, '../../resources/sample');

/** The threads of this process, where the system tells. */
const threads = (): number | null =>
  existsSync('/proc/self/task') ? readdirSync('/proc/self/task').length : null;

function desk() {
  const dataFolder = temporaryFolder();
  const folder = temporaryFolder();
  makeManyFiles(folder, count);
  const jobs: Job[] = [];
  let onJob: (job: Job) => void = () => {};
  const services = createServices({
    ...{ dataFolder, environment: {}, hasWindow: false },
    broadcast: (event, payload) => {
      if (event !== 'jobs') return;
      for (const job of payload as Job[]) {
        jobs.push(job);
        onJob(job);
      }
    },
  });
  onTestFinished(() => services.shutDown());
  return {
    services,
    dataFolder,
    folder,
    jobs,
    onJob: (next: typeof onJob): void => void (onJob = next),
  };
}

describe('a folder of 20,000 files', () => {
  it('is cancelled wherever it is, and leaves nothing behind', async () => {
    const { services, dataFolder, folder, onJob } = desk();
    // An opening that went through, so that what the system starts once is there.
    await services.datasets.open(sample);
    const before = threads();
    for (const part of [0, 0.05, 0.25]) {
      let asked = -1;
      onJob(({ id, state, fraction }) => {
        if (asked >= 0 || state !== 'running' || (fraction ?? 0) < part) return;
        asked = fraction ?? 0;
        services.jobs.cancel(id);
      });
      await expect(services.datasets.open(folder)).rejects.toThrow('dataset.cancelled');
      expect(asked).toBeGreaterThanOrEqual(part);
      expect(services.jobs.list()).toEqual([]);
      expect(services.datasets.current()?.samples).toBe(5000);
    }
    expect((await services.datasets.recent()).map(({ path }) => path)).toEqual([sample]);
    expect(readdirSync(join(dataFolder, 'cache'))).toHaveLength(1);
    // Also the threads that decoded end.
    await expect.poll(threads).toBe(before);
  });

  it('is opened with progress while this thread goes on, and quickly the next time', async () => {
    const { services, folder, jobs } = desk();
    await setTimeout(60);
    const before = [process.threadCpuUsage(), process.cpuUsage()] as const;
    const first = await services.datasets.open(folder);
    const own = process.threadCpuUsage(before[0]);
    const all = process.cpuUsage(before[1]);
    expect(first.summary).toMatchObject({ samples: count, skippedCount: 0, fromCache: false });
    expect(first.summary.counts.train).toEqual(new Array(10).fill(count / 10));
    const fractions = jobs.map(({ fraction }) => fraction ?? 0);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(new Set(fractions).size).toBeGreaterThan(3);
    // What this thread does for it, in many steps, is little of all that is done.
    expect((own.user + own.system) / (all.user + all.system)).toBeLessThan(0.25);

    await services.datasets.open(sample);
    await expect
      .poll(async () => (await services.datasets.open(folder)).summary)
      .toMatchObject({ fromCache: true, fingerprint: first.summary.fingerprint });
  });
});
