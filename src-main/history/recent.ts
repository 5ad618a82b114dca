/** The folders that were opened last. */
import type { Database } from 'better-sqlite3';

const kept = 12;

export function createRecent(database: Database) {
  const add = database.prepare(
    `INSERT INTO recent_datasets (path, opened_at, reading) VALUES (?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET opened_at = excluded.opened_at, reading = excluded.reading`,
  );
  const trim = database.prepare(
    `DELETE FROM recent_datasets WHERE path NOT IN
       (SELECT path FROM recent_datasets ORDER BY opened_at DESC LIMIT ${kept})`,
  );
  const list = database.prepare<[], { path: string }>(
    'SELECT path FROM recent_datasets ORDER BY opened_at DESC, path',
  );
  const readingOf = database.prepare<[string], { reading: string | null }>(
    'SELECT reading FROM recent_datasets WHERE path = ?',
  );
  const forget = database.prepare('DELETE FROM recent_datasets WHERE path = ?');
  return {
    /** `reading`: how it is to be read, as JSON; null for as its files say. */
    add: database.transaction((path: string, reading: string | null = null): void => {
      add.run(path, Date.now(), reading);
      trim.run();
    }),
    /** Newest first. */
    paths: (): string[] => list.all().map(({ path }) => path),
    readingOf: (path: string): string | null => readingOf.get(path)?.reading ?? null,
    forget: (path: string): void => void forget.run(path),
  };
}

export type Recent = ReturnType<typeof createRecent>;
