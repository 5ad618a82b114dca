import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { strokeHyperparameters, strokes, temporaryFolder } from '../testing/strokes.ts';
import { checkpointPath, checkpointRecord, modelPath } from './checkpoints.ts';
import { type Control, type Order, orders } from './control.ts';
import { train } from './session.ts';
import type { TrainingMessage } from './task.ts';
import { readModelFile } from '../models/model-file.ts';

/** A control in this thread: `script` decides the order, asked once a batch. */
function controlled(script: (asked: number) => Order): Control {
  let asked = 0;
  return {
    order: () => script(asked++),
    waitWhilePaused: () => undefined,
    newLearningRate: () => null,
    pauseItself: () => undefined,
  };
}
const free = controlled(() => orders.run);

function task(folder: string, change = {}, resume = false) {
  return {
    runId: 'test',
    folder,
    hyperparameters: strokeHyperparameters(change),
    data: strokes(),
    resume,
  };
}
const weights = (path: string): number[][] =>
  [...readModelFile(path).file.tensors].map(([, { values }]) => [
    ...new Uint32Array(values.slice().buffer),
  ]);

describe('a training session', () => {
  it.each(['sgd', 'momentum', 'adam'] as const)(
    'stopped anywhere and resumed with %s gives the bits of a run without a stop',
    (optimiser) => {
      const whole = temporaryFolder();
      const parts = temporaryFolder();
      expect(train(task(whole, { optimiser }), free, () => undefined)).toBe('done');
      const stopAt = [3, 29, 40];
      for (const stop of stopAt) {
        const control = controlled((asked) => (asked >= stop ? orders.stop : orders.run));
        expect(train(task(parts, { optimiser }, true), control, () => undefined)).toBe('stopped');
      }
      expect(train(task(parts, { optimiser }, true), free, () => undefined)).toBe('done');
      expect(weights(checkpointPath(parts))).toEqual(weights(checkpointPath(whole)));
      expect(weights(modelPath(parts))).toEqual(weights(modelPath(whole)));
    },
  );

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
      pauseItself: () => undefined,
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
      pauseItself: () => undefined,
    };
    train(task(folder), control, (message) => {
      said.push(message);
      if (message.kind === 'epoch') order = orders.stop;
    });
    expect(said).toContainEqual({
      kind: 'event',
      event: { kind: 'learningRate', epoch: 1, batch: 3, value: 0.25 },
    });
    const resumed: number[] = [];
    train(task(folder, {}, true), free, (message) => {
      if (message.kind === 'epoch') resumed.push(message.record.learningRate);
    });
    expect(resumed).toEqual([0.25, 0.25, 0.25]);
  });

  // Writing to /dev/full fails as on a full disk, for real.
  it.skipIf(!existsSync('/dev/full'))('waits when the disk is full, and loses nothing', () => {
    const folder = temporaryFolder();
    const part = `${modelPath(folder)}.part`;
    symlinkSync('/dev/full', part);
    const said: TrainingMessage[] = [];
    let waits = 0;
    const control: Control = {
      ...free,
      waitWhilePaused: () => {
        if (++waits === 2) rmSync(part);
      },
    };
    expect(train(task(folder), control, (m) => said.push(m))).toBe('done');
    const blocked = said.flatMap((m) => (m.kind === 'blocked' ? [m.error.code] : []));
    expect(blocked).toEqual(['file.diskFull', 'file.diskFull']);
    expect(said.flatMap((m) => (m.kind === 'epoch' ? [m.record.epoch] : []))).toEqual([1, 2, 3, 4]);
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
