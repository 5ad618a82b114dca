/** A training whose history can not be written: it waits, loses no epoch, and still does what a person tells it. */
import { existsSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { type Desk, desk } from '../testing/desk.ts';
import { begin, ended, epochsOf, range } from '../testing/stroke-runs.ts';
import { checkpointPath, modelPath } from '../training/checkpoints.ts';

/** A trigger that fails like a full disk stands in for one: SQLite reports it the same way. */
function block(at: Desk): Database {
  const other = new Sqlite(at.history.path);
  onTestFinished(() => void other.close());
  other.exec(`CREATE TRIGGER full BEFORE INSERT ON epochs BEGIN SELECT RAISE(ABORT, 'full'); END`);
  return other;
}

it('is not over before the history has all its epochs, though its thread is through', async () => {
  const at = desk();
  const other = block(at);
  const { id } = begin(at, { epochs: 1 });
  const [blocked] = await at.heard('jobs', (jobs) => jobs.some((job) => job.error !== null));
  expect(blocked).toMatchObject({ state: 'paused', runId: id });
  await expect.poll(() => existsSync(modelPath(at.training.folderOf(id)))).toBe(true);
  // Long enough for the thread to say that it is through.
  await new Promise((later) => setTimeout(later, 500));
  expect(at.training.isActive(id)).toBe(true);
  expect(at.history.runs.summary(id).state).toBe('running');
  expect(at.told.filter(({ event }) => event === 'epoch')).toEqual([]);
  other.exec('DROP TRIGGER full');
  await ended(at, id, 'done');
  expect(epochsOf(at, id)).toEqual([1]);
  expect(at.jobs.list()).toEqual([]);
});

it('pauses when the history can not be written, and loses no epoch', async () => {
  const at = desk();
  const { id } = begin(at, { epochs: 30 });
  await at.heard('epoch', ({ record }) => record.epoch === 2);
  const other = block(at);
  const [blocked] = await at.heard('jobs', (jobs) => jobs.some((job) => job.error !== null));
  expect(blocked).toMatchObject({ state: 'paused', runId: id });
  // It is tried again by itself.
  other.exec('DROP TRIGGER full');
  await ended(at, id, 'done');
  expect(epochsOf(at, id)).toEqual(range(30));
});

it('that a person paused while the history was full stays so when there is room', async () => {
  const at = desk();
  const other = block(at);
  const { id } = begin(at, { epochs: 30 });
  await at.heard('jobs', (jobs) => jobs.some((job) => job.error !== null));
  const [job] = at.jobs.list();
  at.jobs.pause(job.id);
  other.exec('DROP TRIGGER full');
  await expect.poll(() => at.jobs.list()).toMatchObject([{ state: 'paused', error: null }]);
  const saved = epochsOf(at, id);
  expect(saved).toEqual(range(saved.length));
  // Longer than between two tries.
  await new Promise((later) => setTimeout(later, 3500));
  expect(at.jobs.list()).toMatchObject([{ state: 'paused' }]);
  at.jobs.goOn(job.id);
  await ended(at, id, 'done');
  expect(epochsOf(at, id)).toEqual(range(30));
});

it('that is stopped, or shut down, while the history is full ends', async () => {
  const at = desk();
  const other = block(at);
  const { id } = begin(at, { epochs: 2000 });
  await at.heard('jobs', (jobs) => jobs.some((job) => job.error !== null));
  at.jobs.cancel(at.jobs.list()[0].id);
  other.exec('DROP TRIGGER full');
  const { epochs } = await ended(at, id, 'stopped');
  expect(epochsOf(at, id)).toEqual(range(epochs));

  block(at);
  const second = begin(at, { epochs: 2000 });
  await at.heard('jobs', (jobs) => jobs.some((job) => job.error && job.runId === second.id));
  await at.shutDown();
  expect(existsSync(checkpointPath(at.training.folderOf(second.id)))).toBe(true);
});
