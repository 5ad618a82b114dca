/** Small things to remember, by name, as JSON. */
import type { Database } from 'better-sqlite3';

export function createStoredSettings(database: Database) {
  const get = database.prepare<[string], { value: string }>(
    'SELECT value FROM settings WHERE name = ?',
  );
  const set = database.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    /** As it was stored: the caller checks its shape. */
    get(name: string): unknown {
      const row = get.get(name);
      return row && (JSON.parse(row.value) as unknown);
    },
    set: (name: string, value: unknown): void => void set.run(name, JSON.stringify(value)),
  };
}

export type StoredSettings = ReturnType<typeof createStoredSettings>;
