import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EpochRecord } from '../../src-shared/run.ts';
import { evaluate } from '../insight/evaluate.ts';
import { loadModel } from '../insight/model.ts';
import { predict } from '../insight/predict.ts';
import { networkOf, readModelFile } from '../models/model-file.ts';
import { decodeTensors, encodeTensors } from '../models/safetensors.ts';
import {
  strokeClasses,
  strokeHyperparameters,
  strokes,
  temporaryFolder,
} from '../testing/strokes.ts';
import { checkpointPath, checkpointRecord, modelPath } from './checkpoints.ts';
import { type Control, type Order, orders } from './control.ts';
import { train } from './session.ts';
import type { TrainingMessage } from './task.ts';

const controlled = (script: (asked: number) => Order): Control => {
  let asked = 0;
  return {
    order: () => script(asked++),
    waitWhilePaused: () => undefined,
    newLearningRate: () => 0.5,
    waitBlocked: () => undefined,
  };
};
const free = controlled(() => orders.run);
const h = strokeHyperparameters({ method: 'nearestNeighbours', neighbours: 3, epochs: 9 });

/** Validation and test images fill more than one batch. */
const data = strokes(900);

function run(folder: string, control = free, change: Partial<typeof h> = {}, given = data) {
  const said: TrainingMessage[] = [];
  const hyperparameters = { ...h, ...change };
  const task = { runId: 'test', folder, hyperparameters, data: given, resume: true, threads: 1 };
  const outcome = train(task, control, (message) => said.push(message));
  const records = said.flatMap((m) => (m.kind === 'epoch' ? [m.record] : []));
  return { outcome, said, records };
}

/** What the nearest by a full sort say, for one image. */
function labelBySorting(sample: number): number {
  const pixels = new Uint8Array(data.pixels);
  const labels = new Uint16Array(data.labels);
  const at = (n: number) => pixels.subarray(n * 64, (n + 1) * 64);
  const nearest = [...data.train]
    .map((n) => ({ n, d: at(n).reduce((sum, x, i) => sum + (x - at(sample)[i]) ** 2, 0) }))
    .sort((a, b) => a.d - b.d)
    .slice(0, 3);
  const votes = [0, 1, 2].map((c) => nearest.filter(({ n }) => labels[n] === c));
  const best = Math.max(...votes.map((v) => v.length));
  const sums = votes.map((v) => (v.length === best ? v.reduce((s, { d }) => s + d, 0) : Infinity));
  return sums.indexOf(Math.min(...sums));
}

describe('a run of nearest neighbours', () => {
  it('is one epoch, with the accuracies of the validation and test images alone', () => {
    const { outcome, records, said } = run(temporaryFolder());
    expect(outcome).toBe('done');
    const labels = new Uint16Array(data.labels);
    const accuracy = (indices: Uint32Array): number =>
      indices.filter((n) => labelBySorting(n) === labels[n]).length / indices.length;
    expect(records).toMatchObject([
      {
        epoch: 1,
        trainLoss: null,
        trainAccuracy: null,
        validationLoss: null,
        validationAccuracy: accuracy(data.validation),
        testLoss: null,
        testAccuracy: accuracy(data.test),
        learningRate: null,
      } satisfies Partial<EpochRecord>,
    ]);
    expect(records[0].testAccuracy).toBeGreaterThan(0.5);
    // A rate that somebody sets has nothing to act on.
    expect(said.filter(({ kind }) => kind === 'event')).toEqual([]);
    const [first] = said.flatMap((m) => (m.kind === 'progress' ? [m.progress] : []));
    expect(first).toMatchObject({ epochs: 1, batches: 4, trainLoss: null, learningRate: null });
  });

  it('can be stopped between batches, goes on from the start, and is done then', () => {
    const folder = temporaryFolder();
    const stopped = run(
      folder,
      controlled((asked) => (asked >= 2 ? orders.stop : orders.run)),
    );
    expect(stopped).toMatchObject({ outcome: 'stopped', records: [] });
    expect(checkpointRecord(folder)).toBeNull();
    const whole = run(temporaryFolder());
    const resumed = run(folder);
    expect(resumed.outcome).toBe('done');
    expect(resumed.records[0].testAccuracy).toBe(whole.records[0].testAccuracy);
    expect(run(folder)).toMatchObject({ outcome: 'done', records: [] });
    expect(() => run(folder, free, { neighbours: 4 })).toThrow('training.otherHyperparameters');
  });

  it('has nothing to judge without other images, and keeps its images all the same', () => {
    const folder = temporaryFolder();
    const none = new Uint32Array(0);
    const { outcome, records } = run(folder, free, {}, { ...data, validation: none, test: none });
    expect(outcome).toBe('done');
    expect(records).toMatchObject([{ validationAccuracy: null, testAccuracy: null }]);
    expect(records[0].imagesPerSecond).toBe(0);
    expect(loadModel(modelPath(folder)).info.spec).toMatchObject({ images: 600 });
  });
});

describe('its model file', () => {
  it.each(['0..1', '0.01..1', 'binary'] as const)('answers as the run did, input range %s', (r) => {
    const folder = temporaryFolder();
    const given = { ...data, preprocessing: { ...data.preprocessing, inputRange: r } };
    const { records } = run(folder, free, { inputRange: r }, given);
    const model = loadModel(modelPath(folder));
    expect(model.outputsAreProbabilities).toBe(true);
    const judged = evaluate(model, { ...data, width: 8, height: 8 }, data.test);
    expect(judged.accuracy).toBe(records[0].testAccuracy);
    expect(judged.loss).toBeNull();
  });

  it('knows the images that it keeps, and tells shares of their classes', () => {
    const folder = temporaryFolder();
    run(folder, free, { neighbours: 1 });
    const model = loadModel(modelPath(folder));
    const sample = data.train[7];
    const answer = predict(
      model,
      { width: 8, height: 8, pixels: new Uint8Array(data.pixels, sample * 64, 64).slice() },
      { expected: null, asStored: true },
    );
    expect(answer).toMatchObject({ classes: strokeClasses, outputsAreProbabilities: true });
    expect(answer.outputs).toEqual([0, 1, 2].map((c) => Number(c === sample % 3)));
  });

  it('holds pixels as bytes, once, and is refused where they do not fit', () => {
    const folder = temporaryFolder();
    run(folder);
    const path = modelPath(folder);
    const { info, file } = readModelFile(path);
    const levels = file.tensors.get('levels');
    expect(levels?.values).toBeInstanceOf(Uint8Array);
    expect(levels?.shape).toEqual([600, 8, 8]);
    expect(readModelFile(checkpointPath(folder)).file.tensors.size).toBe(0);
    expect(() => networkOf(info, file, path)).toThrow('model.noNetwork');

    const write = (tensors: typeof file.tensors): void =>
      writeFileSync(path, Buffer.concat(encodeTensors({ ...file, tensors })));
    const whole = decodeTensors(readFileSync(path), path).tensors;
    for (const [name, values] of [
      ['levels', new Uint8Array(599 * 64)],
      ['labels', new Uint16Array(600).fill(3)],
      ['labels', new Float32Array(600)],
    ] as const) {
      const shape = name === 'levels' ? [599, 8, 8] : [600];
      write(new Map([...whole, [name, { shape, values }]]));
      expect(() => loadModel(path)).toThrow('model.broken');
    }
    write(whole);
    expect(loadModel(path).info.runId).toBe('test');
  });
});
