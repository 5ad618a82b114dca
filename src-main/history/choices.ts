/** What a person chose for a data set: how its pictures are prepared, and what its classes are called. */
import type { Database } from 'better-sqlite3';
import { asFilesAre, changesNothing, type Preparation } from '../../src-shared/preparation.ts';
import { isPreparation } from '../../src-shared/preparation-values.ts';

export function createChoices(database: Database) {
  const getPreparation = database.prepare<[string], { preparation: string }>(
    'SELECT preparation FROM preparations WHERE path = ?',
  );
  const setPreparation = database.prepare(
    `INSERT INTO preparations (path, preparation) VALUES (?, ?)
     ON CONFLICT (path) DO UPDATE SET preparation = excluded.preparation`,
  );
  const forgetPreparation = database.prepare('DELETE FROM preparations WHERE path = ?');
  const getNames = database.prepare<[string], { names: string }>(
    'SELECT names FROM label_names WHERE fingerprint = ?',
  );
  const setNames = database.prepare(
    `INSERT INTO label_names (fingerprint, names) VALUES (?, ?)
     ON CONFLICT (fingerprint) DO UPDATE SET names = excluded.names`,
  );
  const forgetNames = database.prepare('DELETE FROM label_names WHERE fingerprint = ?');
  return {
    /** For the folder at `path`; what a later version wrote and this one does not know counts as none. */
    preparation(path: string): Preparation {
      const row = getPreparation.get(path);
      const stored: unknown = row && JSON.parse(row.preparation);
      return isPreparation(stored) ? stored : asFilesAre;
    },
    setPreparation(path: string, preparation: Preparation): void {
      const isNone = changesNothing(preparation, { width: 0, height: 0 });
      if (isNone) forgetPreparation.run(path);
      else setPreparation.run(path, JSON.stringify(preparation));
    },
    /** The names of the classes of the data set with this fingerprint of its files, in label order; null: as the files have them. */
    labelNames(fingerprint: string): string[] | null {
      const row = getNames.get(fingerprint);
      return row ? (JSON.parse(row.names) as string[]) : null;
    },
    setLabelNames(fingerprint: string, names: readonly string[] | null): void {
      if (names === null) forgetNames.run(fingerprint);
      else setNames.run(fingerprint, JSON.stringify(names));
    },
  };
}

export type Choices = ReturnType<typeof createChoices>;
