/** A sound bundle of the model that `trainedModel(strokes(), { epochs: 2 })` is, for tests that spoil it. */
import { runsFileFormat } from '../../src-shared/runs-file.ts';
import type { ZipContent } from '../report/zip-write.ts';
import { strokeHyperparameters, strokes } from './strokes.ts';

/** The run as it is exported, with some fields of one's own. */
export function bundledRecord(change: Record<string, unknown> = {}) {
  const { fingerprint, classes } = strokes();
  const epoch = (n: number) => ({
    ...{ epoch: n, trainLoss: 1, trainAccuracy: 0.5, validationLoss: null, testLoss: null },
    ...{ validationAccuracy: null, testAccuracy: 0.5, learningRate: 0.01 },
    ...{ imagesPerSecond: 1, seconds: 1 },
  });
  return {
    ...{ id: '20261122-080000-abcdef', name: 'strokes 1', note: '', tags: [], state: 'done' },
    ...{ error: null, origin: 'app', createdAt: '2026-11-22T08:00:00.000Z', endedAt: null },
    ...{ preset: null, architecture: '64-12-3 relu', parameters: 819 },
    hyperparameters: strokeHyperparameters({ epochs: 2 }),
    dataset: {
      ...{ name: 'strokes', format: 'idx', fingerprint, classes, width: 8, height: 8 },
      images: { train: 80, validation: 0, test: 40 },
    },
    edits: [[3, 1, false]],
    history: [epoch(1), epoch(2)],
    events: [],
    environment: { inkling: '0.1.0' },
    ...change,
  };
}

/** `run.json` of a run. */
export const bundledRun = (run: unknown, head: Record<string, unknown> = {}): Buffer =>
  Buffer.from(JSON.stringify({ ...runsFileFormat, runs: [run], ...head }));

export const soundBundle = (model: Uint8Array): ZipContent[] => [
  { name: 'run.json', bytes: bundledRun(bundledRecord()) },
  { name: 'model.safetensors', bytes: model },
  { name: 'report.html', bytes: Buffer.from('<p>') },
];
