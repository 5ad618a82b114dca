/** Which runs may be trained, from where, and for how long: their records, and the threads that are started for them. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../src-shared/errors.ts';
import { problemWith } from '../../src-shared/hyperparameter-values.ts';
import { applies, plannedEpochs } from '../../src-shared/hyperparameters.ts';
import { endedEarly, type RunSummary } from '../../src-shared/run.ts';
import type { History } from '../history/history.ts';
import { addsDrawings, writeAddedDrawings } from '../training/added-drawings.ts';
import { checkpointRecord } from '../training/checkpoints.ts';
import type { TrainingData } from '../training/task.ts';
import type { Broadcast } from './broadcast.ts';
import type { OpenDataset } from './datasets.ts';
import type { Jobs } from './jobs.ts';
import { dataOfRun } from './training-data.ts';
import { type NewTraining, prepareRun } from './training-start.ts';
import { createTrainingThreads } from './training-threads.ts';

interface Entered {
  run: RunSummary;
  data: TrainingData;
}

export function createTraining(
  history: History,
  jobs: Jobs,
  broadcast: Broadcast,
  options: {
    runsFolder: string;
    environment: Readonly<Record<string, string>>;
    hasWindow: boolean;
    /** Of every so many epochs of a new run a copy of the weights is kept; 0 for none. */
    keepEvery: () => number;
  },
) {
  /** All of them: the main thread has little to do. Two trainings share them. */
  const processors = availableParallelism();
  const folderOf = (runId: string): string => join(options.runsFolder, runId);
  const { hasWindow } = options;
  const running = createTrainingThreads(history, jobs, broadcast, { folderOf, hasWindow });
  const { launch, isActive, activeCount, progress, stop, onEpoch, onEnd, tell, shutDown } = running;
  const environmentWith = (threads: number) => ({
    ...options.environment,
    threads: String(threads),
  });
  const usable = (threads = 0): number => Math.min(threads || processors, processors);

  /** @throws UserError `run.isTraining`, `training.otherData`, `training.notResumable` */
  function checkResumable(runId: string, dataset: OpenDataset): RunSummary {
    const run = history.runs.summary(runId);
    if (isActive(runId) || run.state === 'running')
      throw new UserError('run.isTraining', { id: runId });
    if (run.origin === 'imported') throw new UserError('run.isImported', { id: runId });
    if (dataset.summary.fingerprint !== run.dataset.fingerprint)
      throw new UserError('training.otherData', { path: dataset.summary.path });
    const record = checkpointRecord(folderOf(runId));
    if ((record?.epoch ?? 0) >= plannedEpochs(run.hyperparameters))
      throw new UserError('training.notResumable', { id: runId, reason: 'allEpochsDone' });
    return run;
  }

  /** Starts the thread of a run that waits, or goes on with one that has ended early. */
  function begin(run: RunSummary, data: TrainingData, threads = processors): void {
    const record = checkpointRecord(folderOf(run.id));
    history.runs.claim(run.id, environmentWith(threads), record !== null);
    if (record || run.state !== 'queued')
      history.epochs.addEvent(run.id, {
        kind: 'resume',
        at: new Date().toISOString(),
        epoch: (record?.epoch ?? 0) + 1,
        batch: 0,
        value: null,
      });
    launch(run, data, threads, true);
  }

  /** Writes the record of a new run, the drawings that it adds, and its edits. */
  function enter(what: NewTraining, threads: number, state?: 'queued'): Entered {
    const rule = { ...what, keepEvery: what.keepEvery ?? options.keepEvery() };
    const { run, data, edits, drawings } = prepareRun(rule, history, environmentWith(threads));
    // First: a run that is in the history without its drawings could not be trained.
    if (addsDrawings(run.dataset)) writeAddedDrawings(folderOf(run.id), drawings);
    history.runs.add(run, state);
    if (edits.length > 0) history.overlays.addToRun(run.id, edits);
    return { run: history.runs.summary(run.id), data };
  }

  return {
    folderOf,
    /** Starts at once. @throws UserError `hyperparameter.*`, `training.*` */
    start(what: NewTraining): RunSummary {
      const threads = usable(what.threads);
      const { run, data } = enter(what, threads);
      launch(run, data, threads, false);
      return run;
    },
    /** Writes the run's record; `begin` starts it. @throws UserError `hyperparameter.*`, `training.*` */
    add: (what: NewTraining): Entered => enter(what, usable(what.threads), 'queued'),
    begin,
    checkResumable,
    /**
     * Goes on from the checkpoint, to the same bits as if it had never been interrupted.
     * @throws UserError `training.otherData`, `training.notResumable`
     */
    resume(runId: string, dataset: OpenDataset, threads = 0): RunSummary {
      const run = checkResumable(runId, dataset);
      begin(run, dataOfRun(dataset, run, history), usable(threads));
      return history.runs.summary(runId);
    },
    /**
     * Plans more epochs for a run that has ended; it still has to be resumed.
     * @throws UserError `run.isTraining`, `training.notResumable`
     */
    lengthen(runId: string, epochs: number): void {
      const run = history.runs.summary(runId);
      if (run.state === 'running' || run.state === 'queued')
        throw new UserError('run.isTraining', { id: runId });
      if (run.origin === 'imported') throw new UserError('run.isImported', { id: runId });
      const problem = problemWith('epochs', epochs);
      if (problem) throw UserError.from(problem);
      if (endedEarly(run) || !applies('epochs', run.hyperparameters))
        throw new UserError('training.notResumable', { id: runId, reason: 'endedByItself' });
      if (epochs <= run.epochs) throw new UserError('training.notLonger', { epochs: run.epochs });
      history.runs.setEpochs(runId, epochs);
      history.epochs.addEvent(runId, {
        kind: 'longer',
        at: new Date().toISOString(),
        epoch: run.epochs,
        batch: 0,
        value: epochs,
      });
    },
    setLearningRate(runId: string, learningRate: number): void {
      const problem = problemWith('learningRate', learningRate);
      if (problem) throw UserError.from(problem);
      if (!isActive(runId) || !applies('learningRate', history.runs.summary(runId).hyperparameters))
        throw new UserError('training.notRunning');
      running.setLearningRate(runId, learningRate);
    },
    ...{ isActive, activeCount, progress, stop, onEpoch, onEnd, tell, shutDown },
  };
}

export type Training = ReturnType<typeof createTraining>;
