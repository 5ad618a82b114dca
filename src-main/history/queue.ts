/** The runs that wait for their turn, in order. */
import type { Database } from 'better-sqlite3';

export function createQueueTable(database: Database) {
  const bounds = database.prepare<[], { first: number; last: number }>(
    'SELECT coalesce(min(position), 0) AS first, coalesce(max(position), 0) AS last FROM queue',
  );
  const insert = database.prepare(
    'INSERT OR REPLACE INTO queue (run_id, position) VALUES (@id, @position)',
  );
  const remove = database.prepare('DELETE FROM queue WHERE run_id = ?');
  const all = database
    .prepare<[], string>('SELECT run_id FROM queue ORDER BY position, run_id')
    .pluck();
  const add = (id: string, place: 'first' | 'last'): void => {
    const { first, last } = bounds.get() ?? { first: 0, last: 0 };
    insert.run({ id, position: place === 'first' ? first - 1 : last + 1 });
  };
  return {
    add,
    remove: (id: string): void => void remove.run(id),
    /** First in line first; those of other programs that wait among them. */
    ids: (): string[] => all.all(),
    /** Puts them into this order, in the places that they have among all. */
    order: database.transaction((ids: readonly string[]): void => {
      const moved = new Set(ids);
      let next = 0;
      for (const [position, id] of all.all().entries())
        insert.run({ id: moved.has(id) ? ids[next++] : id, position });
    }),
  };
}

export type QueueTable = ReturnType<typeof createQueueTable>;
