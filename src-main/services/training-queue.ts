/**
 * The queue: runs wait for their turn, as many train at once as there are places, and these share the
 * processors. Who waits stands in the database, so that a queue survives its program.
 */
import { availableParallelism } from 'node:os';
import { type ErrorInfo, errorInfoOf } from '../../src-shared/errors.ts';
import type { QueueState } from '../../src-shared/job.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import type { Settings } from '../../src-shared/settings.ts';
import type { History } from '../history/history.ts';
import type { TrainingData } from '../training/task.ts';
import type { Broadcast } from './broadcast.ts';
import type { OpenDataset } from './datasets.ts';
import type { JobHandle, Jobs } from './jobs.ts';
import { isAlive } from './recovery.ts';
import type { Training } from './training.ts';
import { dataOfRun } from './training-data.ts';
import type { NewTraining } from './training-start.ts';

export interface QueueOptions {
  history: History;
  training: Training;
  jobs: Jobs;
  broadcast: Broadcast;
  settings: { get(): Settings };
  /** The data set of a run that waited over a restart. */
  datasetOf: (run: RunSummary) => Promise<OpenDataset>;
  processors?: number;
}

export function createTrainingQueue({
  history,
  training,
  jobs,
  broadcast,
  settings,
  datasetOf,
  processors = availableParallelism(),
}: QueueOptions) {
  /** The images of those that were added since the program started. */
  const prepared = new Map<string, TrainingData>();
  let paused = false;
  let leftOver = false;
  let closing = false;
  /** Runs whose data set is being opened; they take a place already. */
  const opening = new Set<string>();
  let job: JobHandle | null = null;

  const places = (): number => settings.get().runsAtOnce || processors;
  const waiting = (): string[] =>
    history.runs.waiting().flatMap((run) => (run.process === process.pid ? run.id : []));
  const state = (): QueueState => ({ runIds: waiting(), paused, leftOver });

  /** Threads of one more run beside those that train, while `others` wait behind it. */
  function share(others: number): number {
    const atOnce = Math.min(places(), training.activeCount() + opening.size + 1 + others);
    return Math.max(1, Math.floor(processors / Math.max(1, atOnce)));
  }

  function tell(): void {
    if (closing) return;
    const now = state();
    broadcast('queue', now);
    const subject = String(now.runIds.length);
    if (now.runIds.length === 0) {
      job?.end('done');
      job = null;
      leftOver = false;
    } else {
      job ??= jobs.start(
        { kind: 'queue', subject, runId: null },
        { cancel: () => cancel(waiting()), pause, goOn },
      );
      job.update({ subject, state: paused ? 'paused' : 'running' });
    }
  }

  /** Starts as many as there are places for. */
  function pump(): void {
    if (!paused && !closing) {
      for (const id of waiting()) {
        if (training.activeCount() + opening.size >= places()) break;
        if (!opening.has(id)) startOne(id);
      }
    }
    tell();
  }

  function startOne(id: string): void {
    const data = prepared.get(id);
    if (data) {
      launch(id, data);
      return;
    }
    opening.add(id);
    const run = history.runs.summary(id);
    void datasetOf(run)
      .then((dataset) => {
        // It may have been cancelled or deleted meanwhile.
        if (closing || !waiting().includes(id)) return;
        training.checkResumable(id, dataset);
        const opened = dataOfRun(dataset, run, history);
        opening.delete(id);
        launch(id, opened);
      })
      .catch((thrown: unknown) => {
        const error = errorInfoOf(thrown, run.dataset.path);
        // A person opened another data set meanwhile, or wanted none: the runs wait until they go on.
        if (error.code === 'dataset.cancelled') pause();
        else fail(id, error);
      })
      .finally(() => {
        opening.delete(id);
        if (!closing) pump();
      });
  }

  function launch(id: string, data: TrainingData): void {
    const behind = waiting().filter((other) => other !== id && !opening.has(other)).length;
    prepared.delete(id);
    history.queue.remove(id);
    training.begin(history.runs.summary(id), data, share(behind));
  }

  function fail(id: string, error: ErrorInfo): void {
    if (closing || !history.runs.exists(id)) return;
    history.queue.remove(id);
    history.runs.end(id, 'failed', error);
    training.tell(id);
  }

  function enter(id: string, data: TrainingData | null, place: 'first' | 'last'): void {
    if (data) prepared.set(id, data);
    history.runs.wait(id);
    history.queue.add(id, place);
    training.tell(id);
  }

  function cancel(ids: readonly string[]): void {
    const here = new Set(waiting());
    for (const id of ids) {
      if (!here.has(id)) continue;
      prepared.delete(id);
      history.queue.remove(id);
      history.runs.end(id, 'stopped');
      training.tell(id);
    }
    tell();
  }
  function pause(): void {
    paused = true;
    leftOver = false;
    tell();
  }
  function goOn(): void {
    paused = false;
    leftOver = false;
    pump();
  }

  training.onEnd(() => {
    if (!closing) pump();
  });

  return {
    state,
    /**
     * Adds a run; it starts at once where there is a place. A person who asks for one run has it even
     * while the queue is paused, `ownTurn`.
     * @throws UserError `hyperparameter.*`, `training.*`
     */
    add(what: NewTraining, { ownTurn = false } = {}): RunSummary {
      const { run, data } = training.add(what);
      enter(run.id, data, 'last');
      const isFree = training.activeCount() + opening.size < places();
      if (paused && ownTurn && isFree) startOne(run.id);
      pump();
      return history.runs.summary(run.id);
    },
    /** Adds without starting: for many at once, followed by `goOn`. */
    addOnly(what: NewTraining): RunSummary {
      const { run, data } = training.add(what);
      enter(run.id, data, 'last');
      return run;
    },
    /**
     * Goes on with a run that ended early, when its turn comes.
     * @throws UserError `training.otherData`, `training.notResumable`, `run.isTraining`
     */
    resume(runId: string, dataset: OpenDataset): RunSummary {
      const run = training.checkResumable(runId, dataset);
      enter(runId, dataOfRun(dataset, run, history), 'first');
      const isFree = training.activeCount() + opening.size < places();
      if (paused && isFree) startOne(runId);
      pump();
      return history.runs.summary(runId);
    },
    /** Lets runs wait that ended early; their data set is opened when their turn comes. */
    enqueue(ids: readonly string[], place: 'first' | 'last'): void {
      for (const id of place === 'first' ? ids.toReversed() : ids) enter(id, null, place);
      pump();
    },
    cancel,
    /** To a place in line, from 0. */
    move(runId: string, place: number): void {
      const ids = waiting();
      if (!ids.includes(runId)) return;
      const others = ids.filter((id) => id !== runId);
      history.queue.order([...others.slice(0, place), runId, ...others.slice(place)]);
      tell();
    },
    pause,
    goOn,
    pump,
    /** Takes over what a dead program left waiting; it stays paused until a person goes on. */
    load(): void {
      const left = history.runs.waiting().filter((run) => !isAlive(run));
      for (const { id } of left) history.runs.wait(id);
      paused = left.length > 0;
      leftOver = paused;
      if (left.length > 0) tell();
    },
    shutDown(): void {
      closing = true;
    },
  };
}

export type TrainingQueue = ReturnType<typeof createTrainingQueue>;
