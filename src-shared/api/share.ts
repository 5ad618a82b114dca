/** What leaves the program as a file to be shown or sent on, and runs that come from elsewhere. */
import type { ChosenPath } from '../chosen-path.ts';
import type { RunColumn } from '../run-columns.ts';
import type { RunSummary } from '../run.ts';
import type { Language } from '../settings.ts';
import type { ChartFileKind } from '../share.ts';

/** Each asks where to first; null when the person cancels the dialog. */
export interface ShareCalls {
  /** A chart that the window drew. */
  'share/saveChart': (args: {
    name: string;
    kind: ChartFileKind;
    bytes: Uint8Array;
  }) => ChosenPath | null;
  /** Runs as rows with these columns and their hyper-parameters, in this order. */
  'share/runsTable': (args: {
    ids: string[];
    columns: readonly RunColumn[];
    tailLength: number;
  }) => ChosenPath | null;
  /** Runs with everything that is known of them. */
  'share/runsFile': (args: { ids: string[] }) => ChosenPath | null;
  /** One page about a run, or about several compared; a job. */
  'share/report': (args: { ids: string[]; language: Language }) => ChosenPath | null;
  /** A run with its model and its report, for another Inkling; a job. */
  'share/bundle': (args: { id: string; language: Language }) => ChosenPath | null;
  /** Takes a bundle that was dropped, or asks for one; null when the person cancels. */
  'share/import': (args: { token: string | null }) => RunSummary | null;
}

export const shareCalls: Record<keyof ShareCalls, true> = {
  'share/saveChart': true,
  'share/runsTable': true,
  'share/runsFile': true,
  'share/report': true,
  'share/bundle': true,
  'share/import': true,
};
