import { describe, expect, it } from 'vitest';
import { strokeHyperparameters, strokes } from '../testing/strokes.ts';
import { createTrainer } from './trainer.ts';

const goOn = (): boolean => true;
const bits = (values: Float32Array | Float64Array): number[] => [
  ...new Uint32Array(values.slice().buffer),
];

describe('the trainer', () => {
  it('learns', () => {
    const trainer = createTrainer(strokeHyperparameters(), strokes());
    const first = trainer.runEpoch(goOn);
    for (let i = 0; i < 15; i++) trainer.runEpoch(goOn);
    const last = trainer.runEpoch(goOn);
    expect(last?.trainLoss).toBeLessThan((first?.trainLoss ?? 0) / 2);
    expect(last?.testAccuracy).toBeGreaterThan(0.8);
  });

  it.each([
    [['conv3x3x6', 'maxpool2', 'dropout0.25', 10]],
    [['conv3x3x6', 'batchnorm', 'maxpool2', 10, 'batchnorm']],
    [['pad1', 'conv3x3x6/valid', 'meanpool2/trained', 'conv3x3x16/valid/lenet', 10]],
  ])('learns strokes with %j', (hiddenLayers) => {
    const trainer = createTrainer(strokeHyperparameters({ hiddenLayers }), strokes(240));
    const records = Array.from({ length: 12 }, () => trainer.runEpoch(goOn));
    expect(records.at(-1)?.trainLoss).toBeLessThan((records[0]?.trainLoss ?? 0) / 4);
    expect(records.at(-1)?.testAccuracy).toBeGreaterThan(0.9);
  });

  it('evaluates to the same figures whatever the batch', () => {
    // 300 images are 256 and 44; here against twelve times 25.
    const small = { hiddenLayers: ['conv3x3x4', 'maxpool2', 'dropout0.5'], epochs: 1 };
    const data = { ...strokes(450), train: Uint32Array.of(0, 1, 2, 3) };
    const test = Uint32Array.from({ length: 300 }, (_, i) => 100 + i);
    const of = (indices: Uint32Array) => {
      const trainer = createTrainer(strokeHyperparameters(small), { ...data, test: indices });
      return trainer.runEpoch(goOn);
    };
    const together = of(test);
    const parts = Array.from({ length: 12 }, (_, i) => of(test.slice(i * 25, (i + 1) * 25)));
    const mean = (figure: 'testLoss' | 'testAccuracy') =>
      parts.reduce((sum, record) => sum + (record?.[figure] ?? NaN), 0) / parts.length;
    expect(together?.testAccuracy).toBeCloseTo(mean('testAccuracy'), 12);
    expect(together?.testLoss).toBeCloseTo(mean('testLoss'), 12);
  });

  it('gives the same bits for the same seed, and others for another seed', () => {
    const weightsAfter = (seed: number): number[] => {
      const trainer = createTrainer(strokeHyperparameters({ seed }), strokes());
      trainer.runEpoch(goOn);
      trainer.runEpoch(goOn);
      return bits(trainer.network.parameters);
    };
    expect(weightsAfter(1)).toEqual(weightsAfter(1));
    expect(weightsAfter(1)).not.toEqual(weightsAfter(2));
  });

  it('sees every training image once an epoch, the last batch smaller', () => {
    const h = strokeHyperparameters({ batchSize: 7 });
    const data = strokes();
    const seen: number[] = [];
    createTrainer(h, data).runEpoch(({ images }) => seen.push(images) > 0);
    const batches = Math.ceil(data.train.length / 7);
    expect(seen.slice(0, batches)).toEqual(
      Array.from({ length: batches }, (_, i) => Math.min((i + 1) * 7, data.train.length)),
    );
  });

  it('shows each image three times an epoch when it is turned both ways', () => {
    const h = strokeHyperparameters({ batchSize: 7, extraRotation: 10 });
    const data = strokes();
    const images: number[] = [];
    const trainer = createTrainer(h, data);
    trainer.runEpoch((position) => images.push(position.images) > 0);
    expect(trainer.imagesPerEpoch).toBe(3 * data.train.length);
    expect(images.at(-1)).toBe(3 * data.train.length);
    expect(trainer.stepsPerEpoch).toBe(Math.ceil((3 * data.train.length) / 7));
  });

  it('changes the training images only', () => {
    // Weights that do not move: what differs is what was looked at.
    const record = (change = {}) =>
      createTrainer(
        strokeHyperparameters({ optimiser: 'sgd', learningRate: 1e-30, ...change }),
        strokes(),
      ).runEpoch(goOn);
    const [plain, changed] = [record(), record({ rotation: 45, noise: 0.2 })];
    expect(changed?.trainLoss).not.toBe(plain?.trainLoss);
    expect(changed?.validationLoss).toBe(plain?.validationLoss);
    expect(changed?.testLoss).toBe(plain?.testLoss);
  });

  it('gives the same bits with changed images, and others each epoch', () => {
    const h = strokeHyperparameters({ rotation: 20, shift: 0.1, elasticStrength: 0.05 });
    const run = () => {
      const trainer = createTrainer(h, strokes());
      const losses = [1, 2].map(() => trainer.runEpoch(goOn)?.trainLoss);
      return { weights: bits(trainer.network.parameters), losses };
    };
    expect(run()).toEqual(run());
    const still = { ...h, optimiser: 'sgd', learningRate: 1e-30 } as const;
    const trainer = createTrainer(still, strokes());
    expect(trainer.runEpoch(goOn)?.trainLoss).not.toBe(trainer.runEpoch(goOn)?.trainLoss);
  });

  it('ends at once when it is told to, between batches and between evaluation batches', () => {
    const trainer = createTrainer(strokeHyperparameters(), strokes());
    expect(trainer.runEpoch(({ batch }) => batch < 3)).toBeNull();
    expect(trainer.epoch).toBe(0);
    let calls = 0;
    const again = createTrainer(strokeHyperparameters(), strokes());
    expect(
      again.runEpoch(({ batch, batches }) => !(batch === batches && ++calls === 2)),
    ).toBeNull();
  });

  it('leaves out the figures of a split without images', () => {
    const data = { ...strokes(), validation: new Uint32Array(0), test: new Uint32Array(0) };
    const record = createTrainer(strokeHyperparameters(), data).runEpoch(goOn);
    expect(record).toMatchObject({
      validationLoss: null,
      validationAccuracy: null,
      testLoss: null,
      testAccuracy: null,
    });
  });

  it('stops with a clear error when the loss is no number any more', () => {
    const h = strokeHyperparameters({
      loss: 'squaredError',
      outputActivation: 'linear',
      optimiser: 'sgd',
      learningRate: 100,
    });
    const trainer = createTrainer(h, strokes());
    expect(() => {
      for (let i = 0; i < 50; i++) trainer.runEpoch(goOn);
    }).toThrow(
      expect.objectContaining({ info: expect.objectContaining({ code: 'training.nonFinite' }) }),
    );
  });

  it('takes a change of the learning rate at once, and says so in the record', () => {
    const trainer = createTrainer(strokeHyperparameters(), strokes());
    trainer.runEpoch(() => {
      trainer.learningRate.set(0.5);
      return true;
    });
    expect(trainer.runEpoch(goOn)?.learningRate).toBe(0.5);
  });

  it('leaves the time of pauses out', () => {
    let now = 0;
    const trainer = createTrainer(strokeHyperparameters(), strokes(), { clock: () => now });
    const record = trainer.runEpoch(() => {
      now += 10;
      return true;
    });
    expect(record?.seconds).toBeCloseTo(now / 1000, 9);
  });

  it('keeps the best validated epoch, and without keepBest the last', () => {
    const best = createTrainer(strokeHyperparameters({ learningRate: 0.05 }), strokes());
    const records = Array.from({ length: 12 }, () => best.runEpoch(goOn));
    const top = Math.max(...records.map((r) => r?.validationAccuracy ?? 0));
    expect(best.best?.validationAccuracy).toBe(top);
    const last = createTrainer(strokeHyperparameters({ keepBest: false }), strokes());
    last.runEpoch(goOn);
    const second = last.runEpoch(goOn);
    expect(last.best).toBe(second);
  });
});
