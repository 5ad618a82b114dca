/** The input's gradient of whole networks in WebAssembly, against plain TypeScript in 64 bits. */
import { expect, test } from 'vitest';
import type { HiddenLayer } from '../../src-shared/hidden-layers.ts';
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { initialise } from './initialisers.ts';
import { createKernels } from './kernels/choose.ts';
import { createReferenceKernels } from './kernels/reference.ts';
import { createNetwork } from './network.ts';
import { networkSpecOf } from './network-spec.ts';
import { createRandom } from './random.ts';

const batch = 3;
const classes = 4;
const book = {
  loss: 'squaredError',
  outputActivation: 'sigmoid',
  activation: 'sigmoid',
  hiddenErrors: 'book',
} as const;
const cases: (Partial<Hyperparameters> & { hiddenLayers: HiddenLayer[] })[] = [
  { hiddenLayers: [] },
  { hiddenLayers: [33, 17], activation: 'relu' },
  { hiddenLayers: [20], ...book },
  { hiddenLayers: ['conv5x5x16', 'maxpool2', 'conv5x5x17', 'maxpool2', 9], activation: 'relu' },
  {
    hiddenLayers: [
      'pad2',
      'conv5x5x6/valid',
      'meanpool2/trained',
      'conv3x3x16/valid/lenet',
      'dropout0.5',
      'meanpool2/trained',
      11,
    ],
    activation: 'scaledTanh',
  },
];

test.each(cases)('$hiddenLayers $hiddenErrors', (change) => {
  const h: Hyperparameters = { ...defaultHyperparameters, initialiser: 'fanIn', ...change };
  const spec = networkSpecOf(h, { height: 13, width: 14 }, classes);
  const random = createRandom(1, 'input-gradient.test');
  const input = Float32Array.from({ length: batch * spec.inputSize }, () =>
    random.uniform() < 0.3 ? 0 : random.uniform(),
  );
  const dOutput = Float32Array.from({ length: batch * classes }, random.normal);
  const start = createNetwork(spec, { batchSize: batch });
  initialise(start, h);
  const [found, expected] = [createKernels('float32'), createReferenceKernels('float64')].map(
    (kernels, n) => {
      const precision = n === 0 ? 'float32' : 'float64';
      const network = createNetwork(spec, {
        batchSize: batch,
        precision,
        kernels,
        inputGradient: true,
      });
      network.parameters.set(start.parameters);
      network.forward(n === 0 ? input : Float64Array.from(input), batch);
      network.backwardInput(n === 0 ? dOutput : Float64Array.from(dOutput), batch);
      expect(network.gradients.every((g) => g === 0)).toBe(true);
      return network.inputGradient ?? [];
    },
  );
  const largest = Math.max(...expected.map(Math.abs));
  expect(largest).toBeGreaterThan(1e-3);
  const error = Math.max(...expected.map((value, i) => Math.abs(value - found[i])));
  expect(error).toBeLessThan(1e-5 * largest);
});

test('needs a network that was made for it', () => {
  const spec = networkSpecOf(defaultHyperparameters, { height: 3, width: 3 }, classes);
  const network = createNetwork(spec, { batchSize: 1 });
  network.forward(new Float32Array(9), 1);
  expect(() => network.backwardInput(new Float32Array(classes), 1)).toThrow('inputGradient');
});
