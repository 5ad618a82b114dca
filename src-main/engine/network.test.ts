import { describe, expect, test } from 'vitest';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import { countParameters } from '../../src-shared/network-size.ts';
import { presetHyperparameters } from '../../src-shared/presets.ts';
import { initialise } from './initialisers.ts';
import { losses } from './losses.ts';
import { createNetwork, type Network, type NetworkSpec } from './network.ts';
import { networkSpecOf } from './network-spec.ts';
import { createOptimiser } from './optimisers.ts';
import { createRandom } from './random.ts';

const h = { ...defaultHyperparameters, hiddenLayers: [9, 7], loss: 'softmaxCrossEntropy' } as const;
const spec = networkSpecOf(h, { height: 1, width: 6 }, 3);

function started(batchSize: number, inputGradient = false): Network {
  const network = createNetwork(spec, { batchSize, precision: 'float64', inputGradient });
  initialise(network, h);
  return network;
}

const random = createRandom(1, 'network.test');
const images = Float64Array.from({ length: 5 * 6 }, () =>
  random.uniform() < 0.5 ? 0 : random.uniform(),
);
const targets = Float64Array.from({ length: 5 * 3 }, (_, n) => (n % 4 === 0 ? 1 : 0));

/** Forward and backward over `batch` samples from the first on. */
function learn(network: Network, from: number, batch: number): void {
  const ts = targets.subarray(from * 3);
  const outputs = network.forward(images.subarray(from * 6), batch);
  const dOutputs = new Float64Array(batch * 3);
  losses.softmaxCrossEntropy.backward(dOutputs, outputs, ts, batch, 3);
  network.backward(dOutputs, batch);
}

describe('what it is', () => {
  test.each([
    { hiddenLayers: [128], bias: true, line: '400-128-10 relu, 52,618 parameters' },
    { hiddenLayers: [300, 100], bias: false, line: '400-300-100-10 relu, 151,000 parameters' },
    { hiddenLayers: [], bias: true, line: '400-10, 4,010 parameters' },
  ])('$line', ({ line, ...changes }) => {
    const values = { ...h, ...changes };
    const network = createNetwork(networkSpecOf(values, { height: 1, width: 400 }, 10), {
      batchSize: 1,
    });
    expect(network.summary).toBe(line);
    expect(network.parameters).toHaveLength(countParameters(values, { height: 20, width: 20 }, 10));
    expect(network.gradients).toHaveLength(network.parameters.length);
  });

  test('the summary names each activation once', () => {
    const book = networkSpecOf(presetHyperparameters('book'), { height: 1, width: 784 }, 10);
    expect(createNetwork(book, { batchSize: 1 }).summary).toBe(
      '784-200-10 sigmoid, 158,800 parameters',
    );
    const mixed = { ...h, loss: 'squaredError', outputActivation: 'softmax' } as const;
    expect(
      createNetwork(networkSpecOf(mixed, { height: 1, width: 6 }, 3), { batchSize: 1 }).summary,
    ).toBe('6-9-7-3 relu softmax, 157 parameters');
  });

  test('tensors lie one after another in the one buffer', () => {
    const { tensors, parameters } = started(1);
    expect(tensors.map(({ name, shape, offset }) => [name, shape, offset])).toEqual([
      ['layers.0.weights', [6, 9], 0],
      ['layers.0.biases', [9], 54],
      ['layers.2.weights', [9, 7], 63],
      ['layers.2.biases', [7], 126],
      ['layers.4.weights', [7, 3], 133],
      ['layers.4.biases', [3], 154],
    ]);
    expect(tensors.reduce((sum, { length }) => sum + length, 0)).toBe(parameters.length);
    expect(tensors[2]).toMatchObject({ role: 'weights', fanIn: 9, fanOut: 7, length: 63 });
  });

  test('a spec survives JSON', () => {
    const copy = JSON.parse(JSON.stringify(spec)) as NetworkSpec;
    expect(createNetwork(copy, { batchSize: 1 }).tensors).toEqual(started(1).tensors);
  });
});

describe('batches', () => {
  test('a sample has the same output and gradient in whatever batch it comes', () => {
    const together = started(5);
    const output = together.forward(images, 5).slice(0, 15);
    learn(together, 0, 5);

    const alone = started(1);
    for (let b = 0; b < 5; b++) {
      const one = alone.forward(images.subarray(b * 6), 1).subarray(0, 3);
      // Bit for bit: the order of the sum over inputs does not depend on the batch.
      expect(one).toEqual(output.slice(b * 3, b * 3 + 3));
      learn(alone, b, 1);
    }
    alone.gradients.forEach((g, i) => expect(g / 5).toBeCloseTo(together.gradients[i], 14));
  });

  test('a batch smaller than the buffers is as one that fills them', () => {
    const roomy = started(64);
    learn(roomy, 0, 5);
    roomy.gradients.fill(0);
    learn(roomy, 1, 3);
    const exact = started(3);
    learn(exact, 1, 3);
    expect(roomy.gradients).toEqual(exact.gradients);
  });

  test('the batch may be larger than any layer', () => {
    const narrow: NetworkSpec = { inputSize: 1, layers: [{ kind: 'dense', units: 1, bias: true }] };
    const network = createNetwork(narrow, { batchSize: 9 });
    const ones = new Float32Array(9).fill(1);
    network.forward(ones, 9);
    network.backward(ones, 9);
    expect([...network.gradients]).toEqual([9, 9]);
  });

  test('gradients add up until they are cleared', () => {
    const network = started(2);
    learn(network, 0, 2);
    const once = network.gradients.slice();
    learn(network, 0, 2);
    network.gradients.forEach((g, i) => expect(g).toBeCloseTo(2 * once[i], 14));
  });

  test('buffers are reused from call to call', () => {
    const network = started(5);
    expect(network.forward(images, 5)).toBe(network.forward(images, 2));
  });

  test('what does not fit is refused', () => {
    const network = started(2);
    expect(() => network.backward(new Float64Array(6), 2)).toThrow('call forward first');
    expect(() => network.forward(images, 3)).toThrow(
      'forward: the batch must be from 1 to 2, not 3',
    );
    expect(() => network.forward(images, 0)).toThrow('not 0');
    expect(() => network.forward(images.subarray(0, 11), 2)).toThrow(
      'forward: 2 x 6 numbers needed, 11 given',
    );
    network.forward(images, 2);
    expect(() => network.backward(new Float64Array(5), 2)).toThrow(
      'backward: 2 x 3 numbers needed, 5 given',
    );
    expect(() => createNetwork({ inputSize: 4, layers: [] }, { batchSize: 1 })).toThrow(
      'at least one layer',
    );
    const unknown = JSON.parse('{"inputSize":4,"layers":[{"kind":"magic"}]}') as NetworkSpec;
    expect(() => createNetwork(unknown, { batchSize: 1 })).toThrow("no layer kind 'magic'");
  });
});

describe('what a gradient need not reach', () => {
  const image = { height: 4, width: 4 };
  const withPadding = networkSpecOf({ ...h, hiddenLayers: ['pad1', 'conv3x3x2/valid'] }, image, 3);
  const learned = (options: {
    batchSize: number;
    trainingBatch?: number;
    inputGradient?: boolean;
  }) => {
    const network = createNetwork(withPadding, { ...options, precision: 'float64' });
    initialise(network, h);
    const input = images.subarray(0, 16);
    const dOutputs = Float64Array.of(1, -2, 3);
    network.forward(input, 1);
    network.backward(dOutputs, 1);
    return network;
  };

  test('the layers before the first one that learns, unless the input is to have one', () => {
    const plain = learned({ batchSize: 1 });
    const whole = learned({ batchSize: 1, inputGradient: true });
    expect(plain.gradients.some((g) => g !== 0)).toBe(true);
    expect(plain.gradients).toEqual(whole.gradients);
    expect(whole.inputGradient?.some((g) => g !== 0)).toBe(true);
  });

  test('more samples than are trained at once', () => {
    const network = learned({ batchSize: 3, trainingBatch: 1 });
    expect(network.gradients).toEqual(learned({ batchSize: 1 }).gradients);
    network.forward(images.subarray(0, 48).slice(), 1);
    expect(() => network.backward(new Float64Array(6), 2)).toThrow(
      'backward: the batch must be from 1 to 1, not 2',
    );
  });
});

describe("the input's gradient", () => {
  test('is not there unless asked for', () => {
    expect(started(1).inputGradient).toBeNull();
  });

  test('equals central differences', () => {
    const network = started(2, true);
    const input = images.slice(0, 12);
    const ts = targets.subarray(0, 6);
    const { forward, backward } = losses.softmaxCrossEntropy;
    const dOutputs = new Float64Array(6);
    backward(dOutputs, network.forward(input, 2), ts, 2, 3);
    network.backward(dOutputs, 2);
    const analytic = network.inputGradient?.slice();
    input.forEach((x, i) => {
      const lossAt = (value: number): number => {
        input[i] = value;
        return forward(network.forward(input, 2), ts, 2, 3);
      };
      const numeric = (lossAt(x + 1e-5) - lossAt(x - 1e-5)) / 2e-5;
      input[i] = x;
      expect(analytic?.[i]).toBeCloseTo(numeric, 8);
    });
  });
});

describe('determinism and failure', () => {
  test('the same seed and data give the same bits after training', () => {
    const trained = () => {
      const network = createNetwork(spec, { batchSize: 5 });
      initialise(network, h);
      const optimiser = createOptimiser('adam', h, network);
      const input = Float32Array.from(images);
      const dOutputs = new Float32Array(15);
      const ts = Float32Array.from(targets);
      for (let step = 0; step < 50; step++) {
        const outputs = network.forward(input, 5);
        losses.softmaxCrossEntropy.backward(dOutputs, outputs, ts, 5, 3);
        network.backward(dOutputs, 5);
        optimiser.step(0.01);
      }
      return network.parameters;
    };
    expect(trained()).toEqual(trained());
  });

  // Of weights, one behind an input that no sample uses (or behind a ReLU that is off) costs
  // nothing: 0 * NaN counts as 0. All others, and every bias, must be felt.
  test('a NaN in any parameter on a used path makes the loss not finite', () => {
    const tanh = { ...h, activation: 'tanh' } as const;
    const network = createNetwork(networkSpecOf(tanh, { height: 1, width: 6 }, 3), {
      batchSize: 5,
    });
    initialise(network, tanh);
    const input = Float32Array.from(images).fill(0, 0);
    for (let b = 0; b < 5; b++) input[b * 6 + 2] = 0.5;
    const lossNow = (): number =>
      losses.softmaxCrossEntropy.forward(
        network.forward(input, 5),
        Float32Array.from(targets),
        5,
        3,
      );
    for (let place = 0; place < network.parameters.length; place++) {
      const value = network.parameters[place];
      network.parameters[place] = NaN;
      const used = place >= 54 || Math.floor(place / 9) === 2;
      expect(Number.isFinite(lossNow())).toBe(!used);
      network.parameters[place] = value;
    }
  });
});
