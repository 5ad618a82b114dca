/** Trains: starts threads, writes what they say into the history, and steers them. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type ErrorInfo, errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { problemWith, readHyperparameters } from '../../src-shared/hyperparameter-values.ts';
import { applies, type Hyperparameters, plannedEpochs } from '../../src-shared/hyperparameters.ts';
import type { TrainingProgress } from '../../src-shared/job.ts';
import { countParameters, layerProblem, sizeProblem } from '../../src-shared/network-size.ts';
import type { SampleEdit } from '../../src-shared/overlay.ts';
import type { PresetName } from '../../src-shared/presets.ts';
import type { RunState, RunSummary } from '../../src-shared/run.ts';
import { describeModel, modelSpecOf } from '../engine/model-spec.ts';
import { databaseError } from '../history/database.ts';
import type { History } from '../history/history.ts';
import { trainingEdits } from '../history/overlay-edits.ts';
import { newRunId } from '../history/run-id.ts';
import { checkpointRecord } from '../training/checkpoints.ts';
import type { TrainingData, TrainingMessage } from '../training/task.ts';
import { startTraining, type TrainingThread } from '../training/thread.ts';
import { type Broadcast, createCoalescer } from './broadcast.ts';
import type { OpenDataset } from './datasets.ts';
import type { JobHandle, Jobs } from './jobs.ts';
import { aliveInterval } from './recovery.ts';
import { runDataset, trainingData } from './training-data.ts';

export interface NewTraining {
  dataset: OpenDataset;
  preset: PresetName | null;
  name: string | null;
  hyperparameters: Readonly<Record<string, unknown>>;
  origin: RunSummary['origin'];
  /** That compute, the training's own among them; the processors there are, unless it says fewer. */
  threads?: number;
  /** Laid over the files; those that the history has of this data set, unless it is given others. */
  edits?: readonly SampleEdit[];
}

interface ActiveRun {
  thread: TrainingThread;
  job: JobHandle;
  progress: TrainingProgress | null;
  /** What the history could not take yet (a full disk). */
  unsaved: (() => void)[];
}

export function createTraining(
  history: History,
  jobs: Jobs,
  broadcast: Broadcast,
  options: {
    runsFolder: string;
    environment: Readonly<Record<string, string>>;
    hasWindow: boolean;
  },
) {
  const active = new Map<string, ActiveRun>();
  /** All of them: the main thread has little to do. Two trainings share them. */
  const processors = availableParallelism();
  /** The program ends: what stops now was not stopped by a person. */
  let closing = false;
  const folderOf = (runId: string): string => join(options.runsFolder, runId);
  const changed = createCoalescer<string>(100, (ids) => {
    // A run may be deleted before its last change is told.
    for (const id of ids) if (history.runs.exists(id)) broadcast('run', history.runs.summary(id));
  });
  const heartbeat = setInterval(() => {
    if (active.size === 0) return;
    try {
      history.runs.keepAlive();
    } catch (thrown) {
      // A full disk is told by the run itself, when an epoch can not be kept; a beat that is left out
      // does no harm.
      if (!(databaseError(thrown, history.path) instanceof UserError)) throw thrown;
    }
  }, aliveInterval);
  heartbeat.unref();

  function launch(
    runId: string,
    h: Hyperparameters,
    data: TrainingData,
    name: string,
    resume: boolean,
    threads: number,
  ): void {
    const job = jobs.start(
      { kind: 'train', subject: name, runId },
      {
        cancel: () => run.thread.stop(),
        pause: () => run.thread.pause(),
        goOn: () => goOn(runId),
      },
    );
    const thread = startTraining(
      {
        runId,
        folder: folderOf(runId),
        hyperparameters: h,
        data,
        threads,
        givesWay: options.hasWindow,
        resume,
      },
      (message) => hear(runId, message),
    );
    const run: ActiveRun = { thread, job, progress: null, unsaved: [] };
    active.set(runId, run);
    changed.add(runId, runId);
  }

  /** Writes to the history; when it can not, the run waits until a person has made room. */
  function save(runId: string, write: () => void): void {
    const run = active.get(runId);
    if (!run) return;
    run.unsaved.push(write);
    try {
      while (run.unsaved.length > 0) {
        run.unsaved[0]();
        run.unsaved.shift();
      }
    } catch (thrown) {
      run.thread.pause();
      const error = errorInfoOf(databaseError(thrown, history.path), history.path);
      run.job.update({ state: 'paused', error });
    }
  }

  function goOn(runId: string): void {
    const run = active.get(runId);
    if (!run) return;
    run.job.update({ state: 'running', error: null });
    run.thread.goOn();
    save(runId, () => undefined);
  }

  function hear(runId: string, message: TrainingMessage): void {
    const run = active.get(runId);
    if (!run) return;
    switch (message.kind) {
      case 'progress': {
        const { progress } = message;
        run.progress = progress;
        run.job.update({
          // A report may have been on its way when the history could not be written.
          state: progress.paused || run.unsaved.length > 0 ? 'paused' : 'running',
          fraction:
            (progress.epoch - 1 + progress.batch / Math.max(1, progress.batches)) / progress.epochs,
          secondsLeft: progress.secondsLeft,
        });
        broadcast('progress', progress);
        break;
      }
      case 'epoch':
        save(runId, () => {
          history.epochs.add(runId, message.record);
          broadcast('epoch', { runId, record: message.record, profile: message.profile });
        });
        changed.add(runId, runId);
        break;
      case 'event':
        if (closing) break;
        save(runId, () =>
          history.epochs.addEvent(runId, { ...message.event, at: new Date().toISOString() }),
        );
        changed.add(runId, runId);
        break;
      case 'blocked':
        run.job.update({ state: 'paused', error: message.error });
        break;
      case 'end':
        end(
          runId,
          closing && message.outcome === 'stopped' ? 'interrupted' : message.outcome,
          null,
        );
        break;
      case 'failed':
        end(runId, 'failed', message.error);
        break;
    }
  }

  function end(runId: string, state: Exclude<RunState, 'running'>, error: ErrorInfo | null): void {
    save(runId, () => history.runs.end(runId, state, error));
    const run = active.get(runId);
    run?.job.end(state === 'done' || state === 'failed' ? state : 'cancelled', error);
    active.delete(runId);
    changed.add(runId, runId);
    changed.flush();
  }

  return {
    folderOf,
    /** @throws UserError `hyperparameter.*`, `training.*` */
    start({
      dataset,
      preset,
      name,
      hyperparameters,
      origin,
      threads,
      edits = history.overlays.get(dataset.summary.fingerprint).edits,
    }: NewTraining): RunSummary {
      const { values: h, problems } = readHyperparameters(hyperparameters);
      if (problems.length > 0) throw UserError.from(problems[0]);
      const laidOver = trainingEdits(edits);
      const data = trainingData(dataset, h, laidOver);
      const { classes, width, height } = dataset.summary;
      const image = { width, height };
      const misfit = layerProblem(h, image) ?? sizeProblem(h, image, classes.length);
      if (misfit) throw UserError.from(misfit);
      const id = newRunId();
      const used = Math.min(threads || processors, processors);
      history.runs.add({
        id,
        name: name ?? `${dataset.summary.name} ${history.runs.count() + 1}`,
        origin,
        preset,
        hyperparameters: h,
        dataset: runDataset(dataset, data, laidOver),
        architecture: describeModel(modelSpecOf(h, image, classes.length, data.train.length)),
        parameters: countParameters(h, image, classes.length),
        environment: { ...options.environment, threads: String(used) },
      });
      if (laidOver.length > 0) history.overlays.addToRun(id, laidOver);
      const summary = history.runs.summary(id);
      launch(id, h, data, summary.name, false, used);
      return summary;
    },
    /**
     * Goes on from the checkpoint, to the same bits as if it had never been interrupted.
     * @throws UserError `training.otherData`, `training.notResumable`
     */
    resume(runId: string, dataset: OpenDataset): RunSummary {
      const run = history.runs.summary(runId);
      if (active.has(runId) || run.state === 'running')
        throw new UserError('run.isTraining', { id: runId });
      if (dataset.summary.fingerprint !== run.dataset.fingerprint)
        throw new UserError('training.otherData', { path: dataset.summary.path });
      const record = checkpointRecord(folderOf(runId));
      if ((record?.epoch ?? 0) >= plannedEpochs(run.hyperparameters))
        throw new UserError('training.notResumable', {
          id: runId,
          reason: 'all its epochs are done',
        });
      history.runs.claim(runId);
      history.epochs.addEvent(runId, {
        kind: 'resume',
        at: new Date().toISOString(),
        epoch: (record?.epoch ?? 0) + 1,
        batch: 0,
        value: null,
      });
      // Those of its start, whatever was edited since.
      const data = trainingData(dataset, run.hyperparameters, history.overlays.ofRun(runId));
      launch(runId, run.hyperparameters, data, run.name, true, processors);
      return history.runs.summary(runId);
    },
    setLearningRate(runId: string, learningRate: number): void {
      const problem = problemWith('learningRate', learningRate);
      if (problem) throw UserError.from(problem);
      const run = active.get(runId);
      if (!run || !applies('learningRate', history.runs.summary(runId).hyperparameters))
        throw new UserError('training.notRunning');
      run.thread.setLearningRate(learningRate);
    },
    progress: (): TrainingProgress[] =>
      [...active.values()].flatMap(({ progress }) => progress ?? []),
    stop: (runId: string): void => active.get(runId)?.thread.stop(),
    isActive: (runId: string): boolean => active.has(runId),
    /** Stops all threads; their finished epochs are kept, and the runs can go on later. */
    async shutDown(): Promise<void> {
      closing = true;
      clearInterval(heartbeat);
      const threads = [...active.values()].map(({ thread }) => thread);
      for (const thread of threads) thread.stop();
      await Promise.all(threads.map(({ ended }) => ended));
    },
  };
}

export type Training = ReturnType<typeof createTraining>;
