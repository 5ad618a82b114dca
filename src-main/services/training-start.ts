/** A new run before its first batch: its hyper-parameters checked, its images divided, its record written. */
import { UserError } from '../../src-shared/errors.ts';
import { readHyperparameters } from '../../src-shared/hyperparameter-values.ts';
import { countParameters, layerProblem, sizeProblem } from '../../src-shared/network-size.ts';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import type { PresetName } from '../../src-shared/presets.ts';
import type { RunDataset, RunParent, RunSummary } from '../../src-shared/run.ts';
import { describeModel, modelSpecOf } from '../engine/model-spec.ts';
import type { History } from '../history/history.ts';
import { trainingEdits } from '../history/overlay-edits.ts';
import { newRunId } from '../history/run-id.ts';
import type { NewRun } from '../history/runs.ts';
import { type AddedDrawing, knownOf } from '../training/added-drawings.ts';
import type { TrainingData } from '../training/task.ts';
import type { OpenDataset } from './datasets.ts';
import { runDataset, trainingData } from './training-data.ts';

export interface NewTraining {
  dataset: OpenDataset;
  preset: PresetName | null;
  name: string | null;
  hyperparameters: Readonly<Record<string, unknown>>;
  origin: RunSummary['origin'];
  /** That compute, the training's own among them; the processors there are, unless it says fewer. */
  threads?: number;
  /** Laid over the files; those that are kept for the data set, unless it is given others. */
  edits?: readonly SampleEdit[];
  /** One's own drawings, to learn from, too. */
  handwriting?: readonly AddedDrawing[];
  parent?: RunParent | null;
  sweepId?: string | null;
  /** Besides the best and the last epoch, every so many are kept; 0 for none. As it is set, unless given. */
  keepEvery?: number;
}

/** @throws UserError `hyperparameter.*`, `training.*`, `layer.*` */
export function prepareRun(
  what: NewTraining,
  history: History,
  environment: Readonly<Record<string, string>>,
): { run: NewRun; data: TrainingData; edits: SampleEdit[]; drawings: AddedDrawing[] } {
  const { dataset, preset, name, hyperparameters, origin, parent = null, sweepId = null } = what;
  const { values: h, problems } = readHyperparameters(hyperparameters);
  if (problems.length > 0) throw UserError.from(problems[0]);
  const key = dataset.summary.inFiles.fingerprint;
  const edits = trainingEdits(what.edits ?? history.overlays.edits(key));
  const data = trainingData(dataset, h, edits);
  const { classes, width, height } = dataset.summary;
  const drawings = knownOf(what.handwriting ?? [], classes);
  const image = { width, height };
  const misfit = layerProblem(h, image) ?? sizeProblem(h, image, classes.length);
  if (misfit) throw UserError.from(misfit);
  const run: NewRun = {
    id: newRunId(),
    name: name ?? `${dataset.summary.name} ${history.runs.count() + 1}`,
    origin,
    preset,
    hyperparameters: h,
    dataset: withDrawings(runDataset(dataset, data, edits), drawings, what.handwriting ?? []),
    architecture: describeModel(
      modelSpecOf(h, image, classes.length, data.train.length + drawings.length),
    ),
    parameters: countParameters(h, image, classes.length),
    environment,
    parent,
    sweepId,
    keepEvery: what.keepEvery ?? 0,
  };
  return { run, data, edits, drawings };
}

function withDrawings(
  dataset: RunDataset,
  added: readonly AddedDrawing[],
  given: readonly AddedDrawing[],
): RunDataset {
  if (given.length === 0) return dataset;
  const { images } = dataset;
  return {
    ...dataset,
    images: { ...images, train: images.train + added.length },
    handwriting: { drawings: added.length, leftOut: given.length - added.length },
  };
}
