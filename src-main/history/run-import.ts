/** Runs that were trained by another Inkling. */
import type { Database } from 'better-sqlite3';
import { isUnderWay, type RunDataset } from '../../src-shared/run.ts';
import type { ExportedRun } from '../../src-shared/runs-file.ts';
import type { Epochs } from './epochs.ts';
import type { OverlayHistory } from './overlays.ts';

/** All of an exported run but what hangs on the history that it came from. */
export type RunToImport = Omit<
  ExportedRun,
  'epochs' | 'bestEpoch' | 'seconds' | 'parent' | 'sweepId'
>;

export function createRunImport(database: Database, epochs: Epochs, overlays: OverlayHistory) {
  const insert = database.prepare(
    `INSERT INTO runs (id, name, state, error, origin, created_at, ended_at, preset, hyperparameters,
                       dataset, architecture, parameters, environment, note, tags)
     VALUES (@id, @name, @state, @error, 'imported', @createdAt, @endedAt, @preset, @hyperparameters,
             @dataset, @architecture, @parameters, @environment, @note, @tags)`,
  );
  return {
    /** All or nothing; fails where the id is taken. Where its images lie is not known here. */
    add: database.transaction((id: string, run: RunToImport): void => {
      const dataset: RunDataset = { ...run.dataset, path: '' };
      insert.run({
        id,
        name: run.name,
        // What trained there is at rest here.
        state: isUnderWay(run) ? 'interrupted' : run.state,
        error: run.error && JSON.stringify(run.error),
        createdAt: run.createdAt,
        endedAt: run.endedAt,
        preset: run.preset,
        hyperparameters: JSON.stringify(run.hyperparameters),
        dataset: JSON.stringify(dataset),
        architecture: run.architecture,
        parameters: run.parameters,
        environment: JSON.stringify(run.environment),
        note: run.note,
        tags: JSON.stringify(run.tags),
      });
      epochs.addAll(id, run.history, run.hyperparameters.keepBest);
      for (const event of run.events) epochs.addEvent(id, event);
      const edits = run.edits.map(([index, label, excluded]) => ({
        ...{ index, label, excluded, marked: false },
      }));
      if (edits.length > 0) overlays.addToRun(id, edits);
    }),
  };
}

export type RunImport = ReturnType<typeof createRunImport>;
