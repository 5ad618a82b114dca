/** A whole network trained on each kind of kernels: they round differently and learn the same. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { endSharingKernels, sharingKernels } from '../../testing/kernels.ts';
import { countCorrect } from '../accuracy.ts';
import { initialise } from '../initialisers.ts';
import { losses } from '../losses.ts';
import { createNetwork } from '../network.ts';
import { createOptimiser } from '../optimisers.ts';
import type { Kernels } from './kernels.ts';
import { createReferenceKernels } from './reference.ts';
import { createWebAssemblyKernels } from './webassembly.ts';

endSharingKernels();
const sample = resolve(import.meta.dirname, '../../../resources/sample');
const bytesOf = (name: string, header: number) =>
  gunzipSync(readFileSync(resolve(sample, `${name}-ubyte.gz`))).subarray(header);

/** Pixels `[images, 784]` from 0 to 1, labels `[images]`. */
const load = (part: string) => ({
  images: Float32Array.from(bytesOf(`${part}-images-idx3`, 16), (value) => value / 255),
  labels: bytesOf(`${part}-labels-idx1`, 8),
});

const batch = 32;
const pixels = 400;
const classes = 10;

/** Trains with Adam: the test accuracy, and the bits of the weights. */
function learned(kernels: Kernels, epochs: number) {
  const train = load('train');
  const held = load('t10k');
  const capacity = held.labels.length;
  const spec = {
    inputSize: pixels,
    layers: [
      { kind: 'dense', units: 64, bias: true },
      { kind: 'activation', activation: 'relu' },
      { kind: 'dense', units: classes, bias: true },
    ],
  } as const;
  const network = createNetwork(spec, { batchSize: capacity, kernels });
  initialise(network, { initialiser: 'xavier', startSpread: 1, startBias: 0, seed: 1 });
  const optimiser = createOptimiser('adam', { momentum: 0, weightDecay: 0 }, network);
  const { backward } = losses.softmaxCrossEntropy;
  const dOutputs = new Float32Array(batch * classes);
  for (let epoch = 0; epoch < epochs; epoch++)
    for (let from = 0; from + batch <= train.labels.length; from += batch) {
      const targets = new Float32Array(batch * classes);
      for (let b = 0; b < batch; b++) targets[b * classes + train.labels[from + b]] = 1;
      const outputs = network.forward(train.images.subarray(from * pixels), batch);
      backward(dOutputs, outputs, targets, batch, classes);
      network.backward(dOutputs, batch);
      optimiser.step(0.003);
    }
  const outputs = network.forward(held.images, capacity);
  return {
    accuracy: countCorrect(outputs, held.labels, capacity, classes) / capacity,
    bits: [...new Uint32Array(network.parameters.slice().buffer)],
  };
}

test('the bundled sample is learned as well by every kind', () => {
  const reference = learned(createReferenceKernels('float32'), 3).accuracy;
  expect(reference).toBeGreaterThan(0.85);
  for (const mode of ['fused', 'plain'] as const)
    expect(Math.abs(learned(createWebAssemblyKernels(mode), 3).accuracy - reference)).toBeLessThan(
      0.01,
    );
});

test('any number of threads learns the same bits', async () => {
  const alone = learned(createWebAssemblyKernels('fused'), 1).bits;
  for (const threads of [2, 3, 7])
    expect(learned(await sharingKernels(threads), 1).bits).toEqual(alone);
});
