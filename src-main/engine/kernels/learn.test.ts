/** Learning, in which gradients and step are one, against doing one after the other. */
import { describe, expect, test } from 'vitest';
import { endSharingKernels, sharingKernels } from '../../testing/kernels.ts';
import { initialise } from '../initialisers.ts';
import { createNetwork, type NetworkSpec } from '../network.ts';
import { createOptimiser } from '../optimisers.ts';
import { createRandom } from '../random.ts';
import { createStep } from '../step.ts';
import { addPenaltyGradient } from '../regularisation.ts';
import type { Kernels } from './kernels.ts';
import { createReferenceKernels } from './reference.ts';
import { createWebAssemblyKernels } from './webassembly.ts';

endSharingKernels();

interface Case {
  inputs: number;
  hidden: number;
  batch: number;
  rule: 'sgd' | 'momentum' | 'adam';
  l2: number;
  /** Of most inputs. */
  background: number;
  steps: number;
  /** Of the hidden layer; a sigmoid unless said. */
  activation?: 'relu';
  hiddenErrors?: 'book';
}
const usual: Case = {
  inputs: 31,
  hidden: 9,
  batch: 7,
  rule: 'sgd',
  l2: 0,
  background: 0,
  steps: 6,
};
const outputs = 3;

function networkOf(c: Case, kernels: Kernels, precision: 'float32' | 'float64' = 'float32') {
  const spec: NetworkSpec = {
    inputSize: c.inputs,
    layers: [
      { kind: 'dense', units: c.hidden, bias: true },
      { kind: 'activation', activation: c.activation ?? 'sigmoid' },
      { kind: 'dense', units: outputs, bias: true },
      { kind: 'activation', activation: 'sigmoid' },
    ],
    ...(c.hiddenErrors && { hiddenErrors: c.hiddenErrors }),
  };
  const network = createNetwork(spec, { batchSize: c.batch, precision, kernels });
  initialise(network, { initialiser: 'xavier', startSpread: 1, startBias: 0, seed: 1 });
  const optimiser = createOptimiser(c.rule, { momentum: 0.9, weightDecay: 0 }, network);
  return { network, optimiser };
}

/** Batches of a fifth ink; `learn` is what follows each forward pass. */
function train(
  c: Case,
  { network }: ReturnType<typeof networkOf>,
  learn: (dOutput: Float32Array, batch: number) => void,
): void {
  const random = createRandom(1, 'learn.test', c.inputs, c.batch);
  for (let step = 0; step < c.steps; step++) {
    const input = Float32Array.from({ length: c.batch * c.inputs }, (_, i) =>
      i > 0 && random.uniform() < 0.2 ? random.uniform() : c.background,
    );
    const found = network.forward(input, c.batch);
    learn(
      Float32Array.from(found.subarray(0, c.batch * outputs), (y, i) => y - (i % 2)),
      c.batch,
    );
  }
}

function learned(c: Case, kernels: Kernels, precision?: 'float32' | 'float64') {
  const made = networkOf(c, kernels, precision);
  const settings = { l1: 0, l2: c.l2, clipNorm: 0, maxNorm: 0 };
  const takeStep = createStep(made.network, made.optimiser, settings);
  train(c, made, (dOutput, batch) => takeStep(dOutput, batch, 0.1));
  return made;
}

function oneAfterTheOther(c: Case, kernels: Kernels) {
  const made = networkOf(c, kernels);
  train(c, made, (dOutput, batch) => {
    made.network.backward(dOutput, batch);
    addPenaltyGradient(made.network, { l1: 0, l2: c.l2 });
    made.optimiser.step(0.1);
  });
  return made;
}

const bits = ({ network, optimiser }: ReturnType<typeof networkOf>) =>
  [network.parameters, ...optimiser.state.map(({ values }) => values)].map((values) => [
    ...new Uint32Array(values.slice().buffer),
  ]);

/** The largest distance of a parameter, in parts of 1 + its size. */
function distance(found: Kernels, c: Case): number {
  const { parameters } = learned(c, found).network;
  const exact = learned(c, createReferenceKernels('float64'), 'float64').network.parameters;
  let worst = 0;
  parameters.forEach((value, i) => {
    const error = Math.abs(value - exact[i]) / (1 + Math.abs(exact[i]));
    if (!(error <= worst)) worst = error;
  });
  return worst;
}

const rules = ['sgd', 'momentum', 'adam'] as const;
const cases: Case[] = rules.flatMap((rule) =>
  [0, 0.01].flatMap((l2) =>
    [
      { inputs: 1, hidden: 1, batch: 2 },
      { inputs: 7, hidden: 9, batch: 8 },
      { inputs: 33, hidden: 7, batch: 3 },
      { inputs: 9, hidden: 1030, batch: 2 },
      // More than one block of samples.
      { inputs: 9, hidden: 5, batch: 300 },
    ].map((shape) => ({ ...usual, ...shape, rule, l2 })),
  ),
);

/** The hidden layer's gradients have more zeros than its input: see `assembly/dense-learn.ts`. */
const byUnits: Case[] = rules.flatMap((rule) =>
  [
    { inputs: 67, hidden: 70, batch: 13 },
    { inputs: 96, hidden: 525, batch: 12 },
  ].map((shape) => ({
    ...{ ...usual, ...shape, rule, l2: 0.01 },
    ...({ background: 0.5, activation: 'relu' } as const),
  })),
);

describe.each(['fused', 'plain'] as const)('%s', (mode) => {
  const kernels = () => createWebAssemblyKernels(mode);

  test.each([...cases, ...byUnits])(
    '$rule, l2 $l2, $batch x $inputs x $hidden: the bits of one by one',
    (c) => {
      expect(bits(learned(c, kernels()))).toEqual(bits(oneAfterTheOther(c, kernels())));
    },
  );

  test.each([
    { ...usual, batch: 1 },
    { ...usual, batch: 1, l2: 0.01 },
    { ...usual, batch: 1, rule: 'adam' as const },
    { ...usual, hiddenErrors: 'book' as const },
    { ...usual, batch: 1, background: 0.01, steps: 50 },
    { ...usual, batch: 9, background: 0.5 },
    { ...usual, batch: 300, background: 0.5 },
    { ...usual, batch: 5, background: 0.5, l2: 0.01 },
    { ...usual, batch: 5, background: 0.5, rule: 'adam' as const },
    { ...usual, batch: 1, background: -3, hiddenErrors: 'book' as const },
    // The sums are made good, and another background is looked for, a few times.
    { ...usual, batch: 1, background: 0.01, steps: 2500, inputs: 99 },
  ])('%j: what TypeScript learns in 64 bits', (c) => {
    expect(distance(kernels(), c)).toBeLessThan(c.rule === 'adam' ? 1e-4 : 2e-5);
  });

  test('weights that are read or written while a part is put off are up to date', () => {
    const c = { ...usual, batch: 1, background: 0.01, steps: 5 };
    const [asked, not] = [learned(c, kernels()), learned(c, kernels())];
    const before = asked.network.parameters.slice();
    expect(asked.network.parameters).toEqual(before);
    const input = new Float32Array(c.inputs).fill(0.01).fill(0.7, 3, 9);
    const output = asked.network.forward(input, 1).slice(0, outputs);
    not.network.forward(input, 1).forEach((y, i) => expect(output[i]).toBeCloseTo(y, 6));
    asked.network.parameters.fill(0);
    asked.network.forward(input, 1).forEach((y) => expect(y).toBe(0.5));
  });
});

test.each([2, 3, 7])('%d threads learn the same bits', async (threads) => {
  const shared = await sharingKernels(threads);
  const some = [...cases.filter(({ l2 }) => l2 > 0), ...byUnits, { ...usual, background: 0.3 }];
  for (const c of some)
    expect(bits(learned(c, shared))).toEqual(bits(learned(c, createWebAssemblyKernels('fused'))));
});

test('a NaN or an infinity in the input or the errors is not lost', () => {
  for (const background of [0, 0.01])
    for (const value of [NaN, Infinity])
      for (const batch of [1, 3]) {
        const c = { ...usual, batch, background, steps: 3 };
        const { network, optimiser } = learned(c, createWebAssemblyKernels('fused'));
        const input = new Float32Array(batch * c.inputs).fill(background);
        input[5] = value;
        network.forward(input, batch);
        optimiser.learn?.(new Float32Array(batch * outputs).fill(1), batch, 0.1, 0);
        expect(network.parameters.every(Number.isFinite)).toBe(false);
      }
});
