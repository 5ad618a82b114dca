/** One training from start or checkpoint to its end: the trainer, its files and its orders together. */
import { mkdirSync } from 'node:fs';
import type { ErrorCode } from '../../src-shared/errors.ts';
import { measuredPictures, measureInkStyle } from '../../src-shared/ink-style.ts';
import { plannedEpochs } from '../../src-shared/hyperparameters.ts';
import type { Preprocessing } from '../../src-shared/preprocess.ts';
import type { EpochRecord } from '../../src-shared/run.ts';
import type { Position, Trainer } from './any-trainer.ts';
import { readAddedDrawings, withAddedDrawings } from './added-drawings.ts';
import { restore, type RunInfo, saveEpoch, startFrom } from './checkpoints.ts';
import { type Control, orders } from './control.ts';
import { tensorsOfPrior } from '../models/prior-tensors.ts';
import { createPaceMeter } from './pace.ts';
import { priorOf } from './prior.ts';
import { savingProblem } from './saving-problem.ts';
import { createStopwatch } from './stopwatch.ts';
import type { TrainingData, TrainingMessage, TrainingTask } from './task.ts';
import { createNeighboursTrainer } from './neighbours-trainer.ts';
import { createTrainer } from './trainer.ts';

/** Progress goes out at most this often, in ms: as often as a chart repaints. */
const progressInterval = 66;
/** What could not be saved is tried again this often, in ms. */
const retryInterval = 2000;

/** @throws UserError when the run can not go on; its finished epochs are saved. */
export function train(
  task: Omit<TrainingTask, 'control' | 'givesWay'>,
  control: Control,
  say: (message: TrainingMessage) => void,
): 'done' | 'stopped' {
  const { hyperparameters: h, folder, runId } = task;
  const preprocessing = withStyle(task.data);
  const data = task.addsDrawings
    ? withAddedDrawings(task.data, readAddedDrawings(folder), preprocessing)
    : task.data;
  const run: RunInfo = {
    runId,
    hyperparameters: h,
    labels: data.classes,
    preprocessing,
    fingerprint: data.fingerprint,
  };
  const pace = createPaceMeter();
  const create = h.method === 'network' ? createTrainer : createNeighboursTrainer;
  const trainer: Trainer = create(h, data, {
    clock: pace.now,
    threads: task.threads,
    stopwatch: createStopwatch(pace.now),
  });
  const epochs = plannedEpochs(h);
  // A branch that goes on needs the run it came from no more: that may be deleted.
  const restored = task.resume && restore(folder, trainer, run);
  if (task.startFrom && !restored) {
    mkdirSync(folder, { recursive: true });
    startFrom(task.startFrom, trainer, folder);
  }
  pace.start(trainer.epoch, epochs, trainer.imagesPerEpoch);

  let said = -Infinity;
  function report(at: Position, paused: boolean): void {
    said = performance.now();
    say({
      kind: 'progress',
      progress: {
        runId,
        ...at,
        epochs,
        ...pace.estimate(at.epoch, at.images),
        learningRate: trainer.learningRate?.now ?? null,
        paused,
      },
    });
  }

  /** Does what was ordered meanwhile; false to stop. */
  function obey(at: Position): boolean {
    const rate = control.newLearningRate();
    if (rate !== null && trainer.learningRate) {
      trainer.learningRate.set(rate);
      say({ kind: 'event', event: { kind: 'learningRate', ...place(at), value: rate } });
    }
    if (control.order() === orders.pause) {
      report(at, true);
      say({ kind: 'event', event: { kind: 'pause', ...place(at), value: null } });
      pace.pause(control.waitWhilePaused);
      const kind = control.order() === orders.stop ? 'stop' : 'continue';
      say({ kind: 'event', event: { kind, ...place(at), value: null } });
      report(at, false);
      if (kind === 'stop') return false;
      return obey(at);
    }
    if (control.order() === orders.stop) {
      say({ kind: 'event', event: { kind: 'stop', ...place(at), value: null } });
      return false;
    }
    if (performance.now() - said >= progressInterval) report(at, false);
    return true;
  }

  let prior: ReturnType<typeof tensorsOfPrior> | null = null;
  /** Of networks: pictures of what they think need it. Found with the first epoch that is saved. */
  function priorTensors(): ReturnType<typeof tensorsOfPrior> {
    const found = prior === null && h.method === 'network' ? priorOf(data) : null;
    return (prior ??= found ? tensorsOfPrior(found) : new Map());
  }

  /**
   * A full disk must not cost the epoch: it is tried again and again until there is room, or until it is
   * stopped. False when that was so.
   */
  function saveOrWait(record: EpochRecord): boolean {
    const at = { epoch: record.epoch, batch: trainer.stepsPerEpoch, value: null };
    for (let told: ErrorCode | null = null; ;) {
      try {
        saveEpoch(folder, trainer, run, record, priorTensors(), task.keepEvery);
        if (told) say({ kind: 'unblocked' });
        if (told) say({ kind: 'event', event: { kind: 'continue', ...at } });
        return true;
      } catch (thrown) {
        const error = savingProblem(thrown, folder);
        if (error.code === 'unexpected') throw thrown;
        if (!told) say({ kind: 'event', event: { kind: 'blocked', ...at } });
        if (told !== error.code) say({ kind: 'blocked', error });
        told = error.code;
        pace.pause(() => {
          control.waitBlocked(retryInterval);
          control.waitWhilePaused();
        });
        if (control.order() === orders.stop) return false;
      }
    }
  }

  while (trainer.epoch < epochs && !trainer.stopsEarly) {
    const record = trainer.runEpoch(obey);
    if (!record || !saveOrWait(record)) return 'stopped';
    say({ kind: 'epoch', record, profile: trainer.profile });
  }
  if (trainer.epoch < epochs) {
    const { epoch, stepsPerEpoch: batch } = trainer;
    say({ kind: 'event', event: { kind: 'earlyStop', epoch, batch, value: h.earlyStopping } });
  }
  return 'done';
}

/** What the pad needs to draw as the training images are drawn. */
function withStyle({ pixels, train, preprocessing }: TrainingData): Preprocessing {
  const { width, height, polarity } = preprocessing;
  const size = width * height;
  const count = Math.min(measuredPictures, train.length);
  const pictures = Array.from({ length: count }, (_, i) => {
    const sample = train[Math.floor((i * train.length) / count)];
    return { width, height, pixels: new Uint8Array(pixels, sample * size, size) };
  });
  const style = measureInkStyle(pictures, polarity);
  return style ? { ...preprocessing, style } : preprocessing;
}

const place = ({ epoch, batch }: Position) => ({ epoch, batch });
