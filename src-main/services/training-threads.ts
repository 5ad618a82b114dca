/** The threads that train: starts them, writes what they say into the history, and steers them. */
import { type ErrorInfo, errorInfoOf, UserError } from '../../src-shared/errors.ts';
import type { TrainingProgress } from '../../src-shared/job.ts';
import type { EndState, RunParent, RunSummary } from '../../src-shared/run.ts';
import { databaseError } from '../history/database.ts';
import type { History } from '../history/history.ts';
import { addsDrawings } from '../training/added-drawings.ts';
import type { StartWeights } from '../training/checkpoints.ts';
import type { TrainingData, TrainingMessage } from '../training/task.ts';
import { startTraining, type TrainingThread } from '../training/thread.ts';
import { type Broadcast, createCoalescer } from './broadcast.ts';
import type { JobHandle, Jobs } from './jobs.ts';
import { aliveInterval, interrupt } from './recovery.ts';

interface Unsaved {
  write: () => void;
  /** What follows when it is in the history. */
  then: () => void;
}
interface ActiveRun {
  thread: TrainingThread;
  job: JobHandle;
  progress: TrainingProgress | null;
  /** What the history could not take yet (a full disk), the end of the run too. */
  unsaved: Unsaved[];
  /** It waits for the history; then it goes on by itself, or stays paused because a person paused it meanwhile. */
  waits: 'goesOn' | 'stays' | null;
}

export function createTrainingThreads(
  history: History,
  jobs: Jobs,
  broadcast: Broadcast,
  { folderOf, hasWindow }: { folderOf: (runId: string) => string; hasWindow: boolean },
) {
  const active = new Map<string, ActiveRun>();
  /** The program ends: what stops now was not stopped by a person. */
  let closing = false;
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
    for (const [runId, { waits }] of active) if (waits) saveAll(runId);
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
        pause() {
          if (run.waits) run.waits = 'stays';
          run.thread.pause();
        },
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
        givesWay: hasWindow,
        resume,
        keepEvery: history.runs.keepEvery(runId),
        addsDrawings: addsDrawings(dataset),
        startFrom: parent && weightsOf(parent, folderOf(parent.runId)),
      },
      (message) => hear(runId, message),
    );
    const run: ActiveRun = { thread, job, progress: null, unsaved: [], waits: null };
    active.set(runId, run);
    changed.add(runId, runId);
  }

  /** Writes to the history, in order; what it can not take waits until there is room, and the run with it. */
  function save(runId: string, write: () => void, then: () => void): void {
    const run = active.get(runId);
    if (!run) return;
    run.unsaved.push({ write, then });
    saveAll(runId);
  }

  function saveAll(runId: string): void {
    const run = active.get(runId);
    if (!run) return;
    for (let next = run.unsaved.at(0); next; next = run.unsaved.at(0)) {
      try {
        next.write();
      } catch (thrown) {
        run.thread.pause();
        const error = errorInfoOf(databaseError(thrown, history.path), history.path);
        run.waits ??= 'goesOn';
        run.job.update({ state: 'paused', error });
        return;
      }
      run.unsaved.shift();
      next.then();
    }
    const { waits } = run;
    run.waits = null;
    // Its end may have been what was left to write.
    if (!waits || !active.has(runId)) return;
    run.job.update({ state: waits === 'goesOn' ? 'running' : 'paused', error: null });
    if (waits === 'goesOn') run.thread.goOn();
  }

  /** Tries anew what waits for the history; else there is nothing to wait for. */
  function goOn(runId: string): void {
    const run = active.get(runId);
    if (!run) return;
    run.waits = 'goesOn';
    saveAll(runId);
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
          state: progress.paused || run.waits ? 'paused' : 'running',
          fraction:
            (progress.epoch - 1 + progress.batch / Math.max(1, progress.batches)) / progress.epochs,
          secondsLeft: progress.secondsLeft,
        });
        broadcast('progress', progress);
        break;
      }
      case 'epoch':
        save(
          runId,
          () => history.epochs.add(runId, message.record),
          () => {
            broadcast('epoch', { runId, record: message.record, profile: message.profile });
            changed.add(runId, runId);
            for (const listener of listeners.epoch) listener(runId);
          },
        );
        break;
      case 'event':
        if (closing) break;
        save(
          runId,
          () => history.epochs.addEvent(runId, { ...message.event, at: new Date().toISOString() }),
          () => changed.add(runId, runId),
        );
        break;
      case 'blocked':
        run.job.update({ state: 'paused', error: message.error });
        break;
      case 'unblocked':
        // Unless the history can not be written either.
        if (!run.waits) run.job.update({ state: 'running', error: null });
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

  /** A thread that is gone leaves a run that is active until the history has all of it. */
  function end(runId: string, state: EndState, error: ErrorInfo | null): void {
    const write = (): void =>
      state === 'interrupted' ? interrupt(history, runId) : history.runs.end(runId, state, error);
    save(runId, write, () => {
      const run = active.get(runId);
      run?.job.end(state === 'done' || state === 'failed' ? state : 'cancelled', error);
      active.delete(runId);
      changed.add(runId, runId);
      changed.flush();
      for (const listener of listeners.end) listener(runId);
    });
  }

  return {
    launch,
    isActive: (runId: string): boolean => active.has(runId),
    activeCount: (): number => active.size,
    progress: (): TrainingProgress[] =>
      [...active.values()].flatMap(({ progress }) => progress ?? []),
    stop: (runId: string): void => active.get(runId)?.thread.stop(),
    setLearningRate: (runId: string, learningRate: number): void =>
      active.get(runId)?.thread.setLearningRate(learningRate),
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
      // The last chance of what still waits for room.
      for (const runId of active.keys()) saveAll(runId);
    },
  };
}

/** The weights that a run starts from instead of drawing them, in the folder of the run it came from. */
function weightsOf({ how, epoch, branched }: RunParent, folder: string): StartWeights | null {
  if (how === 'branch') return { folder, of: epoch ?? 'model' };
  return branched ? { folder, of: 'start' } : null;
}
