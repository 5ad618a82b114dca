/** The runs of the history: one row each, its epochs and events beside it. */
import type { Database } from 'better-sqlite3';
import { type ErrorInfo, UserError } from '../../src-shared/errors.ts';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { PresetName } from '../../src-shared/presets.ts';
import type {
  EndState,
  RunDataset,
  RunDetails,
  RunParent,
  RunSummary,
} from '../../src-shared/run.ts';
import type { Epochs } from './epochs.ts';
import { type RunRow, summaryOf } from './run-rows.ts';

/** What is known when a run starts. */
export interface NewRun {
  id: string;
  name: string;
  origin: RunSummary['origin'];
  preset: PresetName | null;
  hyperparameters: Hyperparameters;
  dataset: RunDataset;
  architecture: string;
  parameters: number;
  /** Versions and platform, for a reader who wants the same bits again. */
  environment: Readonly<Record<string, string>>;
  parent?: RunParent | null;
  sweepId?: string | null;
  /** Besides the best and the last epoch, every so many are kept; 0 for none. */
  keepEvery?: number;
}

/** A page of the list holds the main process no longer than this, in ms. */
export const pagePatience = 20;

/** The last run of a page: the next page begins after it. */
export interface PageEnd {
  createdAt: string;
  id: string;
}

/** A run that is marked as training, with the process that said so. */
export interface ClaimedRun {
  id: string;
  process: number | null;
  aliveAt: number | null;
}

export function createRuns(database: Database, epochs: Epochs) {
  const insert = database.prepare(
    `INSERT INTO runs (id, name, state, origin, created_at, preset, hyperparameters, dataset,
                       architecture, parameters, environment, process, alive_at, parent, sweep_id,
                       keep_every)
     VALUES (@id, @name, @state, @origin, @createdAt, @preset, @hyperparameters, @dataset,
             @architecture, @parameters, @environment, @process, @aliveAt, @parent, @sweepId,
             @keepEvery)`,
  );
  const page = database.prepare<{ createdAt: string; id: string; limit: number }, RunRow>(
    `SELECT * FROM runs WHERE deleted_at IS NULL AND (created_at, id) < (@createdAt, @id)
     ORDER BY created_at DESC, id DESC LIMIT @limit`,
  );
  const one = database.prepare<[string], RunRow>('SELECT * FROM runs WHERE id = ?');
  // Not LIKE: what a person types may hold its wildcards.
  const startingWith = database.prepare<{ prefix: string }, { id: string }>(
    `SELECT id FROM runs WHERE substr(id, 1, length(@prefix)) = @prefix AND deleted_at IS NULL ORDER BY id LIMIT 2`,
  );
  const allIds = database.prepare<[], string>('SELECT id FROM runs').pluck();
  const count = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM runs');
  const setState = database.prepare(
    'UPDATE runs SET state = @state, error = @error, ended_at = @endedAt WHERE id = @id',
  );
  const claim = database.prepare(
    `UPDATE runs SET state = 'running', error = NULL, ended_at = NULL, process = @process,
                     alive_at = @aliveAt, environment = @environment
     WHERE id = @id`,
  );
  const wait = database.prepare(
    `UPDATE runs SET state = 'queued', error = NULL, ended_at = NULL, process = @process,
                     alive_at = @aliveAt WHERE id = @id`,
  );
  const setEpochs = database.prepare(
    `UPDATE runs SET hyperparameters = json_set(hyperparameters, '$.epochs', @epochs) WHERE id = @id`,
  );
  const touch = database.prepare(
    `UPDATE runs SET alive_at = @now WHERE state IN ('running', 'queued') AND process = @process`,
  );
  const claimed = database.prepare<[], ClaimedRun>(
    `SELECT id, process, alive_at AS aliveAt FROM runs WHERE state = 'running'`,
  );
  const waiting = database.prepare<[], ClaimedRun>(
    `SELECT id, process, alive_at AS aliveAt FROM runs JOIN queue ON run_id = id
     WHERE state = 'queued' AND deleted_at IS NULL ORDER BY position, id`,
  );
  const marks = database.prepare<[], { id: string; mark: string }>(
    `SELECT id, state || '|' || name || '|' ||
            coalesce(json_extract(figures, '$.epochs'), 0) || note || tags || starred || archived ||
            coalesce(colour, '') AS mark FROM runs WHERE deleted_at IS NULL`,
  );
  const setName = database.prepare('UPDATE runs SET name = @name WHERE id = @id');
  const remove = database.prepare('DELETE FROM runs WHERE id = ?');

  function rowOf(id: string): RunRow {
    const row = one.get(id);
    if (!row) throw new UserError('run.unknown', { id });
    return row;
  }
  const summaryFrom = (row: RunRow): RunSummary =>
    summaryOf(row, (keepBest) => epochs.recount(row.id, keepBest));
  /**
   * Newest first; from the newest on, or after the run that ended the page before.
   * @param patience after so many ms the page ends early: runs whose figures have to be counted take
   *   longest. A page without runs is the end of the list.
   */
  const listPage = database.transaction(
    (after: PageEnd | null, limit: number, patience = Infinity): RunSummary[] => {
      const begun = performance.now();
      const found: RunSummary[] = [];
      const rows = page.all({
        createdAt: after?.createdAt ?? '\uffff',
        id: after?.id ?? '',
        limit,
      });
      for (const row of rows) {
        found.push(summaryFrom(row));
        if (performance.now() - begun > patience) break;
      }
      return found;
    },
  );

  return {
    /** `queued`: it is this process's to start. */
    add(run: NewRun, state: 'queued' | 'running' = 'running'): void {
      insert.run({
        ...run,
        state,
        createdAt: new Date().toISOString(),
        hyperparameters: JSON.stringify(run.hyperparameters),
        dataset: JSON.stringify(run.dataset),
        environment: JSON.stringify(run.environment),
        parent: run.parent ? JSON.stringify(run.parent) : null,
        sweepId: run.sweepId ?? null,
        keepEvery: run.keepEvery ?? 0,
        process: process.pid,
        aliveAt: Date.now(),
      });
    },
    page: listPage,
    list: (): RunSummary[] => listPage(null, -1),
    keepEvery: (id: string): number => rowOf(id).keep_every,
    /** Of all runs, those that are deleted but could be taken back among them. */
    ids: (): string[] => allIds.all(),
    exists: (id: string): boolean => one.get(id) !== undefined,
    summary: (id: string): RunSummary => summaryFrom(rowOf(id)),
    details(id: string): RunDetails {
      const row = rowOf(id);
      return {
        ...summaryFrom(row),
        history: epochs.ofRun(id),
        events: epochs.eventsOfRun(id),
        environment: JSON.parse(row.environment) as Record<string, string>,
        keepEvery: row.keep_every,
      };
    },
    /** The whole id for the beginning of one. @throws UserError `run.unknown`, `run.ambiguous` */
    find(prefix: string): string {
      const found = prefix === '' ? [] : startingWith.all({ prefix });
      const exact = found.find(({ id }) => id === prefix);
      if (exact) return exact.id;
      if (found.length === 0) throw new UserError('run.unknown', { id: prefix });
      if (found.length > 1) throw new UserError('run.ambiguous', { id: prefix });
      return found[0].id;
    },
    count: (): number => count.get()?.n ?? 0,
    end(id: string, state: EndState, error: ErrorInfo | null = null): void {
      setState.run({
        id,
        state,
        error: error && JSON.stringify(error),
        endedAt: new Date().toISOString(),
      });
    },
    /** Marks a run as training in this process; `resumed`: what it was trained in so far stays told. */
    claim(id: string, now: Readonly<Record<string, string>>, resumed: boolean): void {
      const before = JSON.parse(rowOf(id).environment) as Record<string, string>;
      claim.run({
        id,
        process: process.pid,
        aliveAt: Date.now(),
        environment: JSON.stringify(resumed ? continuedIn(before, now) : { ...before, ...now }),
      });
    },
    /** Marks a run as waiting for this process to start it. */
    wait: (id: string): void => void wait.run({ id, process: process.pid, aliveAt: Date.now() }),
    /** Those that wait, first in line first. */
    waiting: (): ClaimedRun[] => waiting.all(),
    /** More epochs are planned. */
    setEpochs: (id: string, planned: number): void => void setEpochs.run({ id, epochs: planned }),
    /** Says that this process still trains what it claimed. */
    keepAlive: (): void => void touch.run({ now: Date.now(), process: process.pid }),
    claimed: (): ClaimedRun[] => claimed.all(),
    /** What tells cheaply that a run changed: state, name, finished epochs and marks, by id. */
    marks: (): Map<string, string> => new Map(marks.all().map(({ id, mark }) => [id, mark])),
    rename: (id: string, name: string): void => void setName.run({ id, name }),
    delete: database.transaction((ids: readonly string[]): void => {
      for (const id of ids) {
        if (rowOf(id).state === 'running') throw new UserError('run.isTraining', { id });
        remove.run(id);
      }
    }),
  };
}

/**
 * The environment of a run that goes on in another one: `0.1.0, then 0.2.0` where it is not the same.
 * Threads alone are those of now: no bit hangs on them.
 */
function continuedIn(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): Record<string, string> {
  const both = { ...before, ...now };
  for (const [name, value] of Object.entries(now)) {
    const old = before[name];
    if (name === 'threads' || old === undefined || old === value) continue;
    both[name] = old.split(separator).at(-1) === value ? old : `${old}${separator}${value}`;
  }
  return both;
}
const separator = ', then ';

export type Runs = ReturnType<typeof createRuns>;
