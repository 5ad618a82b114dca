/** The history of runs. */
import type { RunDetails, RunFile, RunMarks, RunSummary } from '../run.ts';

export interface RunCalls {
  /**
   * A page of the history, newest first: from the newest on, or after the last run of the page before.
   * It may hold fewer than asked for; one without runs is the end.
   */
  'runs/list': (args: {
    after: { createdAt: string; id: string } | null;
    limit: number;
  }) => RunSummary[];
  'runs/get': (args: { id: string }) => RunDetails;
  'runs/rename': (args: { id: string; name: string }) => RunSummary;
  'runs/mark': (args: { ids: string[]; marks: Partial<RunMarks> }) => RunSummary[];
  /** Until `runs/restore`, or `runs/purge` or the end of the program, which removes them for good. */
  'runs/delete': (args: { ids: string[] }) => null;
  'runs/restore': (args: { ids: string[] }) => null;
  'runs/purge': (args: { ids: string[] }) => null;
  /** What is saved of a run. */
  'runs/files': (args: { id: string }) => RunFile[];
  /** Removes the epochs that were kept besides the best and the last; answers what is left. */
  'runs/dropKept': (args: { id: string }) => RunFile[];
}

export const runCalls: Record<keyof RunCalls, true> = {
  'runs/list': true,
  'runs/get': true,
  'runs/rename': true,
  'runs/mark': true,
  'runs/delete': true,
  'runs/restore': true,
  'runs/purge': true,
  'runs/files': true,
  'runs/dropKept': true,
};
