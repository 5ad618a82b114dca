import type { Database } from 'better-sqlite3';

/**
 * Schema version n is reached by running the first n entries in order. Never edit a released entry:
 * add one. The version stands in SQLite's `user_version`.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    error TEXT,
    origin TEXT NOT NULL,
    created_at TEXT NOT NULL,
    ended_at TEXT,
    preset TEXT,
    hyperparameters TEXT NOT NULL,
    dataset TEXT NOT NULL,
    architecture TEXT NOT NULL,
    parameters INTEGER NOT NULL,
    environment TEXT NOT NULL,
    -- The process that trains it and when it last said so (ms since 1970): tells a run that is
    -- training elsewhere from one whose process was killed.
    process INTEGER,
    alive_at INTEGER
  ) STRICT;
  CREATE INDEX runs_by_time ON runs (created_at);
  CREATE TABLE epochs (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    train_loss REAL NOT NULL,
    train_accuracy REAL NOT NULL,
    validation_loss REAL,
    validation_accuracy REAL,
    test_loss REAL,
    test_accuracy REAL,
    learning_rate REAL NOT NULL,
    images_per_second REAL NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (run_id, epoch)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    value REAL
  ) STRICT;
  CREATE INDEX events_by_run ON events (run_id);
  CREATE TABLE recent_datasets (
    path TEXT PRIMARY KEY,
    opened_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  `,
  // Nearest neighbours have epochs without training figures.
  `
  CREATE TABLE new_epochs (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    train_loss REAL,
    train_accuracy REAL,
    validation_loss REAL,
    validation_accuracy REAL,
    test_loss REAL,
    test_accuracy REAL,
    learning_rate REAL,
    images_per_second REAL NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (run_id, epoch)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO new_epochs SELECT run_id, epoch, train_loss, train_accuracy, validation_loss,
    validation_accuracy, test_loss, test_accuracy, learning_rate, images_per_second, seconds
    FROM epochs;
  DROP TABLE epochs;
  ALTER TABLE new_epochs RENAME TO epochs;
  `,
  // What a person chose for a folder's pictures, and the class names of a data set as its files have it.
  `
  CREATE TABLE preparations (
    path TEXT PRIMARY KEY,
    preparation TEXT NOT NULL
  ) STRICT;
  CREATE TABLE label_names (
    fingerprint TEXT PRIMARY KEY,
    names TEXT NOT NULL
  ) STRICT;
  `,
  // What a person notes about runs, sweeps, the queue, and the figures of a run's epochs beside it.
  `
  CREATE TABLE sweeps (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    preset TEXT,
    hyperparameters TEXT NOT NULL,
    plan TEXT NOT NULL
  ) STRICT;
  CREATE TABLE queue (
    run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL
  ) STRICT;
  ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE runs ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN colour INTEGER;
  -- Deleted, but still to be undone (ms since 1970).
  ALTER TABLE runs ADD COLUMN deleted_at INTEGER;
  ALTER TABLE runs ADD COLUMN parent TEXT;
  ALTER TABLE runs ADD COLUMN sweep_id TEXT REFERENCES sweeps (id) ON DELETE SET NULL;
  -- Null until they are first asked for.
  ALTER TABLE runs ADD COLUMN figures TEXT;
  CREATE INDEX runs_by_sweep ON runs (sweep_id);
  `,
  // How a person said that a folder is to be read (ReadingOptions as JSON); null for as its files say.
  'ALTER TABLE recent_datasets ADD COLUMN reading TEXT',
  // Edits laid over data sets (see overlay-edits.ts for the bytes), and those that a run was trained with.
  `
  CREATE TABLE overlays (
    fingerprint TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    edits BLOB NOT NULL
  ) STRICT;
  CREATE TABLE overlay_steps (
    fingerprint TEXT NOT NULL,
    number INTEGER NOT NULL,
    before BLOB NOT NULL,
    after BLOB NOT NULL,
    PRIMARY KEY (fingerprint, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE run_overlays (
    run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    edits BLOB NOT NULL
  ) STRICT;
  `,
  // Besides the best and the last epoch, every so many are kept of a run; 0 for none.
  'ALTER TABLE runs ADD COLUMN keep_every INTEGER NOT NULL DEFAULT 0',
  // The last check of each data set's labels (see label-checks.ts for the bytes).
  `
  CREATE TABLE label_checks (
    fingerprint TEXT PRIMARY KEY,
    made_at INTEGER NOT NULL,
    result TEXT NOT NULL,
    found BLOB NOT NULL
  ) STRICT;
  `,
];

export const schemaVersion = migrations.length;

export const versionOf = (database: Database): number =>
  Number(database.pragma('user_version', { simple: true }));

/** Brings an older database up to date (or to version `to`), all or nothing. */
export function migrate(database: Database, to = schemaVersion): void {
  database
    .transaction(() => {
      for (let version = versionOf(database); version < to; version++) {
        database.exec(migrations[version]);
        database.pragma(`user_version = ${version + 1}`);
      }
    })
    .immediate();
}
