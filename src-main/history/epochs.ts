/** Finished epochs and what a person did in between. */
import type { Database } from 'better-sqlite3';
import type { EpochRecord, RunEvent } from '../../src-shared/run.ts';

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
  const all = database.prepare<[], EpochRecord & { runId: string }>(
    `SELECT run_id AS runId, ${selected} FROM epochs ORDER BY run_id, epoch`,
  );
  const insertEvent = database.prepare(
    `INSERT INTO events (run_id, kind, at, epoch, batch, value)
     VALUES (@runId, @kind, @at, @epoch, @batch, @value)`,
  );
  const eventsOfRun = database.prepare<[string], RunEvent>(
    'SELECT kind, at, epoch, batch, value FROM events WHERE run_id = ? ORDER BY id',
  );
  return {
    /** An epoch that is told twice (by the training thread, then by its checkpoint) stays one row. */
    add: (runId: string, record: EpochRecord): void => void insert.run({ runId, ...record }),
    ofRun: (runId: string): EpochRecord[] => ofRun.all(runId),
    /** All histories in one query, so that listing runs does not ask once a run. */
    byRun(): Map<string, EpochRecord[]> {
      const histories = new Map<string, EpochRecord[]>();
      for (const { runId, ...record } of all.iterate()) {
        const history = histories.get(runId);
        if (history) history.push(record);
        else histories.set(runId, [record]);
      }
      return histories;
    },
    addEvent: (runId: string, event: RunEvent): void => void insertEvent.run({ runId, ...event }),
    eventsOfRun: (runId: string): RunEvent[] => eventsOfRun.all(runId),
  };
}

export type Epochs = ReturnType<typeof createEpochs>;
