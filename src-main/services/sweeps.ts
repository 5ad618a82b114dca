/** Sweeps: makes their runs, queues them, and ends those that are hopeless. */
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../src-shared/errors.ts';
import {
  formatHyperparameter,
  readHyperparameters,
} from '../../src-shared/hyperparameter-values.ts';
import { type Hyperparameters, plannedEpochs } from '../../src-shared/hyperparameters.ts';
import type { PresetName } from '../../src-shared/presets.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import { type SweepPlan, sweepProblem, type SweepSummary } from '../../src-shared/sweep.ts';
import type { History } from '../history/history.ts';
import { sweepSets } from '../training/sweep-plan.ts';
import { isHopeless, progressFigure } from '../training/sweep-stopping.ts';
import type { Broadcast } from './broadcast.ts';
import type { OpenDataset } from './datasets.ts';
import type { Training } from './training.ts';
import type { TrainingQueue } from './training-queue.ts';

export interface NewSweep {
  dataset: OpenDataset;
  preset: PresetName | null;
  name: string | null;
  hyperparameters: Readonly<Record<string, unknown>>;
  plan: SweepPlan;
  origin: RunSummary['origin'];
  /** As of `NewTraining`. */
  keepEvery?: number;
}

export function createSweeps(
  history: History,
  training: Training,
  queue: TrainingQueue,
  broadcast: Broadcast,
) {
  const tell = (id: string): void => broadcast('sweep', history.sweeps.get(id));

  /** After each epoch of a sweep's run: whether it is worth going on with. */
  training.onEpoch((runId) => {
    const { sweepId, hyperparameters } = history.runs.summary(runId);
    if (sweepId === null) return;
    const { plan, runIds } = history.sweeps.get(sweepId);
    if (!plan.stopHopeless) return;
    const figures = (id: string): number[] =>
      history.epochs.ofRun(id).flatMap((record) => progressFigure(record) ?? []);
    const own = figures(runId);
    const others = runIds.filter((id) => id !== runId).map(figures);
    if (own.length >= plannedEpochs(hyperparameters) || !isHopeless(own, others)) return;
    history.epochs.addEvent(runId, {
      kind: 'medianStop',
      at: new Date().toISOString(),
      epoch: own.length,
      batch: 0,
      value: null,
    });
    training.stop(runId);
  });

  function nameOf(h: Hyperparameters, plan: SweepPlan, sweep: string): string {
    const values = plan.axes.map(({ name }) => formatHyperparameter(h[name]));
    const seed = plan.seeds > 1 ? [`seed ${h.seed}`] : [];
    return [...values, ...seed, sweep].join(' · ');
  }

  return {
    list: (): SweepSummary[] => history.sweeps.list(),
    /**
     * Makes all runs and queues them.
     * @throws UserError `sweep.*`, `hyperparameter.*`, `training.*`: then nothing is left behind
     */
    async start({
      dataset,
      preset,
      name,
      hyperparameters,
      plan,
      origin,
      keepEvery,
    }: NewSweep): Promise<SweepSummary> {
      const { values: base, problems } = readHyperparameters(hyperparameters);
      const problem = problems[0] ?? sweepProblem(plan, base);
      if (problem) throw UserError.from(problem);
      const id = randomUUID();
      const title = name ?? `${dataset.summary.name} sweep ${history.sweeps.count() + 1}`;
      history.sweeps.add({ id, name: title, preset, hyperparameters: base, plan });
      const made: string[] = [];
      try {
        for (const set of sweepSets(base, plan)) {
          const run = queue.addOnly({
            ...(keepEvery !== undefined && { keepEvery }),
            dataset,
            preset,
            name: nameOf(set, plan, title),
            hyperparameters: set,
            origin,
            sweepId: id,
          });
          made.push(run.id);
          // Each run divides the images, which takes a few milliseconds: the window comes in between.
          await setImmediate();
        }
      } catch (thrown) {
        queue.cancel(made);
        history.runs.delete(made);
        broadcast('runsDeleted', made);
        history.sweeps.delete(id);
        throw thrown;
      }
      tell(id);
      queue.pump();
      return history.sweeps.get(id);
    },
    rename(id: string, name: string): SweepSummary {
      history.sweeps.rename(id, name);
      tell(id);
      return history.sweeps.get(id);
    },
    /** Stops what trains of it and takes the rest out of the queue. */
    stop(id: string): void {
      const { runIds } = history.sweeps.get(id);
      queue.cancel(runIds);
      for (const runId of runIds) training.stop(runId);
    },
    /** Queues again what was interrupted or stopped by a person, before all others. */
    goOn(id: string): void {
      const unfinished = history.sweeps.get(id).runIds.filter((runId) => {
        const { state } = history.runs.summary(runId);
        if (state !== 'interrupted' && state !== 'stopped') return false;
        return !history.epochs.eventsOfRun(runId).some(({ kind }) => kind === 'medianStop');
      });
      queue.enqueue(unfinished, 'first');
    },
    /** Its runs stay. */
    delete(id: string): void {
      const { runIds } = history.sweeps.get(id);
      history.sweeps.delete(id);
      broadcast('sweepDeleted', id);
      for (const runId of runIds) training.tell(runId);
    },
    /** At the start: runs of a sweep that died with their program wait again, with those behind them. */
    load(): void {
      const left = new Set(
        queue.state().runIds.flatMap((id) => history.runs.summary(id).sweepId ?? []),
      );
      for (const sweepId of left) {
        const interrupted = history.sweeps
          .get(sweepId)
          .runIds.filter((id) => history.runs.summary(id).state === 'interrupted');
        queue.enqueue(interrupted, 'first');
      }
    },
  };
}

export type Sweeps = ReturnType<typeof createSweeps>;
