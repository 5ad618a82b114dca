/** The runs of the history: one row each, its epochs and events beside it. */
import type { Database } from 'better-sqlite3';
import { bestEpochOf } from '../../src-shared/best-epoch.ts';
import { type ErrorInfo, UserError } from '../../src-shared/errors.ts';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { PresetName } from '../../src-shared/presets.ts';
import type {
  EpochRecord,
  RunDataset,
  RunDetails,
  RunState,
  RunSummary,
} from '../../src-shared/run.ts';
import type { Epochs } from './epochs.ts';

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
}

interface Row {
  id: string;
  name: string;
  state: RunState;
  error: string | null;
  origin: RunSummary['origin'];
  created_at: string;
  ended_at: string | null;
  preset: PresetName | null;
  hyperparameters: string;
  dataset: string;
  architecture: string;
  parameters: number;
  process: number | null;
  alive_at: number | null;
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
                       architecture, parameters, environment, process, alive_at)
     VALUES (@id, @name, 'running', @origin, @createdAt, @preset, @hyperparameters, @dataset,
             @architecture, @parameters, @environment, @process, @aliveAt)`,
  );
  const all = database.prepare<[], Row>('SELECT * FROM runs ORDER BY created_at DESC, id DESC');
  const one = database.prepare<[string], Row>('SELECT * FROM runs WHERE id = ?');
  // Not LIKE: what a person types may hold its wildcards.
  const startingWith = database.prepare<{ prefix: string }, { id: string }>(
    `SELECT id FROM runs WHERE substr(id, 1, length(@prefix)) = @prefix ORDER BY id LIMIT 2`,
  );
  const count = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM runs');
  const setState = database.prepare(
    'UPDATE runs SET state = @state, error = @error, ended_at = @endedAt WHERE id = @id',
  );
  const claim = database.prepare(
    `UPDATE runs SET state = 'running', error = NULL, ended_at = NULL, process = @process,
                     alive_at = @aliveAt WHERE id = @id`,
  );
  const touch = database.prepare(
    `UPDATE runs SET alive_at = @now WHERE state = 'running' AND process = @process`,
  );
  const claimed = database.prepare<[], ClaimedRun>(
    `SELECT id, process, alive_at AS aliveAt FROM runs WHERE state = 'running'`,
  );
  const marks = database.prepare<[], { id: string; mark: string }>(
    `SELECT id, state || '|' || name || '|' ||
            (SELECT count(*) FROM epochs WHERE run_id = runs.id) AS mark FROM runs`,
  );
  const setName = database.prepare('UPDATE runs SET name = @name WHERE id = @id');
  const remove = database.prepare('DELETE FROM runs WHERE id = ?');

  function rowOf(id: string): Row {
    const row = one.get(id);
    if (!row) throw new UserError('run.unknown', { id });
    return row;
  }

  return {
    add(run: NewRun): void {
      insert.run({
        ...run,
        createdAt: new Date().toISOString(),
        hyperparameters: JSON.stringify(run.hyperparameters),
        dataset: JSON.stringify(run.dataset),
        environment: JSON.stringify(run.environment),
        process: process.pid,
        aliveAt: Date.now(),
      });
    },
    /** Newest first. */
    list(): RunSummary[] {
      const histories = epochs.byRun();
      return all.all().map((row) => summaryOf(row, histories.get(row.id) ?? []));
    },
    exists: (id: string): boolean => one.get(id) !== undefined,
    summary: (id: string): RunSummary => summaryOf(rowOf(id), epochs.ofRun(id)),
    details(id: string): RunDetails {
      const history = epochs.ofRun(id);
      return { ...summaryOf(rowOf(id), history), history, events: epochs.eventsOfRun(id) };
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
    end(id: string, state: Exclude<RunState, 'running'>, error: ErrorInfo | null = null): void {
      setState.run({
        id,
        state,
        error: error && JSON.stringify(error),
        endedAt: new Date().toISOString(),
      });
    },
    /** Marks a run as training in this process. */
    claim: (id: string): void => void claim.run({ id, process: process.pid, aliveAt: Date.now() }),
    /** Says that this process still trains what it claimed. */
    keepAlive: (): void => void touch.run({ now: Date.now(), process: process.pid }),
    claimed: (): ClaimedRun[] => claimed.all(),
    /** What tells cheaply that a run changed: state, name and finished epochs, by id. */
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

export type Runs = ReturnType<typeof createRuns>;

function summaryOf(row: Row, history: readonly EpochRecord[]): RunSummary {
  // A run of an earlier version lacks the hyper-parameters that came later: those had their defaults.
  const hyperparameters: Hyperparameters = {
    ...defaultHyperparameters,
    ...(JSON.parse(row.hyperparameters) as Partial<Hyperparameters>),
  };
  const best = bestEpochOf(history, hyperparameters.keepBest);
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    error: row.error === null ? null : (JSON.parse(row.error) as ErrorInfo),
    origin: row.origin,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    preset: row.preset,
    hyperparameters,
    dataset: JSON.parse(row.dataset) as RunDataset,
    architecture: row.architecture,
    parameters: row.parameters,
    epochs: history.length,
    bestEpoch: best?.epoch ?? null,
    best,
    last: history.at(-1) ?? null,
    seconds: history.reduce((sum, record) => sum + record.seconds, 0),
    hasModel: history.length > 0,
  };
}
