/** The long work of sharing, done in a thread of its own. */
import type { Language } from '../../src-shared/settings.ts';
import type { RunToReport } from './gather.ts';
import type { ImportedRun } from './run-schema.ts';

interface Making {
  language: Language;
  version: string;
  /** ISO 8601 */
  date: string;
  /** The file to write; it takes the place of one that is there. */
  path: string;
}

export type ShareTask =
  | ({ kind: 'report'; runs: readonly RunToReport[] } & Making)
  /** `record`: the run's JSON. */
  | ({ kind: 'bundle'; run: RunToReport; model: string; record: string } & Making)
  /**
   * Checks a bundle and puts its model into `folder`, which is made; under the run's own id, or, where that
   * is one of `taken` or has a folder here, under `otherId`.
   */
  | {
      kind: 'import';
      path: string;
      runsFolder: string;
      taken: readonly string[];
      otherId: string;
    };

export interface Imported {
  /** The id that it has here. */
  id: string;
  run: ImportedRun;
}
