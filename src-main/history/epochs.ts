/** Finished epochs and what a person did in between. */
import type { Database } from 'better-sqlite3';
import type { EpochRecord, RunEvent } from '../../src-shared/run.ts';
import { figuresOf, type RunFigures, withEpoch } from './run-figures.ts';

const columns = {
  epoch: 'epoch',
  trainLoss: 'train_loss',
  trainAccuracy: 'train_accuracy',
  validationLoss: 'validation_loss',
  validationAccuracy: 'validation_accuracy',
  testLoss: 'test_loss',
  testAccuracy: 'test_accuracy',
  learningRate: 'learning_rate',
  imagesPerSecond: 'images_per_second',
  seconds: 'seconds',
} as const satisfies Record<keyof EpochRecord, string>;

const selected = Object.entries(columns)
  .map(([field, column]) => `${column} AS ${field}`)
  .join(', ');

export function createEpochs(database: Database) {
  const insert = database.prepare(
    `INSERT OR REPLACE INTO epochs (run_id, ${Object.values(columns).join(', ')})
     VALUES (@runId, ${Object.keys(columns)
       .map((field) => `@${field}`)
       .join(', ')})`,
  );
  const ofRun = database.prepare<[string], EpochRecord>(
    `SELECT ${selected} FROM epochs WHERE run_id = ? ORDER BY epoch`,
  );
  const figuresRow = database.prepare<
    [string],
    { figures: string | null; keepBest: number | null }
  >(
    `SELECT figures, json_extract(hyperparameters, '$.keepBest') AS keepBest FROM runs WHERE id = ?`,
  );
  const setFigures = database.prepare('UPDATE runs SET figures = @figures WHERE id = @runId');

  /** Writes the figures of all the run's epochs beside it. */
  function recount(runId: string, keepBest: boolean): RunFigures {
    const figures = figuresOf(ofRun.all(runId), keepBest);
    setFigures.run({ runId, figures: JSON.stringify(figures) });
    return figures;
  }
  const add = database.transaction((runId: string, record: EpochRecord): void => {
    insert.run({ runId, ...record });
    const row = figuresRow.get(runId);
    if (!row) return;
    // A run of a version without this hyper-parameter had its default.
    const keepBest = row.keepBest !== 0;
    const known = row.figures === null ? null : (JSON.parse(row.figures) as RunFigures);
    if (known?.epochs !== record.epoch - 1) recount(runId, keepBest);
    else setFigures.run({ runId, figures: JSON.stringify(withEpoch(known, record, keepBest)) });
  });
  const insertEvent = database.prepare(
    `INSERT INTO events (run_id, kind, at, epoch, batch, value)
     VALUES (@runId, @kind, @at, @epoch, @batch, @value)`,
  );
  const eventsOfRun = database.prepare<[string], RunEvent>(
    'SELECT kind, at, epoch, batch, value FROM events WHERE run_id = ? ORDER BY id',
  );
  return {
    /** An epoch that is told twice (by the training thread, then by its checkpoint) stays one row. */
    add: (runId: string, record: EpochRecord): void => void add(runId, record),
    /** Of a run that has none yet, all at once. */
    addAll: database.transaction(
      (runId: string, records: readonly EpochRecord[], keepBest: boolean): void => {
        for (const record of records) insert.run({ runId, ...record });
        recount(runId, keepBest);
      },
    ),
    ofRun: (runId: string): EpochRecord[] => ofRun.all(runId),
    recount,
    addEvent: (runId: string, event: RunEvent): void => void insertEvent.run({ runId, ...event }),
    eventsOfRun: (runId: string): RunEvent[] => eventsOfRun.all(runId),
  };
}

export type Epochs = ReturnType<typeof createEpochs>;
