/** Runs that were training when their program died: found at the next start, with every finished epoch. */
import type { ClaimedRun } from '../history/runs.ts';
import type { History } from '../history/history.ts';
import { checkpointRecord } from '../training/checkpoints.ts';
import { errorInfoOf, type ErrorInfo } from '../../src-shared/errors.ts';

/** A training process says it is alive every few seconds; after this long in silence it is not, in ms. */
const silence = 15_000;
/** How often it says so. */
export const aliveInterval = 3000;

/**
 * Marks the runs of dead processes as interrupted, after adding the epoch that reached the disk but
 * not the history.
 * @param isOurs runs that this process trains right now
 * @returns what could not be read of them
 */
export function recoverRuns(
  history: History,
  folderOf: (runId: string) => string,
  isOurs: (runId: string) => boolean = () => false,
): ErrorInfo[] {
  const problems: ErrorInfo[] = [];
  for (const run of history.runs.claimed()) {
    if (isOurs(run.id) || isAlive(run)) continue;
    try {
      const record = checkpointRecord(folderOf(run.id));
      if (record) history.epochs.add(run.id, record);
    } catch (thrown) {
      problems.push(errorInfoOf(thrown, folderOf(run.id)));
    }
    interrupt(history, run.id);
  }
  return problems;
}

export function isAlive({ process: id, aliveAt }: ClaimedRun): boolean {
  if (id === null || id === process.pid || aliveAt === null) return false;
  return Date.now() - aliveAt < silence && processExists(id);
}

function processExists(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (thrown) {
    // EPERM: it exists and is somebody else's.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

/** Ends a run whose program ends: it can go on later. */
export function interrupt(history: History, runId: string): void {
  history.runs.end(runId, 'interrupted');
  const { epochs } = history.runs.summary(runId);
  const at = new Date().toISOString();
  history.epochs.addEvent(runId, {
    ...{ kind: 'interrupted', at, epoch: epochs + 1, batch: 0, value: null },
  });
}
