/** A row of the table of runs, and what the program says of it. */
import type { ErrorInfo } from '../../src-shared/errors.ts';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { PresetName } from '../../src-shared/presets.ts';
import type { RunDataset, RunParent, RunState, RunSummary } from '../../src-shared/run.ts';
import type { RunFigures } from './run-figures.ts';

export interface RunRow {
  id: string;
  name: string;
  state: RunState;
  error: string | null;
  origin: RunSummary['origin'];
  created_at: string;
  ended_at: string | null;
  preset: PresetName | null;
  hyperparameters: string;
  dataset: string;
  architecture: string;
  parameters: number;
  environment: string;
  note: string;
  tags: string;
  starred: number;
  archived: number;
  colour: number | null;
  parent: string | null;
  sweep_id: string | null;
  figures: string | null;
  keep_every: number;
}

/** Runs of one data set share its description: read once, and sent to the window once a message. */
const datasets = new Map<string, RunDataset>();
const datasetsKept = 100;

function datasetOf(text: string): RunDataset {
  const known = datasets.get(text);
  if (known) return known;
  if (datasets.size >= datasetsKept) datasets.clear();
  const read = JSON.parse(text) as RunDataset;
  datasets.set(text, read);
  return read;
}

/** @param recount reads the figures of a run that an earlier version wrote */
export function summaryOf(row: RunRow, recount: (keepBest: boolean) => RunFigures): RunSummary {
  // A run of an earlier version lacks the hyper-parameters that came later: those had their defaults.
  const hyperparameters: Hyperparameters = {
    ...defaultHyperparameters,
    ...(JSON.parse(row.hyperparameters) as Partial<Hyperparameters>),
  };
  const { epochs, best, last, seconds, tail } =
    row.figures === null
      ? recount(hyperparameters.keepBest)
      : (JSON.parse(row.figures) as RunFigures);
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    error: row.error === null ? null : (JSON.parse(row.error) as ErrorInfo),
    origin: row.origin,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    preset: row.preset,
    hyperparameters,
    dataset: datasetOf(row.dataset),
    architecture: row.architecture,
    parameters: row.parameters,
    epochs,
    bestEpoch: best?.epoch ?? null,
    best,
    last,
    seconds,
    tail,
    hasModel: epochs > 0,
    sweepId: row.sweep_id,
    parent: row.parent === null ? null : (JSON.parse(row.parent) as RunParent),
    note: row.note,
    tags: JSON.parse(row.tags) as string[],
    starred: row.starred !== 0,
    archived: row.archived !== 0,
    colour: row.colour,
  };
}
