import { describe, expect, it } from 'vitest';
import { strokeHyperparameters } from '../testing/strokes.ts';
import { createLearningRate } from './learning-rate.ts';

const stepsPerEpoch = 4;
const of = (change: Parameters<typeof strokeHyperparameters>[0]) =>
  createLearningRate(
    strokeHyperparameters({ epochs: 10, learningRate: 0.1, ...change }),
    stepsPerEpoch,
  );

describe('the learning rate', () => {
  it('is the hyper-parameter to the last bit where nothing changes it', () => {
    const rate = of({ learningRate: 0.1 + 0.2 });
    rate.begin(39);
    expect(rate.now).toBe(0.1 + 0.2);
  });

  it('follows the schedule from batch to batch', () => {
    const rate = of({ schedule: 'cosine' });
    rate.begin(0);
    expect(rate.now).toBe(0.1);
    rate.begin(20);
    expect(rate.now).toBeCloseTo(0.05, 15);
    rate.begin(39);
    expect(rate.now).toBeGreaterThan(0);
  });

  it('set by hand holds for the next step, and the schedule goes on from there', () => {
    const rate = of({ schedule: 'exponential', decayRate: 0.5 });
    rate.begin(7);
    rate.set(0.02);
    expect(rate.now).toBe(0.02);
    rate.begin(8);
    expect(rate.now).toBeCloseTo(0.02, 15);
    rate.begin(12);
    expect(rate.now).toBeCloseTo(0.02 * Math.exp(-0.5), 15);
  });

  it('set by hand in the last batch of all does no harm', () => {
    for (const schedule of ['cosine', 'oneCycle'] as const) {
      const rate = of({ schedule });
      rate.begin(39);
      rate.set(0.02);
      expect(rate.now).toBe(0.02);
      expect(Number.isFinite(rate.state.base)).toBe(true);
    }
  });

  it('is reduced on a plateau, and again after as long a wait', () => {
    const rate = of({ schedule: 'plateau', plateauPatience: 2, decayFactor: 0.5 });
    const rates = [3, 2, 2.1, 2, 1.9, 1.95, 1.9, 2, 2].map((loss, epoch) => {
      rate.begin(epoch * stepsPerEpoch);
      rate.endEpoch(loss);
      return rate.now;
    });
    expect(rates).toEqual([0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025]);
    expect(rate.state.reductions).toBe(3);
  });

  it('stays where there is no validation loss', () => {
    const rate = of({ schedule: 'plateau', plateauPatience: 1 });
    for (let epoch = 0; epoch < 5; epoch++) rate.endEpoch(null);
    expect(rate.state.reductions).toBe(0);
  });
});
