/** What a person does to runs that have nothing to do with their training: marks them, deletes them, takes that back. */
import type { Database } from 'better-sqlite3';
import type { RunMarks } from '../../src-shared/run.ts';

const columns = {
  note: (text: string) => text,
  tags: (tags: readonly string[]) => JSON.stringify(tags),
  starred: Number,
  archived: Number,
  colour: (index: number | null) => index,
} as const satisfies { [N in keyof RunMarks]: (value: RunMarks[N]) => unknown };

export function createRunMarks(database: Database) {
  const statements = Object.fromEntries(
    Object.keys(columns).map((name) => [
      name,
      database.prepare(`UPDATE runs SET ${name} = @value WHERE id = @id`),
    ]),
  ) as Record<keyof RunMarks, ReturnType<Database['prepare']>>;
  const setDeleted = database.prepare('UPDATE runs SET deleted_at = @at WHERE id = @id');
  const trashed = database
    .prepare<[], string>('SELECT id FROM runs WHERE deleted_at IS NOT NULL')
    .pluck();
  return {
    /** All or nothing. */
    mark: database.transaction((ids: readonly string[], marks: Partial<RunMarks>): void => {
      for (const [name, value] of Object.entries(marks)) {
        const key = name as keyof RunMarks;
        const toColumn = columns[key] as (value: unknown) => unknown;
        for (const id of ids) statements[key].run({ id, value: toColumn(value) });
      }
    }),
    /** Out of sight, to be taken back or removed for good later. */
    trash: database.transaction((ids: readonly string[]): void => {
      for (const id of ids) setDeleted.run({ id, at: Date.now() });
    }),
    untrash: database.transaction((ids: readonly string[]): void => {
      for (const id of ids) setDeleted.run({ id, at: null });
    }),
    trashed: (): string[] => trashed.all(),
  };
}

export type RunMarksTable = ReturnType<typeof createRunMarks>;
