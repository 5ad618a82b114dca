/**
 * Edits laid over data sets, by the data set's fingerprint, with the steps that led to them, so that
 * each can be undone after a restart too; and the edits that each run was trained with.
 */
import type { Database } from 'better-sqlite3';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import { bytesOf, packedIn, packEdits, type PackedEdits, unpackEdits } from './overlay-edits.ts';

/** What a step changed: of each image how it was and how it is since. */
export interface OverlayStep {
  before: PackedEdits;
  after: PackedEdits;
}

export interface OverlayStanding {
  /** Grows with every change, whoever made it. */
  revision: number;
  /** Steps that can be undone, and that can be done again. */
  undoable: number;
  redoable: number;
}

/** Older steps are forgotten where all of a data set's take more than this. Bytes. */
const maximumStepBytes = 16 * 2 ** 20;

interface OverlayRow {
  revision: number;
  /** The number of the last step that is in force. */
  position: number;
  edits: Buffer;
}
interface StepRow {
  before: Buffer;
  after: Buffer;
}

export function createOverlayHistory(database: Database) {
  const one = database.prepare<[string], OverlayRow>(
    'SELECT revision, position, edits FROM overlays WHERE fingerprint = ?',
  );
  const placeOf = database.prepare<[string], { revision: number; position: number }>(
    'SELECT revision, position FROM overlays WHERE fingerprint = ?',
  );
  const put = database.prepare(
    `INSERT INTO overlays (fingerprint, revision, position, edits)
     VALUES (@fingerprint, @revision, @position, @edits)
     ON CONFLICT (fingerprint) DO UPDATE
       SET revision = excluded.revision, position = excluded.position, edits = excluded.edits`,
  );
  const numbers = database.prepare<
    { fingerprint: string; position: number },
    { undoable: number; redoable: number }
  >(
    `SELECT count(*) FILTER (WHERE number <= @position) AS undoable,
            count(*) FILTER (WHERE number > @position) AS redoable
     FROM overlay_steps WHERE fingerprint = @fingerprint`,
  );
  const addStep = database.prepare(
    `INSERT INTO overlay_steps (fingerprint, number, before, after)
     VALUES (@fingerprint, @number, @before, @after)`,
  );
  const stepAt = database.prepare<{ fingerprint: string; number: number }, StepRow>(
    'SELECT before, after FROM overlay_steps WHERE fingerprint = @fingerprint AND number = @number',
  );
  const dropUndone = database.prepare(
    'DELETE FROM overlay_steps WHERE fingerprint = @fingerprint AND number > @position',
  );
  const trim = database.prepare(
    `DELETE FROM overlay_steps WHERE fingerprint = @fingerprint AND number IN (
       SELECT number FROM (
         SELECT number, sum(length(before) + length(after)) OVER (ORDER BY number DESC) AS bytes
         FROM overlay_steps WHERE fingerprint = @fingerprint
       ) WHERE bytes > @most)`,
  );
  const addToRun = database.prepare('INSERT INTO run_overlays (run_id, edits) VALUES (?, ?)');
  const ofRun = database.prepare<[string], { edits: Buffer }>(
    'SELECT edits FROM run_overlays WHERE run_id = ?',
  );

  const rowOf = (fingerprint: string): OverlayRow =>
    one.get(fingerprint) ?? { revision: 0, position: 0, edits: Buffer.alloc(0) };

  return {
    /** In the order of the images. */
    packed: (fingerprint: string): PackedEdits => packedIn(rowOf(fingerprint).edits),
    edits: (fingerprint: string): SampleEdit[] => unpackEdits(packedIn(rowOf(fingerprint).edits)),
    standing(fingerprint: string): OverlayStanding {
      const { revision, position } = placeOf.get(fingerprint) ?? { revision: 0, position: 0 };
      const steps = numbers.get({ fingerprint, position }) ?? { undoable: 0, redoable: 0 };
      return { revision, ...steps };
    },
    /** Keeps a step with the edits that it led to; what was undone before it can not be done again. */
    add: database.transaction(
      (fingerprint: string, edits: PackedEdits, { before, after }: OverlayStep): void => {
        const { revision, position } = rowOf(fingerprint);
        dropUndone.run({ fingerprint, position });
        const number = position + 1;
        const step = { before: bytesOf(before), after: bytesOf(after) };
        addStep.run({ fingerprint, number, ...step });
        put.run({
          fingerprint,
          revision: revision + 1,
          position: number,
          edits: bytesOf(edits),
        });
        trim.run({ fingerprint, most: maximumStepBytes });
      },
    ),
    /** What going one step back or forth brings; null when there is no such step. */
    step(fingerprint: string, way: 'undo' | 'redo'): PackedEdits | null {
      const { position } = rowOf(fingerprint);
      const number = way === 'undo' ? position : position + 1;
      const step = stepAt.get({ fingerprint, number });
      return step ? packedIn(way === 'undo' ? step.before : step.after) : null;
    },
    /** Keeps that a step was taken back or done again. */
    move: database.transaction(
      (fingerprint: string, edits: PackedEdits, way: 'undo' | 'redo'): void => {
        const { revision, position } = rowOf(fingerprint);
        put.run({
          fingerprint,
          revision: revision + 1,
          position: position + (way === 'undo' ? -1 : 1),
          edits: bytesOf(edits),
        });
      },
    ),
    addToRun: (runId: string, edits: readonly SampleEdit[]): void =>
      void addToRun.run(runId, bytesOf(packEdits(edits))),
    /** Those that the run was started with. */
    ofRun(runId: string): SampleEdit[] {
      const row = ofRun.get(runId);
      return row ? unpackEdits(packedIn(row.edits)) : [];
    },
  };
}

export type OverlayHistory = ReturnType<typeof createOverlayHistory>;
