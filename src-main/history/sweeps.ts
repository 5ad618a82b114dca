/** The sweeps: a name and a plan each; their runs point to them. */
import type { Database } from 'better-sqlite3';
import { UserError } from '../../src-shared/errors.ts';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { PresetName } from '../../src-shared/presets.ts';
import type { SweepPlan, SweepSummary } from '../../src-shared/sweep.ts';

interface Row {
  id: string;
  name: string;
  created_at: string;
  preset: PresetName | null;
  hyperparameters: string;
  plan: string;
}

export function createSweepTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO sweeps (id, name, created_at, preset, hyperparameters, plan)
     VALUES (@id, @name, @createdAt, @preset, @hyperparameters, @plan)`,
  );
  const all = database.prepare<[], Row>('SELECT * FROM sweeps ORDER BY created_at DESC, id DESC');
  const one = database.prepare<[string], Row>('SELECT * FROM sweeps WHERE id = ?');
  const runIds = database
    .prepare<[string], string>(
      'SELECT id FROM runs WHERE sweep_id = ? AND deleted_at IS NULL ORDER BY rowid',
    )
    .pluck();
  const setName = database.prepare('UPDATE sweeps SET name = @name WHERE id = @id');
  const remove = database.prepare('DELETE FROM sweeps WHERE id = ?');
  const count = database.prepare<[], number>('SELECT count(*) FROM sweeps').pluck();

  const summaryOf = (row: Row): SweepSummary => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    preset: row.preset,
    hyperparameters: {
      ...defaultHyperparameters,
      ...(JSON.parse(row.hyperparameters) as Partial<Hyperparameters>),
    },
    plan: JSON.parse(row.plan) as SweepPlan,
    runIds: runIds.all(row.id),
  });
  return {
    add(sweep: Omit<SweepSummary, 'createdAt' | 'runIds'>): void {
      insert.run({
        ...sweep,
        createdAt: new Date().toISOString(),
        hyperparameters: JSON.stringify(sweep.hyperparameters),
        plan: JSON.stringify(sweep.plan),
      });
    },
    /** Newest first. */
    list: (): SweepSummary[] => all.all().map(summaryOf),
    count: (): number => count.get() ?? 0,
    /** @throws UserError `sweep.unknown` */
    get(id: string): SweepSummary {
      const row = one.get(id);
      if (!row) throw new UserError('sweep.unknown', { id });
      return summaryOf(row);
    },
    rename: (id: string, name: string): void => void setName.run({ id, name }),
    /** Its runs stay. */
    delete: (id: string): void => void remove.run(id),
  };
}

export type SweepTable = ReturnType<typeof createSweepTable>;
