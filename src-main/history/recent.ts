/** The folders that were opened last. */
import type { Database } from 'better-sqlite3';

const kept = 12;

export function createRecent(database: Database) {
  const add = database.prepare(
    `INSERT INTO recent_datasets (path, opened_at) VALUES (?, ?)
     ON CONFLICT (path) DO UPDATE SET opened_at = excluded.opened_at`,
  );
  const trim = database.prepare(
    `DELETE FROM recent_datasets WHERE path NOT IN
       (SELECT path FROM recent_datasets ORDER BY opened_at DESC LIMIT ${kept})`,
  );
  const list = database.prepare<[], { path: string }>(
    'SELECT path FROM recent_datasets ORDER BY opened_at DESC, path',
  );
  const forget = database.prepare('DELETE FROM recent_datasets WHERE path = ?');
  return {
    add: database.transaction((path: string): void => {
      add.run(path, Date.now());
      trim.run();
    }),
    /** Newest first. */
    paths: (): string[] => list.all().map(({ path }) => path),
    forget: (path: string): void => void forget.run(path),
  };
}

export type Recent = ReturnType<typeof createRecent>;
