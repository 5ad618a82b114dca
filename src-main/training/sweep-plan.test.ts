import { describe, expect, it } from 'vitest';
import { defaultHyperparameters } from '../../src-shared/hyperparameters.ts';
import type { SweepPlan } from '../../src-shared/sweep.ts';
import { sweepSets } from './sweep-plan.ts';
import { isHopeless } from './sweep-stopping.ts';

const plan: SweepPlan = {
  axes: [
    { name: 'optimiser', values: ['sgd', 'momentum'] },
    { name: 'momentum', values: [0.5, 0.9] },
  ],
  seeds: 2,
  search: 'grid',
  draws: 40,
  drawSeed: 7,
  stopHopeless: false,
};

describe('the runs of a sweep', () => {
  it('are all combinations for each seed, but each effect once', () => {
    const sets = sweepSets({ ...defaultHyperparameters, seed: 5 }, plan);
    // Momentum has no effect with plain SGD: three combinations are left of four.
    expect(sets.map(({ seed, optimiser, momentum }) => [seed, optimiser, momentum])).toEqual(
      [5, 6].flatMap((seed) => [
        [seed, 'sgd', 0.9],
        [seed, 'momentum', 0.5],
        [seed, 'momentum', 0.9],
      ]),
    );
  });

  it('are drawn at random from ranges, the same with the same seed', () => {
    const random: SweepPlan = {
      ...plan,
      axes: [
        { name: 'learningRate', from: 0.001, to: 1 },
        { name: 'batchSize', from: 1, to: 64 },
      ],
      search: 'random',
      seeds: 1,
    };
    const rates = (p: SweepPlan) =>
      sweepSets(defaultHyperparameters, p).map(({ learningRate }) => learningRate);
    const drawn = rates(random);
    expect(drawn).toHaveLength(40);
    expect(rates(random)).toEqual(drawn);
    expect(rates({ ...random, drawSeed: 8 })).not.toEqual(drawn);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0.001);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(1);
    // Equally many in each decade, about.
    const low = drawn.filter((rate) => rate < 0.0316).length;
    expect(low).toBeGreaterThan(10);
    expect(low).toBeLessThan(30);
    const sizes = sweepSets(defaultHyperparameters, random).map(({ batchSize }) => batchSize);
    expect(sizes.every(Number.isInteger)).toBe(true);
  });
});

describe('the median rule', () => {
  const good = [0.8, 0.9, 0.95, 0.96];
  it('ends what is below the median of the others, after three epochs', () => {
    expect(isHopeless([0.1, 0.1, 0.1], [good, good])).toBe(true);
    expect(isHopeless([0.1, 0.1], [good, good])).toBe(false);
    // Running means of .883 up to the third epoch.
    expect(isHopeless([0.1, 0.2, 0.89], [good, good])).toBe(false);
    expect(isHopeless([0.1, 0.2, 0.88], [good, good])).toBe(true);
  });

  it('needs two others that got as far', () => {
    expect(isHopeless([0.1, 0.1, 0.1], [good])).toBe(false);
    expect(isHopeless([0.1, 0.1, 0.1], [good, good.slice(0, 2)])).toBe(false);
  });
});
