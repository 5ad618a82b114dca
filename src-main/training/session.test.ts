import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type Hyperparameters,
  optimiserNames,
  scheduleNames,
  watchedNames,
} from '../../src-shared/hyperparameters.ts';
import { strokeHyperparameters, strokes, temporaryFolder } from '../testing/strokes.ts';
import { checkpointPath, checkpointRecord, modelPath } from './checkpoints.ts';
import { type Control, type Order, orders } from './control.ts';
import { train } from './session.ts';
import type { TrainingMessage } from './task.ts';
import { readModelFile } from '../models/model-file.ts';
import { decodeTensors, encodeTensors } from '../models/safetensors.ts';

/** A control in this thread: `script` decides the order, asked once a batch. */
function controlled(script: (asked: number) => Order): Control {
  let asked = 0;
  return {
    order: () => script(asked++),
    waitWhilePaused: () => undefined,
    newLearningRate: () => null,
    waitBlocked: () => undefined,
  };
}
/** The names in a file of version 0.1.0. */
const ofVersion010 = new Set(
  (
    'hiddenLayers activation bias loss outputActivation optimiser learningRate momentum l2 batchSize ' +
    'epochs initialiser startSpread seed inputRange targets validationFraction testFraction keepBest'
  ).split(' '),
);
const free = controlled(() => orders.run);

function task(folder: string, change = {}, resume = false) {
  const data = strokes();
  const { inputRange } = strokeHyperparameters(change);
  return {
    runId: 'test',
    folder,
    hyperparameters: strokeHyperparameters(change),
    data: { ...data, preprocessing: { ...data.preprocessing, inputRange } },
    threads: 1,
    resume,
  };
}
const weights = (path: string): number[][] =>
  [...readModelFile(path).file.tensors].map(([, { values }]) => [
    ...new Uint32Array(values.slice().buffer),
  ]);

describe('a training session', () => {
  it.each<Partial<Hyperparameters>>([
    ...optimiserNames.map((optimiser) => ({ optimiser })),
    ...scheduleNames.map((schedule) => ({ schedule, plateauPatience: 1, stepEpochs: 2 })),
    { schedule: 'cosine', warmUpEpochs: 1.5 },
    { activation: 'gelu', initialiser: 'truncatedNormal', labelSmoothing: 0.1 },
    { l1: 0.001, l2: 0.001, maxNorm: 1, clipNorm: 0.5 },
    // A background that the first layer learns apart from the ink.
    { inputRange: '0.01..1', optimiser: 'sgd', l2: 0, learningRate: 0.1 },
    { hiddenLayers: ['conv3x3x4', 'maxpool2', 'dropout0.5', 8, 'dropout0.25'] },
    { hiddenLayers: ['conv3x3x4', 'batchnorm', 'maxpool2', 8, 'batchnorm'] },
    {
      hiddenLayers: ['pad1', 'conv3x3x6/valid', 'meanpool2/trained', 'conv2x2x16/valid/lenet'],
      activation: 'scaledTanh',
      maxNorm: 1,
    },
    { extraRotation: 10, rotation: 5, shift: 0.1, elasticStrength: 0.05, noise: 0.1 },
    { scaling: 0.1, shear: 10, stepsPerEpoch: 17 },
  ])('stopped anywhere and resumed with %j gives the bits of a run without a stop', (change) => {
    const whole = temporaryFolder();
    const parts = temporaryFolder();
    expect(train(task(whole, change), free, () => undefined)).toBe('done');
    const stopAt = [3, 29, 40];
    for (const stop of stopAt) {
      const control = controlled((asked) => (asked >= stop ? orders.stop : orders.run));
      expect(train(task(parts, change, true), control, () => undefined)).toBe('stopped');
    }
    expect(train(task(parts, change, true), free, () => undefined)).toBe('done');
    expect(weights(checkpointPath(parts))).toEqual(weights(checkpointPath(whole)));
    expect(weights(modelPath(parts))).toEqual(weights(modelPath(whole)));
    const rate = (folder: string) => checkpointRecord(folder)?.learningRate;
    expect(rate(parts)).toBe(rate(whole));
  });

  it('says with every epoch where its time went', () => {
    const said: TrainingMessage[] = [];
    train(task(temporaryFolder(), { epochs: 2 }), free, (m) => said.push(m));
    const ends = said.flatMap((m) => (m.kind === 'epoch' ? [m] : []));
    expect(ends).toHaveLength(2);
    for (const { record, profile } of ends) {
      const sum = Object.values(profile ?? {}).reduce((a, b) => a + b, 0);
      expect(sum / 1000).toBeCloseTo(record.seconds, 6);
    }
  });

  /** Nothing gets better, as every step is tiny; the first epoch counts as the best. */
  const stuck = { epochs: 9, learningRate: 1e-30, earlyStopping: 2, optimiser: 'sgd' } as const;

  it.each(watchedNames)('stops early by %s: done, with the reason in its record', (watchedName) => {
    const folder = temporaryFolder();
    const said: TrainingMessage[] = [];
    const change = { ...stuck, earlyStoppingOn: watchedName };
    expect(train(task(folder, change), free, (m) => said.push(m))).toBe('done');
    expect(said.flatMap((m) => (m.kind === 'epoch' ? [m.record.epoch] : []))).toEqual([1, 2, 3]);
    expect(said.flatMap((m) => (m.kind === 'event' ? [m.event] : []))).toEqual([
      { kind: 'earlyStop', epoch: 3, batch: 12, value: 2 },
    ]);
  });

  it('does not stop early while it gets better, nor when it is off', () => {
    const early = (change: Partial<Hyperparameters>): boolean => {
      const said: TrainingMessage[] = [];
      train(task(temporaryFolder(), change), free, (m) => said.push(m));
      return said.some((m) => m.kind === 'event' && m.event.kind === 'earlyStop');
    };
    expect(early({ epochs: 6, earlyStopping: 1, learningRate: 0.001 })).toBe(false);
    expect(early({ ...stuck, earlyStopping: 0 })).toBe(false);
    // Patience runs out with the last epoch: all of them were trained.
    expect(early({ ...stuck, epochs: 3 })).toBe(false);
  });

  it('goes on waiting where it was stopped, and ends at once when it had waited enough', () => {
    const folder = temporaryFolder();
    const epochs: number[] = [];
    const said = (m: TrainingMessage) => m.kind === 'epoch' && epochs.push(m.record.epoch);
    const control = controlled((asked) => (asked >= 30 ? orders.stop : orders.run));
    expect(train(task(folder, stuck), control, said)).toBe('stopped');
    expect(train(task(folder, stuck, true), free, said)).toBe('done');
    expect(train(task(folder, stuck, true), free, said)).toBe('done');
    expect(epochs).toEqual([1, 2, 3]);
  });

  it('keeps the plateau it waits on over a stop', () => {
    const rates = (stops: readonly number[]): (number | null)[] => {
      const folder = temporaryFolder();
      const found: (number | null)[] = [];
      const change = { ...stuck, epochs: 6, earlyStopping: 0, schedule: 'plateau' } as const;
      for (const stop of [...stops, Infinity]) {
        const control = controlled((asked) => (asked >= stop ? orders.stop : orders.run));
        train(task(folder, { ...change, plateauPatience: 2 }, true), control, (message) => {
          if (message.kind === 'epoch') found.push(message.record.learningRate);
        });
      }
      return found;
    };
    const whole = rates([]);
    expect(whole).toEqual([1e-30, 1e-30, 1e-30, 5e-31, 5e-31, 2.5e-31]);
    expect(rates([20, 20, 20])).toEqual(whole);
  });

  it('scales the schedule by a rate set by hand, over a stop too', () => {
    const rates = (folder: string, resume: boolean, rate: number | null): (number | null)[] => {
      const found: (number | null)[] = [];
      let order: Order = orders.run;
      const control: Control = {
        ...free,
        order: () => order,
        newLearningRate: () => {
          const once = rate;
          rate = null;
          return once;
        },
      };
      const change = { schedule: 'step', stepEpochs: 1, decayFactor: 0.5 } as const;
      train(task(folder, change, resume), control, (message) => {
        if (message.kind !== 'epoch') return;
        found.push(message.record.learningRate);
        if (!resume) order = orders.stop;
      });
      return found;
    };
    const folder = temporaryFolder();
    expect(rates(folder, false, 0.25)).toEqual([0.25]);
    expect(rates(folder, true, null)).toEqual([0.125, 0.0625, 0.03125]);
  });

  it('goes on from a checkpoint of version 0.1.0, which knew fewer hyper-parameters', () => {
    const whole = temporaryFolder();
    const folder = temporaryFolder();
    train(task(whole), free, () => undefined);
    const control = controlled((asked) => (asked >= 30 ? orders.stop : orders.run));
    train(task(folder), control, () => undefined);
    const path = checkpointPath(folder);
    const { tensors, metadata } = decodeTensors(readFileSync(path), path);
    const info = JSON.parse(metadata['inkling']);
    info.hyperparameters = Object.fromEntries(
      Object.entries(info.hyperparameters).filter(([name]) => ofVersion010.has(name)),
    );
    const { learningRate, optimiserSteps, best } = JSON.parse(metadata['training']);
    const old = {
      inkling: JSON.stringify(info),
      training: JSON.stringify({ learningRate, optimiserSteps, best }),
    };
    writeFileSync(path, Buffer.concat(encodeTensors({ tensors, metadata: old })));
    expect(train(task(folder, {}, true), free, () => undefined)).toBe('done');
    expect(weights(checkpointPath(folder))).toEqual(weights(checkpointPath(whole)));
  });

  it('says every epoch only after its checkpoint is on disk', () => {
    const folder = temporaryFolder();
    const epochs: number[] = [];
    train(task(folder), free, (message) => {
      if (message.kind !== 'epoch') return;
      epochs.push(message.record.epoch);
      expect(checkpointRecord(folder)).toEqual(message.record);
    });
    expect(epochs).toEqual([1, 2, 3, 4]);
  });

  it('tells pauses, goes on, and counts no epoch twice', () => {
    const folder = temporaryFolder();
    const said: TrainingMessage[] = [];
    let order: Order = orders.run;
    let asked = 0;
    const control: Control = {
      order: () => {
        if (++asked === 5) order = orders.pause;
        return order;
      },
      waitWhilePaused: () => {
        order = orders.run;
      },
      newLearningRate: () => null,
      waitBlocked: () => undefined,
    };
    expect(train(task(folder), control, (m) => said.push(m))).toBe('done');
    const kinds = said.flatMap((m) => (m.kind === 'event' ? [m.event.kind] : []));
    expect(kinds).toEqual(['pause', 'continue']);
    expect(said.filter((m) => m.kind === 'epoch')).toHaveLength(4);
  });

  it('records a change of the learning rate and keeps it over a stop', () => {
    const folder = temporaryFolder();
    const said: TrainingMessage[] = [];
    let asked = 0;
    let order: Order = orders.run;
    const control: Control = {
      order: () => order,
      waitWhilePaused: () => undefined,
      newLearningRate: () => (++asked === 3 ? 0.25 : null),
      waitBlocked: () => undefined,
    };
    train(task(folder), control, (message) => {
      said.push(message);
      if (message.kind === 'epoch') order = orders.stop;
    });
    expect(said).toContainEqual({
      kind: 'event',
      event: { kind: 'learningRate', epoch: 1, batch: 3, value: 0.25 },
    });
    const resumed: (number | null)[] = [];
    train(task(folder, {}, true), free, (message) => {
      if (message.kind === 'epoch') resumed.push(message.record.learningRate);
    });
    expect(resumed).toEqual([0.25, 0.25, 0.25]);
  });

  /** What keeps a run from saving, as the system itself refuses it; `mend` after the second try. */
  function blockedBy(folder: string, mend: () => void) {
    const said: TrainingMessage[] = [];
    let waits = 0;
    const control: Control = {
      ...free,
      waitBlocked: () => {
        if (++waits === 2) mend();
      },
    };
    expect(train(task(folder), control, (m) => said.push(m))).toBe('done');
    expect(waits).toBe(2);
    expect(said.flatMap((m) => (m.kind === 'epoch' ? [m.record.epoch] : []))).toEqual([1, 2, 3, 4]);
    const kinds = said.map((m) => (m.kind === 'event' ? m.event.kind : m.kind));
    const around = ['blocked', 'unblocked', 'continue', 'epoch'];
    expect(kinds.filter((kind) => around.includes(kind))).toEqual([
      // The event and the message, before anything was saved.
      ...['blocked', 'blocked', 'unblocked', 'continue'],
      ...['epoch', 'epoch', 'epoch', 'epoch'],
    ]);
    const whole = temporaryFolder();
    train(task(whole), free, () => undefined);
    expect(weights(checkpointPath(folder))).toEqual(weights(checkpointPath(whole)));
    return said.flatMap((m) => (m.kind === 'blocked' ? [m.error] : []));
  }

  // Writing to /dev/full fails as on a full disk, for real.
  it.skipIf(!existsSync('/dev/full'))('waits when the disk is full, and loses nothing', () => {
    const folder = temporaryFolder();
    const part = `${checkpointPath(folder)}.part`;
    symlinkSync('/dev/full', part);
    const [error, ...others] = blockedBy(folder, () => rmSync(part));
    expect(error).toMatchObject({ code: 'saving.diskFull', values: { path: folder } });
    expect(others).toEqual([]);
  });

  // The administrator may write everywhere: for a moment this is somebody else.
  it.skipIf(!process.seteuid)('waits when its folder can only be read', () => {
    const folder = temporaryFolder();
    const isRoot = process.geteuid?.() === 0;
    const nobody = 65534;
    chmodSync(folder, 0o555);
    if (isRoot) process.seteuid?.(nobody);
    onTestFinished(() => void (isRoot && process.seteuid?.(0)));
    const [error] = blockedBy(folder, () => {
      if (isRoot) process.seteuid?.(0);
      chmodSync(folder, 0o755);
    });
    expect(error).toMatchObject({ code: 'saving.noPermission', values: { path: folder } });
  });

  it('waits when something else stands in the place of its folder', () => {
    const folder = join(temporaryFolder(), 'run');
    writeFileSync(folder, 'in the way');
    const [error] = blockedBy(folder, () => rmSync(folder));
    expect(error).toMatchObject({ code: 'saving.failed', values: { path: folder } });
  });

  it('is stopped while it waits, and goes on from the epoch before', () => {
    const folder = temporaryFolder();
    let order: Order = orders.run;
    const part = `${checkpointPath(folder)}.part`;
    const said = (m: TrainingMessage): void => {
      if (m.kind === 'epoch' && m.record.epoch === 2) mkdirSync(part);
    };
    const control: Control = {
      ...free,
      order: () => order,
      waitBlocked: () => {
        order = orders.stop;
      },
    };
    expect(train(task(folder), control, said)).toBe('stopped');
    expect(checkpointRecord(folder)?.epoch).toBe(2);
    rmSync(part, { recursive: true });
    expect(train(task(folder, {}, true), free, () => undefined)).toBe('done');
    const whole = temporaryFolder();
    train(task(whole), free, () => undefined);
    expect(weights(checkpointPath(folder))).toEqual(weights(checkpointPath(whole)));
  });

  it('keeps the last finished epoch when the weights run away', () => {
    const folder = temporaryFolder();
    const wild = {
      loss: 'squaredError',
      outputActivation: 'linear',
      optimiser: 'sgd',
      learningRate: 0.3,
    } as const;
    let rate = 0.001;
    const control: Control = { ...free, newLearningRate: () => rate };
    expect(() =>
      train(task(folder, { ...wild, epochs: 60 }), control, (m) => {
        if (m.kind === 'epoch') rate = 100;
      }),
    ).toThrow('training.nonFinite');
    expect(checkpointRecord(folder)?.epoch).toBe(1);
    expect(weights(modelPath(folder)).flat().length).toBeGreaterThan(0);
  });

  it('refuses the checkpoint of other hyper-parameters, and a broken one', () => {
    const folder = temporaryFolder();
    train(task(folder), free, () => undefined);
    expect(() => train(task(folder, { l2: 0.5 }, true), free, () => undefined)).toThrow(
      'training.otherHyperparameters',
    );
    writeFileSync(checkpointPath(folder), readFileSync(checkpointPath(folder)).subarray(0, -8));
    expect(() => train(task(folder, {}, true), free, () => undefined)).toThrow('model.broken');
  });
});
