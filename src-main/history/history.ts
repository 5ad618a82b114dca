/** The run history: the database and its parts, opened in one place. */
import { type OpenedDatabase, openDatabase } from './database.ts';
import { type Choices, createChoices } from './choices.ts';
import { createEpochs, type Epochs } from './epochs.ts';
import { createLabelChecks, type LabelChecks } from './label-checks.ts';
import { createOverlayHistory, type OverlayHistory } from './overlays.ts';
import { createQueueTable, type QueueTable } from './queue.ts';
import { createRecent, type Recent } from './recent.ts';
import { createRunImport, type RunImport } from './run-import.ts';
import { createRunMarks, type RunMarksTable } from './run-marks.ts';
import { createRuns, type Runs } from './runs.ts';
import { createStoredSettings, type StoredSettings } from './settings.ts';
import { createSweepTable, type SweepTable } from './sweeps.ts';

export interface History {
  path: string;
  notices: OpenedDatabase['notices'];
  runs: Runs;
  epochs: Epochs;
  overlays: OverlayHistory;
  imports: RunImport;
  labelChecks: LabelChecks;
  marks: RunMarksTable;
  queue: QueueTable;
  sweeps: SweepTable;
  recent: Recent;
  choices: Choices;
  settings: StoredSettings;
  /** Counts the changes that other programs made; what this one writes does not count. */
  outsideVersion(): number;
  close(): void;
}

export function openHistory(path: string): History {
  const { database, notices } = openDatabase(path);
  const epochs = createEpochs(database);
  const overlays = createOverlayHistory(database);
  return {
    path,
    notices,
    epochs,
    overlays,
    imports: createRunImport(database, epochs, overlays),
    labelChecks: createLabelChecks(database),
    runs: createRuns(database, epochs),
    marks: createRunMarks(database),
    queue: createQueueTable(database),
    sweeps: createSweepTable(database),
    recent: createRecent(database),
    choices: createChoices(database),
    settings: createStoredSettings(database),
    outsideVersion: () => Number(database.pragma('data_version', { simple: true })),
    close: () => void database.close(),
  };
}
