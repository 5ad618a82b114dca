/**
 * What a batch leaves behind for the garbage collector must not hang on the size of the network, and
 * be little: training would stop again and again to clean up.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { temporaryFolder } from '../testing/strokes.ts';

const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url));

/** Trains on images without meaning and prints the bytes that a batch allocates, on and off the heap. */
const program = (change: Partial<Hyperparameters>): string => `
  import { getHeapStatistics } from 'node:v8';
  import { createTrainer } from ${url('./trainer.ts')};
  import { defaultHyperparameters } from ${url('../../src-shared/hyperparameters.ts')};
  const [samples, side, batches] = [4000, 28, 100];
  const all = Uint32Array.from({ length: samples }, (_, i) => i);
  const pixels = new Uint8Array(new SharedArrayBuffer(samples * side * side));
  for (let i = 0; i < pixels.length; i++) pixels[i] = i % 5 ? 0 : i % 251;
  const data = {
    pixels: pixels.buffer,
    labels: new SharedArrayBuffer(samples * 2),
    classes: [...'0123456789'],
    fingerprint: '',
    preprocessing: { width: side, height: side, polarity: 'light', inputRange: '0.01..1' },
    train: all,
    validation: new Uint32Array(0),
    test: new Uint32Array(0),
  };
  const h = { ...defaultHyperparameters, l2: 0, batchSize: 8, ...${JSON.stringify(change)} };
  const trainer = createTrainer(h, data);
  let before = null;
  const now = () => ({
    heap: getHeapStatistics().used_heap_size,
    outside: process.memoryUsage().arrayBuffers,
  });
  // First come the compilers, which allocate too; then so many batches of one epoch.
  const warm = 2100;
  let count = 0;
  const watch = () => {
    count += 1;
    if (count === warm) {
      gc();
      before = now();
    }
    if (count < warm + batches) return true;
    const after = now();
    const perBatch = (name) => Math.round((after[name] - before[name]) / batches);
    console.log(JSON.stringify({ heap: perBatch('heap'), outside: perBatch('outside') }));
    return false;
  };
  while (trainer.runEpoch(watch));`;

function allocated(change: Partial<Hyperparameters>): { heap: number; outside: number } {
  const file = join(temporaryFolder(), 'main.mjs');
  writeFileSync(file, program(change));
  // Room enough that nothing is collected meanwhile.
  const flags = ['--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=128'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, file], { encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as { heap: number; outside: number };
}

test.each<Partial<Hyperparameters>>([
  { hiddenLayers: [16], optimiser: 'adam' },
  { hiddenLayers: [300, 100], optimiser: 'adam' },
  { hiddenLayers: [200], optimiser: 'sgd', batchSize: 1 },
  { hiddenLayers: [200], optimiser: 'sgd', clipNorm: 1, maxNorm: 3 },
  { hiddenLayers: ['conv5x5x8', 'maxpool2', 30, 'dropout0.5'], activation: 'relu' },
  { hiddenLayers: ['conv5x5x8', 'batchnorm', 'maxpool2', 30, 'batchnorm'], activation: 'relu' },
])('a batch with %j allocates next to nothing', (change) => {
  const { heap, outside } = allocated(change);
  // Of 8 x 784 numbers alone, a copy would take 25,088 bytes.
  expect(heap).toBeLessThan(14_000);
  expect(outside).toBeLessThan(1000);
});
