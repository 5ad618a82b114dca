/** A tiny data set for tests: horizontal, vertical and diagonal strokes with noise, easy but not trivial. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { createRandom } from '../engine/random.ts';
import type { TrainingData } from '../training/task.ts';

const side = 8;
export const strokeClasses = ['horizontal', 'vertical', 'diagonal'];

/** `[samples, 8, 8]` pixels, a third of each class, in shared memory. */
export function strokes(samples = 120, seed = 7): TrainingData {
  const random = createRandom(seed, 'strokes');
  const pixels = new Uint8Array(new SharedArrayBuffer(samples * side * side));
  const labels = new Uint16Array(new SharedArrayBuffer(samples * 2));
  for (let sample = 0; sample < samples; sample++) {
    const label = sample % strokeClasses.length;
    labels[sample] = label;
    const at = random.below(side);
    for (let i = 0; i < side; i++) {
      const [row, column] = [
        [at, i],
        [i, at],
        [i, (i + at) % side],
      ][label];
      pixels[sample * side * side + row * side + column] = 200 + random.below(56);
      pixels[sample * side * side + random.below(side * side)] += random.below(40);
    }
  }
  const indices = Uint32Array.from({ length: samples }, (_, i) => i);
  const third = Math.floor(samples / 3);
  return {
    pixels: pixels.buffer as SharedArrayBuffer,
    labels: labels.buffer as SharedArrayBuffer,
    classes: strokeClasses,
    fingerprint: `strokes-${samples}-${seed}`,
    preprocessing: { width: side, height: side, polarity: 'light', inputRange: '0..1' },
    train: indices.slice(0, third * 2),
    validation: indices.slice(third * 2, third * 2 + Math.floor(third / 2)),
    test: indices.slice(third * 2 + Math.floor(third / 2)),
  };
}

export const strokeHyperparameters = (change: Partial<Hyperparameters> = {}): Hyperparameters => ({
  ...defaultHyperparameters,
  hiddenLayers: [12],
  loss: 'softmaxCrossEntropy',
  l2: 0,
  batchSize: 7,
  epochs: 4,
  learningRate: 0.01,
  ...change,
});

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
