/** Trains: starts threads, writes what they say into the history, and steers them. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type ErrorInfo, errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { problemWith } from '../../src-shared/hyperparameter-values.ts';
import { applies, plannedEpochs } from '../../src-shared/hyperparameters.ts';
import type { TrainingProgress } from '../../src-shared/job.ts';
import {
  type EndState,
  endedEarly,
  type RunParent,
  type RunDataset,
  type RunSummary,
} from '../../src-shared/run.ts';
import { databaseError } from '../history/database.ts';
import type { History } from '../history/history.ts';
import type { NewRun } from '../history/runs.ts';
import { checkpointRecord, type StartWeights } from '../training/checkpoints.ts';
import { type AddedDrawing, writeAddedDrawings } from '../training/added-drawings.ts';
import type { TrainingData, TrainingMessage } from '../training/task.ts';
import { startTraining, type TrainingThread } from '../training/thread.ts';
import { type Broadcast, createCoalescer } from './broadcast.ts';
import type { OpenDataset } from './datasets.ts';
import type { JobHandle, Jobs } from './jobs.ts';
import { aliveInterval, interrupt } from './recovery.ts';
import { dataOfRun } from './training-data.ts';
import { type NewTraining, prepareRun } from './training-start.ts';

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
    /** Of every so many epochs of a new run a copy of the weights is kept; 0 for none. */
    keepEvery: () => number;
  },
) {
  const active = new Map<string, ActiveRun>();
  /** All of them: the main thread has little to do. Two trainings share them. */
  const processors = availableParallelism();
  /** The program ends: what stops now was not stopped by a person. */
  let closing = false;
  const folderOf = (runId: string): string => join(options.runsFolder, runId);
  const changed = createCoalescer<string>(100, (ids) => {
    // What changes while the program ends has nobody to be told to.
    if (closing) return;
    // A run may be deleted before its last change is told.
    for (const id of ids) if (history.runs.exists(id)) broadcast('run', history.runs.summary(id));
  });
  const listeners = {
    epoch: new Set<(runId: string) => void>(),
    end: new Set<(runId: string) => void>(),
  };
  const heartbeat = setInterval(() => {
    try {
      history.runs.keepAlive();
    } catch (thrown) {
      // A full disk is told by the run itself, when an epoch can not be kept; a beat that is left out
      // does no harm.
      if (!(databaseError(thrown, history.path) instanceof UserError)) throw thrown;
    }
    // What waits for room goes on as soon as there is some.
    for (const [runId, { unsaved }] of active) if (unsaved.length > 0) goOn(runId);
  }, aliveInterval);
  heartbeat.unref();

  function launch(
    { id: runId, name, hyperparameters, parent, dataset }: RunSummary,
    data: TrainingData,
    threads: number,
    resume: boolean,
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
        hyperparameters,
        data,
        threads,
        givesWay: options.hasWindow,
        resume,
        keepEvery: history.runs.keepEvery(runId),
        addsDrawings: addsDrawings(dataset),
        startFrom: parent && weightsOf(parent, folderOf(parent.runId)),
      },
      (message) => hear(runId, message),
    );
    const run: ActiveRun = { thread, job, progress: null, unsaved: [] };
    active.set(runId, run);
    changed.add(runId, runId);
  }

  /** Writes to the history; when it can not, false: the run waits until there is room. */
  function save(runId: string, write: () => void): boolean {
    const run = active.get(runId);
    if (!run) return false;
    run.unsaved.push(write);
    try {
      while (run.unsaved.length > 0) {
        run.unsaved[0]();
        run.unsaved.shift();
      }
      return true;
    } catch (thrown) {
      run.thread.pause();
      const error = errorInfoOf(databaseError(thrown, history.path), history.path);
      run.job.update({ state: 'paused', error });
      return false;
    }
  }

  function goOn(runId: string): void {
    const run = active.get(runId);
    if (!run || !save(runId, () => undefined)) return;
    run.job.update({ state: 'running', error: null });
    run.thread.goOn();
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
        for (const listener of listeners.epoch) listener(runId);
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
      case 'unblocked':
        // Unless the history can not be written either.
        if (run.unsaved.length === 0) run.job.update({ state: 'running', error: null });
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

  function end(runId: string, state: EndState, error: ErrorInfo | null): void {
    save(runId, () =>
      state === 'interrupted' ? interrupt(history, runId) : history.runs.end(runId, state, error),
    );
    const run = active.get(runId);
    run?.job.end(state === 'done' || state === 'failed' ? state : 'cancelled', error);
    active.delete(runId);
    changed.add(runId, runId);
    changed.flush();
    for (const listener of listeners.end) listener(runId);
  }
  const environmentWith = (threads: number) => ({
    ...options.environment,
    threads: String(threads),
  });
  const withRule = (what: NewTraining): NewTraining => ({
    ...what,
    keepEvery: what.keepEvery ?? options.keepEvery(),
  });
  const usable = (threads = 0): number => Math.min(threads || processors, processors);

  /** @throws UserError `run.isTraining`, `training.otherData`, `training.notResumable` */
  function checkResumable(runId: string, dataset: OpenDataset): RunSummary {
    const run = history.runs.summary(runId);
    if (active.has(runId) || run.state === 'running')
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

  /** Before the run is in the history: a run without its drawings could not be trained. */
  function keepDrawings({ id, dataset }: NewRun, drawings: readonly AddedDrawing[]): void {
    if (addsDrawings(dataset)) writeAddedDrawings(folderOf(id), drawings);
  }

  return {
    folderOf,
    /** Starts at once. @throws UserError `hyperparameter.*`, `training.*` */
    start(what: NewTraining): RunSummary {
      const threads = usable(what.threads);
      const { run, data, edits, drawings } = prepareRun(
        withRule(what),
        history,
        environmentWith(threads),
      );
      keepDrawings(run, drawings);
      history.runs.add(run);
      if (edits.length > 0) history.overlays.addToRun(run.id, edits);
      const summary = history.runs.summary(run.id);
      launch(summary, data, threads, false);
      return summary;
    },
    /** Writes the run's record; `begin` starts it. @throws UserError `hyperparameter.*`, `training.*` */
    add(what: NewTraining): { run: RunSummary; data: TrainingData } {
      const environment = environmentWith(usable(what.threads));
      const { run, data, edits, drawings } = prepareRun(withRule(what), history, environment);
      keepDrawings(run, drawings);
      history.runs.add(run, 'queued');
      if (edits.length > 0) history.overlays.addToRun(run.id, edits);
      return { run: history.runs.summary(run.id), data };
    },
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
      const run = active.get(runId);
      if (!run || !applies('learningRate', history.runs.summary(runId).hyperparameters))
        throw new UserError('training.notRunning');
      run.thread.setLearningRate(learningRate);
    },
    progress: (): TrainingProgress[] =>
      [...active.values()].flatMap(({ progress }) => progress ?? []),
    stop: (runId: string): void => active.get(runId)?.thread.stop(),
    isActive: (runId: string): boolean => active.has(runId),
    activeCount: (): number => active.size,
    /** Tells every finished epoch, after it is in the history. */
    onEpoch: (listener: (runId: string) => void): void => void listeners.epoch.add(listener),
    /** Tells every end of a training of this process. */
    onEnd: (listener: (runId: string) => void): void => void listeners.end.add(listener),
    /** Tells the window of runs that changed otherwise. */
    tell: (runId: string): void => changed.add(runId, runId),
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

/** The weights that a run starts from instead of drawing them, in the folder of the run it came from. */
function weightsOf({ how, epoch, branched }: RunParent, folder: string): StartWeights | null {
  if (how === 'branch') return { folder, of: epoch ?? 'model' };
  return branched ? { folder, of: 'start' } : null;
}

const addsDrawings = ({ handwriting }: RunDataset): boolean => (handwriting?.drawings ?? 0) > 0;

export type Training = ReturnType<typeof createTraining>;
