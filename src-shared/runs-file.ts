/**
 * Runs as JSON: what `runs export --format json` writes, and what a bundle holds as `run.json`.
 *
 * One object: `format` and `version` of this description, `inkling` (the version that wrote it),
 * `exportedAt`, and `runs`, an `ExportedRun` each. Dates are ISO 8601, accuracies fractions of 1, times
 * seconds; null is "there is none". A field that is added later keeps the version; one that changes its
 * meaning raises it. Where a run's files lay is left out: it says nothing elsewhere, and who worked there.
 */
import type { SampleEdit } from './overlay.ts';
import type { RunDataset, RunDetails } from './run.ts';

export const runsFileFormat = { format: 'inkling-runs', version: 1 } as const;

/** `[image, label or null, excluded]` */
export type ExportedEdit = [index: number, label: number | null, excluded: boolean];

export interface ExportedRun extends Pick<
  RunDetails,
  | 'id'
  | 'name'
  | 'note'
  | 'tags'
  | 'state'
  | 'error'
  | 'origin'
  | 'createdAt'
  | 'endedAt'
  | 'preset'
  | 'hyperparameters'
  | 'architecture'
  | 'parameters'
  | 'epochs'
  | 'bestEpoch'
  | 'seconds'
  | 'parent'
  | 'sweepId'
  | 'environment'
  | 'events'
  | 'history'
> {
  /** What it saw, by its fingerprint. */
  dataset: Omit<RunDataset, 'path'>;
  /** The edits that were laid over its images; without them its split can not be drawn again. */
  edits: ExportedEdit[];
}

export interface RunsFile {
  format: typeof runsFileFormat.format;
  version: number;
  inkling: string;
  exportedAt: string;
  runs: ExportedRun[];
}

export function exportedRun(run: RunDetails, edits: readonly SampleEdit[]): ExportedRun {
  const { path: _, ...dataset } = run.dataset;
  return {
    id: run.id,
    name: run.name,
    note: run.note,
    tags: run.tags,
    state: run.state,
    error: run.error,
    origin: run.origin,
    createdAt: run.createdAt,
    endedAt: run.endedAt,
    preset: run.preset,
    hyperparameters: run.hyperparameters,
    dataset,
    edits: edits.map(({ index, label, excluded }) => [index, label, excluded]),
    architecture: run.architecture,
    parameters: run.parameters,
    epochs: run.epochs,
    bestEpoch: run.bestEpoch,
    seconds: run.seconds,
    parent: run.parent,
    sweepId: run.sweepId,
    environment: run.environment,
    events: run.events,
    history: run.history,
  };
}
