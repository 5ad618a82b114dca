/** Batch normalisation against numpy and against central differences, trained and asked. */
import { describe, expect, test } from 'vitest';
import { defaultHyperparameters, type LossName } from '../../../src-shared/hyperparameters.ts';
import { checkGradients } from '../gradient-check.ts';
import { initialise } from '../initialisers.ts';
import { losses } from '../losses.ts';
import { createNetwork, describeNetwork, type Network, type NetworkSpec } from '../network.ts';
import { networkSpecOf } from '../network-spec.ts';
import { createRandom } from '../random.ts';
import type { Vector } from '../vector.ts';
import { isKept } from './layer.ts';

const training = () => createRandom(1, 'batch-normalisation.test');
const close = (values: readonly number[], digits = 12) =>
  values.map((value) => expect.closeTo(value, digits));

const tensor = (network: Network, role: string, buffer = network.parameters): number[] => {
  const found = network.tensors.find((view) => view.role === role);
  return found ? [...buffer.subarray(found.offset, found.offset + found.length)] : [];
};

/** `d` squaredError / d input, and the gradients, of the last forward. */
function propagate(network: Network, outputs: Vector, targets: Vector, batch: number): number[] {
  const dOutput = new Float64Array(targets.length);
  losses.squaredError.backward(dOutput, outputs, targets, batch, network.outputSize);
  network.gradients.fill(0);
  network.backward(dOutput, batch);
  const dInput = [...(network.inputGradient ?? [])];
  network.backwardInput(dOutput, batch);
  expect([...(network.inputGradient ?? [])]).toEqual(dInput);
  return dInput;
}

describe('against numpy', () => {
  const batch = 4;
  const inputShape = { height: 2, width: 3, channels: 3 };
  const spec: NetworkSpec = {
    inputSize: 18,
    inputShape,
    layers: [{ kind: 'batchNormalisation' }, { kind: 'dense', units: 2, bias: true }],
  };
  const network = createNetwork(spec, {
    batchSize: batch,
    precision: 'float64',
    inputGradient: true,
  });
  network.parameters.forEach((_, n) => {
    network.parameters[n] = ((7919 * n + 13) % 1009) / 1009 - 0.5;
  });
  for (const { role, offset, length } of network.tensors)
    if (isKept({ role }))
      network.parameters.fill(role === 'means' ? 0 : 1, offset, offset + length);
  const input = Float64Array.from({ length: 72 }, (_, i) => ((31 * i + 7) % 53) / 53 - 0.3);
  const targets = Float64Array.from({ length: 8 }, (_, i) => ((17 * i + 5) % 29) / 29);

  test('a step of training, and asked after it', () => {
    const outputs = network.forward(input, batch, training());
    expect([...outputs]).toEqual(
      close([
        -0.08383071555977806, -1.058233306947927, -0.4624832669105613, -0.11487062911797949,
        0.40746953902224103, -0.276137610752642, -0.40047318972343604, 0.046164387079729544,
      ]),
    );
    expect(tensor(network, 'means')).toEqual(
      close([0.02613207547169811, 0.013789308176100632, 0.018113207547169812]),
    );
    expect(tensor(network, 'variances')).toEqual(
      close([0.9083249493088984, 0.9085129449337276, 0.9084480009906047]),
    );
    const dInput = propagate(network, outputs, targets, batch);
    expect(tensor(network, 'gains', network.gradients)).toEqual(
      close([-0.2812625011435767, 1.0779151132748142, 0.14449834178770898]),
    );
    expect(tensor(network, 'shifts', network.gradients)).toEqual(
      close([1.4888999782288008, 0.3622518759074652, -1.3302601174653754]),
    );
    expect(dInput.slice(0, 18)).toEqual(
      close([
        -0.25522854071962414, -0.2431015119183446, 0.061252144245191494, -0.22861911000491417,
        -0.25344067099456574, 0.030642831593394322, -0.13046450861897396, -0.18276283748996328,
        -0.015552910464415759, -0.03230990723303371, 0.18248187686993414, -0.04616222311621293,
        0.0658446941529065, 0.17214271779371315, -0.07677153576801007, 0.09245412486761649,
        0.16180355871749197, -0.06019066273102129,
      ]),
    );
    expect(tensor(network, 'means', network.gradients)).toEqual([0, 0, 0]);
    expect(tensor(network, 'variances', network.gradients)).toEqual([0, 0, 0]);

    const kept = [tensor(network, 'means'), tensor(network, 'variances')];
    const asked = network.forward(input, batch);
    expect([...asked]).toEqual(
      close([
        0.06521437082366802, -0.2740339367770588, -0.0484584786761979, 0.008034292779671784,
        0.21224873127614427, -0.0401511880101664, -0.030073536277905044, 0.05579795644919836,
      ]),
    );
    const dAsked = propagate(network, asked, targets, batch);
    expect(tensor(network, 'gains', network.gradients)).toEqual(
      close([0.1946436878966464, 0.19071156415251436, -0.14737445893153941]),
    );
    expect(dAsked.slice(0, 6)).toEqual(
      close([
        -0.06468341015727912, -0.027282730008569185, 0.0031745203412268147, -0.05154784313814727,
        -0.03702315479911586, -0.0024775330969186954,
      ]),
    );
    expect([tensor(network, 'means'), tensor(network, 'variances')]).toEqual(kept);
  });
});

const networkWith = (hiddenLayers: readonly (string | number)[], seed: number): Network => {
  const h = {
    ...defaultHyperparameters,
    hiddenLayers,
    activation: 'tanh' as const,
    loss: 'softmaxCrossEntropy' as const,
    seed,
  };
  const network = createNetwork(networkSpecOf(h, { height: 5, width: 6 }, 3), {
    batchSize: 4,
    precision: 'float64',
    inputGradient: true,
  });
  initialise(network, h);
  return network;
};

describe.each([
  { hiddenLayers: ['batchnorm'] },
  { hiddenLayers: [7, 'batchnorm', 5] },
  { hiddenLayers: ['conv3x3x3', 'batchnorm', 'meanpool2', 'batchnorm', 5, 'dropout0.25'] },
])('$hiddenLayers against central differences', ({ hiddenLayers }) => {
  const batch = 4;
  const network = networkWith(hiddenLayers, 3);
  const random = createRandom(5, 'batch-normalisation.test');
  const input = Float64Array.from({ length: batch * 30 }, () => random.normal());
  const targets = Float64Array.from({ length: batch * 3 }, () => random.uniform());
  const loss: LossName = 'softmaxCrossEntropy';
  const inTraining = { random: training };
  const asked = { random: () => null };

  test.each([
    ['in training', inTraining],
    ['asked', asked],
  ])('%s', (_when, options) => {
    // Away from the start values, where the kept ones change nothing.
    for (let i = 0; i < 5; i++) network.forward(input, batch, training());
    const check = checkGradients(network, losses[loss], input, targets, batch, options);
    expect(check.relativeDifference, check.worst.tensor).toBeLessThan(1e-7);
    const fixed = network.tensors.filter(isKept).reduce((sum, { length }) => sum + length, 0);
    expect(check.checked).toBe(network.parameters.length - fixed);

    const dOutput = new Float64Array(batch * 3);
    const outputs = network.forward(input, batch, options.random());
    losses[loss].backward(dOutput, outputs, targets, batch, 3);
    network.backwardInput(dOutput, batch);
    const analytic = [...(network.inputGradient ?? [])];
    const lossAt = (i: number, value: number): number => {
      const before = input[i];
      input[i] = value;
      const found = network.forward(input, batch, options.random());
      input[i] = before;
      return losses[loss].forward(found, targets, batch, 3);
    };
    const numeric = Array.from(input, (x, i) => (lossAt(i, x + 1e-5) - lossAt(i, x - 1e-5)) / 2e-5);
    expect(analytic.some((d) => Math.abs(d) > 1e-4)).toBe(true);
    expect(analytic).toEqual(close(numeric, 7));
  });
});

test('one number of a channel has no variance: it goes by what was kept', () => {
  const network = networkWith([4, 'batchnorm'], 1);
  const input = Float64Array.from({ length: 120 }, (_, i) => (i % 7) / 7);
  network.forward(input, 4, training());
  const kept = [tensor(network, 'means'), tensor(network, 'variances')];
  const trained = [...network.forward(input, 1, training()).subarray(0, 3)];
  expect([tensor(network, 'means'), tensor(network, 'variances')]).toEqual(kept);
  expect([...network.forward(input, 1).subarray(0, 3)]).toEqual(trained);
  expect(trained.every(Number.isFinite)).toBe(true);
});

test('starts as nothing but a change of scale, and counts what is trained', () => {
  const network = networkWith(['conv3x3x3', 'batchnorm', 5, 'batchnorm'], 1);
  const roles = (role: string) => [...new Set(tensor(network, role))];
  expect([roles('gains'), roles('shifts'), roles('means'), roles('variances')]).toEqual([
    [1],
    [0],
    [0],
    [1],
  ]);
  // 30 + 6 of the convolution's channels, 90 x 5 + 5 and 10, 5 x 3 + 3.
  expect(describeNetwork(network.spec)).toBe(
    '5x6-conv3x3x3-batchnorm-5-batchnorm-3 tanh, 519 parameters',
  );
});
