import { describe, expect, it } from 'vitest';
import { confusionOf } from '../../../src-shared/classification.ts';
import { damageLevels, removedShares, weightBits } from '../../../src-shared/damage.ts';
import type { Polarity } from '../../../src-shared/dataset.ts';
import type { Hyperparameters } from '../../../src-shared/hyperparameters.ts';
import { strokes } from '../../testing/strokes.ts';
import { trainedModel } from '../../testing/trained.ts';
import { createAnswers } from '../answers.ts';
import { createLabAnswers } from './answers.ts';
import { createLesion, ownNetwork, spread } from './lesions.ts';
import { quantise } from './quantise.ts';
import { createSteering } from './steering.ts';
import { silence, unitLayersOf, weightSizes } from './units.ts';

function desk(change: Partial<Hyperparameters> = {}) {
  const all = strokes(360);
  const model = trainedModel(all, { epochs: 12, ...change });
  const { pixels, labels, classes } = all;
  const data = { pixels, labels, classes, width: 8, height: 8, polarity: 'light' as Polarity };
  const steering = createSteering();
  const question = { model, data, indices: all.test, steering: steering.memory };
  return { model, data, steering, question, ask: createLabAnswers() };
}
const nothing: readonly never[] = [];

describe('a whole set, judged', () => {
  it.each<Partial<Hyperparameters>>([
    {},
    { loss: 'squaredError', outputActivation: 'sigmoid' },
    { hiddenLayers: ['conv3x3x6', 'maxpool2', 10] },
    { method: 'nearestNeighbours' },
  ])('has the figures of an evaluation: %j', async (change) => {
    const { model, data, question, ask, steering } = desk(change);
    const judged = await ask.judge(question);
    const reference = createAnswers().evaluate({ model, data, indices: question.indices });
    expect(confusionOf(judged, 3)).toEqual(reference.confusion);
    expect(judged.loss ?? 0).toBeCloseTo(reference.loss ?? 0, 6);
    expect(steering.fraction()).toBe(1);
    for (const place of [0, 7, 31]) {
      const { outputs, label } = await ask.damaged({
        model,
        data,
        index: question.indices[place],
        damages: nothing,
      });
      expect(label).toBe(judged.answered[place]);
      expect(outputs[label]).toBeCloseTo(judged.confidence[place], 6);
      expect(outputs[judged.expected[place]]).toBeCloseTo(judged.expectedOutput[place], 6);
    }
  });

  it('damages the picture that the network has of a drawing, too', () => {
    const { model, ask } = desk();
    const line = { kind: 'ink' as const, width: 80 };
    const points = Int16Array.of(512, 100, 128, 512, 500, 128, 512, 900, 128);
    const drawing = { width: 1024, height: 1024, strokes: [{ ...line, points }] };
    const asked = { model, drawing, choices: {}, split: null };
    const [plain] = createAnswers().predictDrawing({
      ...{ models: [model], drawing, choices: {}, split: null },
    });
    const whole = ask.damagedDrawing({ ...asked, damages: [] });
    expect(whole).toMatchObject({ outputs: plain.outputs, pixels: plain.pixels, expected: null });
    const broken = ask.damagedDrawing({
      ...asked,
      damages: [{ name: 'broken', amount: 60, seed: 1 }],
    });
    const ink = ({ pixels }: { pixels: Uint8Array }): number => pixels.reduce((a, b) => a + b, 0);
    expect(ink(broken)).toBeLessThan(ink(plain) * 0.7);
    expect(() =>
      ask.damagedDrawing({ ...asked, drawing: { ...drawing, strokes: [] }, damages: [] }),
    ).toThrow('pad.empty');
  });

  it('turns images of the other polarity', async () => {
    const { model, data, question, ask } = desk();
    const pixels = new SharedArrayBuffer(data.pixels.byteLength);
    new Uint8Array(pixels).set(new Uint8Array(data.pixels).map((value) => 255 - value));
    const dark = { ...data, pixels, polarity: 'dark' as Polarity };
    const plain = await ask.judge(question);
    expect(await ask.judge({ ...question, data: dark })).toEqual(plain);
    const noise = { damage: 'noise', seed: 1 } as const;
    expect(await ask.robustness({ ...question, ...noise, data: dark })).toEqual(
      await ask.robustness({ ...question, ...noise }),
    );
    const damages = [{ name: 'rotation', amount: 20, seed: 1 }] as const;
    expect(ask.damaged({ model, data: dark, index: 4, damages })).toEqual(
      ask.damaged({ model, data, index: 4, damages }),
    );
  });

  it('ends at once when it is cancelled', async () => {
    const { question, ask, steering } = desk({ epochs: 1 });
    steering.cancel();
    await expect(ask.judge(question)).rejects.toThrow('lab.cancelled');
  });

  it('refuses a data set that does not fit', async () => {
    const { question, ask, data } = desk({ epochs: 1 });
    const other = (change: object) => ask.judge({ ...question, data: { ...data, ...change } });
    await expect(other({ width: 16, height: 4 })).rejects.toThrow('model.otherSize');
    await expect(other({ classes: ['a', 'b', 'c'] })).rejects.toThrow('model.otherClasses');
  });
});

describe('damaged images', () => {
  it('are recognised less the more they are damaged, from the plain accuracy on', async () => {
    const { question, ask, steering } = desk();
    const plain = await ask.judge(question);
    const right = plain.expected.filter((label, i) => label === plain.answered[i]).length;
    const points = await ask.robustness({ ...question, damage: 'noise', seed: 1 });
    expect(points.map(({ level }) => level)).toEqual(damageLevels('noise'));
    expect(points[0].accuracy).toBe(right / plain.expected.length);
    expect(points.at(-1)?.accuracy).toBeLessThan(points[0].accuracy - 0.2);
    expect(await ask.robustness({ ...question, damage: 'noise', seed: 1 })).toEqual(points);
    expect(steering.fraction()).toBe(1);
  });

  it('can be damaged in several ways, one after the other', () => {
    const { model, data, ask } = desk({ epochs: 1 });
    const index = 5;
    const after = (...damages: { name: 'contrast' | 'rotation'; amount: number; seed: number }[]) =>
      ask.damaged({ model, data, index, damages });
    const contrast = { name: 'contrast', amount: 50, seed: 1 } as const;
    const rotation = { name: 'rotation', amount: 90, seed: 1 } as const;
    const stored = new Uint8Array(data.pixels, index * 64, 64);
    expect(after().pixels).toEqual(stored.slice());
    const most = (pixels: Uint8Array): number => pixels.reduce((a, b) => Math.max(a, b), 0);
    const both = after(rotation, contrast).pixels;
    expect(most(both)).toBe(Math.round(most(stored) / 2));
    expect(both).not.toEqual(after(contrast).pixels);
  });
});

describe('a damaged network', () => {
  it.each(['units', 'weights', 'bits'] as const)('%s: knows less and less', async (name) => {
    const { question, ask, steering } = desk();
    const plan = { name, order: 'random', draws: 3, seed: 1 } as const;
    const points = await ask.lesions({ ...question, plan });
    expect(points.map(({ level }) => level)).toEqual([
      ...(name === 'bits' ? weightBits : removedShares),
    ]);
    expect(points[0].deviation).toBe(0);
    expect(points[0].accuracy).toBeGreaterThan(0.9);
    expect(points.at(-1)?.accuracy).toBeLessThan(points[0].accuracy);
    if (name !== 'bits') expect(points.some(({ deviation }) => deviation > 0)).toBe(true);
    expect(steering.fraction()).toBe(1);
    expect(await ask.lesions({ ...question, plan })).toEqual(points);
  });

  it('loses less without its smallest weights than without its largest', async () => {
    const { question, ask } = desk();
    const area = async (order: 'smallest' | 'largest') => {
      const plan = { name: 'weights', order, draws: 1, seed: 1 } as const;
      const points = await ask.lesions({ ...question, plan });
      return points.reduce((sum, { accuracy }) => sum + accuracy, 0) / points.length;
    };
    expect(await area('smallest')).toBeGreaterThan((await area('largest')) + 0.1);
  });

  it('says so where there is no hidden unit, and where there is no network', async () => {
    const plan = { name: 'units', order: 'random', draws: 1, seed: 1 } as const;
    const flat = desk({ hiddenLayers: [], epochs: 1 });
    await expect(flat.ask.lesions({ ...flat.question, plan })).rejects.toThrow('lab.noUnits');
    const kept = desk({ method: 'nearestNeighbours' });
    await expect(kept.ask.lesions({ ...kept.question, plan })).rejects.toThrow('model.noNetwork');
  });
});

describe('silencing units', () => {
  const layouts: Hyperparameters['hiddenLayers'][] = [
    [12, 9],
    ['conv3x3x4', 'maxpool2', 9],
    ['pad1', 'conv3x3x6/valid', 'meanpool2/trained', 'conv3x3x16/valid/lenet', 10],
  ];

  it.each(layouts)('all of a layer leave an answer that no image changes: %j', (...layers) => {
    const { model, data, ask } = desk({ hiddenLayers: layers, epochs: 2 });
    const { network } = ownNetwork(model);
    for (const { layer, units } of unitLayersOf(network.spec)) {
      const silenced = Array.from({ length: units }, (_, unit) => ({ layer, unit }));
      const answers = [3, 4, 5].map((index) => ask.silenced({ model, data, index, silenced }));
      const outputs = answers.map(({ prediction }) => prediction.outputs);
      expect(outputs[1]).toEqual(outputs[0]);
      expect(outputs[2]).toEqual(outputs[0]);
    }
  });

  it('is the same as a hidden unit that says 0', () => {
    const { model, data, ask } = desk({ hiddenLayers: [12], activation: 'sigmoid' });
    const asked = ask.silenced({ model, data, index: 2, silenced: [{ layer: 0, unit: 5 }] });
    const { network } = ownNetwork(model);
    const [weights, biases] = ['layers.2.weights', 'layers.2.biases'].map((name) => {
      const tensor = network.tensors.find((each) => each.name === name);
      const { offset = 0, length = 0 } = tensor ?? {};
      return network.parameters.subarray(offset, offset + length);
    });
    const hidden = asked.activations[0] ?? new Float32Array();
    const logits = [0, 1, 2].map((k) =>
      hidden.reduce(
        (sum, value, unit) => sum + (unit === 5 ? 0 : value * weights[unit * 3 + k]),
        biases[k],
      ),
    );
    const exponentials = logits.map((z) => Math.exp(z));
    const total = exponentials.reduce((a, b) => a + b);
    asked.prediction.outputs.forEach((output, k) =>
      expect(output).toBeCloseTo(exponentials[k] / total, 5),
    );
  });

  it('lists the hidden layers, and what their dense units say', () => {
    const { model, data, ask } = desk({ hiddenLayers: ['conv3x3x4', 'maxpool2', 9], epochs: 1 });
    const { layers, activations } = ask.silenced({ model, data, index: 0, silenced: [] });
    expect(layers).toEqual([
      { layer: 0, kind: 'convolution', units: 4 },
      { layer: 3, kind: 'dense', units: 9 },
    ]);
    expect(activations[0]).toBeNull();
    expect(activations[1]).toHaveLength(9);
  });

  it('leaves the file alone, and tells the accuracy that is left', async () => {
    const { question, ask } = desk();
    const silenced = Array.from({ length: 12 }, (_, unit) => ({ layer: 0, unit }));
    const without = await ask.silencedAccuracy({ ...question, silenced });
    expect(without).toBeLessThan(0.6);
    expect(await ask.silencedAccuracy({ ...question, silenced: [] })).toBeGreaterThan(0.9);
  });

  it('takes the same units away at every larger share', () => {
    const { model } = desk({ hiddenLayers: [40], epochs: 1 });
    const goneAt = (share: number): number[] => {
      const { network } = ownNetwork(model);
      createLesion(network, { name: 'units', order: 'random', seed: 4 }, 2)(share);
      const { offset = 0 } = network.tensors.find(({ name }) => name === 'layers.2.weights') ?? {};
      return Array.from({ length: 40 }, (_, unit) => unit).filter(
        (unit) => network.parameters[offset + unit * 3] === 0,
      );
    };
    const [few, many] = [goneAt(20), goneAt(50)];
    expect([few.length, many.length]).toEqual([8, 20]);
    expect(many).toEqual(expect.arrayContaining(few));
  });

  it('knows the smallest units by the weights that lead to them', () => {
    const { network } = ownNetwork(desk({ hiddenLayers: [5], epochs: 1 }).model);
    const [layer] = unitLayersOf(network.spec);
    const sizes = weightSizes(network, layer);
    const column = Array.from({ length: 64 }, (_, n) => Math.abs(network.parameters[n * 5 + 3]));
    expect(sizes[3]).toBeCloseTo(column.reduce((a, b) => a + b) / 64, 10);
    silence(network, [{ layer: 0, unit: 3 }]);
    expect(weightSizes(network, layer)).toEqual(sizes);
  });
});

describe('quantising', () => {
  it('leaves as many values as the bits can say', () => {
    const weights = Float32Array.from({ length: 1001 }, (_, i) => (i - 500) / 500);
    for (const bits of [8, 4, 3, 2]) {
      const copy = weights.slice();
      quantise(copy, bits);
      expect(new Set(copy).size).toBe(2 ** bits - 1);
      const most = 1 / (2 ** (bits - 1) - 1) / 2;
      expect(Math.max(...copy.map((w, i) => Math.abs(w - weights[i])))).toBeLessThanOrEqual(
        most + 1e-6,
      );
    }
    const signs = Float32Array.of(-3, 1, 2);
    quantise(signs, 1);
    expect([...signs]).toEqual([-2, 2, 2]);
    const whole = weights.slice();
    quantise(whole, 32);
    expect(whole).toEqual(weights);
  });
});

it('spreads by n - 1', () => {
  expect(spread([0.5])).toEqual({ accuracy: 0.5, deviation: 0 });
  expect(spread([0.2, 0.4]).deviation).toBeCloseTo(Math.sqrt(0.02), 12);
});
