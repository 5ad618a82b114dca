/** Opens the run history, and sets aside what can not be used instead of overwriting it. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { type ErrorInfo, UserError } from '../../src-shared/errors.ts';
import { migrate, schemaVersion, versionOf } from './migrations.ts';

export interface OpenedDatabase {
  database: Database;
  /** What the person should know: a damaged or newer history that was set aside. */
  notices: ErrorInfo[];
}

/**
 * Opens or makes the database at `path` (its folder included).
 * @throws UserError `file.*` when the place can not be used, `database.locked` when another program holds it.
 */
export function openDatabase(path: string): OpenedDatabase {
  mkdirSync(dirname(path), { recursive: true });
  const problem = existsSync(path) ? whyUnusable(path) : null;
  if (!problem) return { database: openSound(path), notices: [] };
  const movedTo = setAside(path);
  return {
    database: openSound(path),
    notices: [{ code: problem.code, values: { ...problem.values, movedTo } }],
  };
}

function openSound(path: string): Database {
  const database = new Sqlite(path, { timeout: 5000 });
  // WAL lets the app and the command line read and write at once. NORMAL: an epoch that was
  // committed survives a killed program; after a power cut its checkpoint file tells it again.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  migrate(database);
  return database;
}

function whyUnusable(path: string): ErrorInfo | null {
  let database: Database | undefined;
  try {
    database = new Sqlite(path, { timeout: 5000 });
    const found = versionOf(database);
    if (found > schemaVersion)
      return { code: 'database.newer', values: { path, found, supported: schemaVersion } };
    const check = database.pragma('quick_check(1)', { simple: true });
    return check === 'ok' ? null : { code: 'database.corrupt', values: { path } };
  } catch (thrown) {
    const code = sqliteCode(thrown);
    if (code?.startsWith('SQLITE_BUSY')) throw new UserError('database.locked', { path });
    if (code?.startsWith('SQLITE_NOTADB') || code?.startsWith('SQLITE_CORRUPT'))
      return { code: 'database.corrupt', values: { path } };
    throw databaseError(thrown, path);
  } finally {
    database?.close();
  }
}

/** Renames the database with its write-ahead log; returns the new path. */
function setAside(path: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const movedTo = path.replace(/(\.db)?$/, `-set-aside-${stamp}.db`);
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, movedTo + suffix);
  return movedTo;
}

const sqliteCode = (thrown: unknown): string | undefined =>
  thrown instanceof Sqlite.SqliteError ? thrown.code : undefined;

/** SQLite's complaints that a person can mend, as a `UserError`; anything else as it was. */
export function databaseError(thrown: unknown, path: string): unknown {
  const code = sqliteCode(thrown) ?? '';
  if (code.startsWith('SQLITE_FULL')) return new UserError('database.full', { path });
  if (code.startsWith('SQLITE_BUSY')) return new UserError('database.locked', { path });
  if (code.startsWith('SQLITE_READONLY')) return new UserError('file.readOnly', { path });
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_PERM'))
    return new UserError('file.noPermission', { path });
  return thrown;
}
