import { describe, expect, it } from 'vitest';
import { defaultHyperparameters } from './hyperparameters.ts';
import { readRateSearch } from './rate-search.ts';
import { differenceOf, medianOf, spreadOf, type Spread } from './statistics.ts';
import { countSweepRuns, logGrid, parseSweepAxis, type SweepPlan, sweepProblem } from './sweep.ts';

const plan = (change: Partial<SweepPlan> = {}): SweepPlan => ({
  axes: [{ name: 'learningRate', values: [0.1] }],
  seeds: 3,
  search: 'grid',
  draws: 5,
  drawSeed: 1,
  stopHopeless: false,
  ...change,
});

describe('an axis as it is typed', () => {
  it('lists values, each once', () => {
    expect(parseSweepAxis('learningRate', '0.01, 0.03,.1, 1e-2')).toEqual({
      name: 'learningRate',
      values: [0.01, 0.03, 0.1],
    });
    expect(parseSweepAxis('optimiser', 'sgd, adam')).toMatchObject({ values: ['sgd', 'adam'] });
    expect(parseSweepAxis('hiddenLayers', '300, 100 | none')).toMatchObject({
      values: [[300, 100], []],
    });
    expect(parseSweepAxis('bias', 'true,false')).toMatchObject({ values: [true, false] });
  });

  it('is a range, at equal ratios where the scale is logarithmic', () => {
    expect(parseSweepAxis('learningRate', '0.001..1:4')).toMatchObject({
      values: [0.001, 0.01, 0.1, 1],
    });
    expect(parseSweepAxis('rotation', '0..20 : 3')).toMatchObject({ values: [0, 10, 20] });
    expect(parseSweepAxis('batchSize', '1..4:7')).toMatchObject({ values: [1, 2, 3, 4] });
    expect(parseSweepAxis('learningRate', '0.001..1')).toEqual({
      name: 'learningRate',
      from: 0.001,
      to: 1,
    });
    expect(logGrid(0.001, 1, 7)).toEqual([0.001, 0.00316, 0.01, 0.0316, 0.1, 0.316, 1]);
  });

  it('says what is wrong with it', () => {
    const wrong = (name: Parameters<typeof parseSweepAxis>[0], text: string) => () =>
      parseSweepAxis(name, text);
    expect(wrong('learningRate', '0.1, fast')).toThrow('hyperparameter.notANumber');
    expect(wrong('learningRate', '0..1')).toThrow('hyperparameter.outOfOpenRange');
    expect(wrong('learningRate', ' , ')).toThrow('sweep.noValues');
    expect(wrong('learningRate', '1..0.1:3')).toThrow('sweep.emptyRange');
    expect(wrong('optimiser', 'adam, best')).toThrow('hyperparameter.notAChoice');
  });
});

describe('a plan', () => {
  it('counts its runs', () => {
    const axes: SweepPlan['axes'] = [
      { name: 'learningRate', values: [0.1, 0.2, 0.3] },
      { name: 'batchSize', values: [8, 16] },
    ];
    expect(countSweepRuns(plan({ axes }))).toBe(18);
    expect(countSweepRuns(plan({ axes, search: 'random' }))).toBe(15);
  });

  it('says what makes it impossible', () => {
    const code = (change: Partial<SweepPlan>) =>
      sweepProblem(plan(change), defaultHyperparameters)?.code ?? null;
    expect(code({})).toBeNull();
    expect(code({ axes: [] })).toBe('sweep.noAxis');
    expect(code({ axes: [{ name: 'seed', values: [1] }] })).toBe('sweep.axisTwice');
    expect(code({ axes: [{ name: 'learningRate', from: 0.1, to: 1 }] })).toBe('sweep.rangeInGrid');
    expect(code({ axes: [{ name: 'momentum', values: [0.5] }] })).toBe('sweep.noEffect');
    expect(code({ seeds: 2000 })).toBe('sweep.tooMany');
    expect(code({ axes: [{ name: 'learningRate', values: [-1] }] })).toBe(
      'hyperparameter.outOfOpenRange',
    );
  });
});

describe('figures over seeds', () => {
  const spread = (...values: number[]): Spread => {
    const found = spreadOf(values);
    if (!found) throw new Error('no values');
    return found;
  };

  it('are a mean and the deviation of a sample', () => {
    expect(spread(2, 4, 4, 4, 5, 5, 7, 9)).toEqual({
      count: 8,
      mean: 5,
      deviation: Math.sqrt(32 / 7),
    });
    expect(spread(3)).toEqual({ count: 1, mean: 3, deviation: null });
    expect(spreadOf([])).toBeNull();
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
  });

  it('differ beyond noise where Welch says so', () => {
    // R: t.test(c(.97,.971,.972), c(.96,.961,.962)) has p = .0002; with c(.969,.970,.972), p = .49.
    expect(differenceOf(spread(0.97, 0.971, 0.972), spread(0.96, 0.961, 0.962))).toBe('beyond');
    expect(differenceOf(spread(0.97, 0.971, 0.972), spread(0.969, 0.97, 0.972))).toBe('within');
    expect(differenceOf(spread(0.9), spread(0.1, 0.2))).toBe('unknown');
    expect(differenceOf(spread(0.5, 0.5), spread(0.5, 0.5))).toBe('within');
  });
});

describe('the suggestion of the finder', () => {
  /** Loss flat, then falling steepest at 0.05, lowest at about 0.5, then rising. */
  const ramp = Array.from({ length: 300 }, (_, i) => {
    const rate = 1e-6 * 10 ** ((7 * i) / 299);
    const fall = 2 / (1 + (rate / 0.05) ** 2);
    return { rate, loss: 0.3 + fall + (rate > 0.5 ? (rate - 0.5) * 2 : 0) };
  });

  it('is a tenth of the rate with the lowest loss', () => {
    const { suggestion, lowest } = readRateSearch(ramp, 300, false);
    expect(lowest).toBeGreaterThan(0.2);
    expect(lowest).toBeLessThan(0.6);
    expect(suggestion).toBeCloseTo((lowest ?? 0) / 10, 3);
  });

  it('is hardly moved by noise', () => {
    const noisy = ramp.map(({ rate, loss }, i) => ({ rate, loss: loss + 0.2 * Math.sin(i * 77) }));
    const { suggestion } = readRateSearch(noisy, 300, false);
    expect(suggestion).toBeGreaterThan(0.02);
    expect(suggestion).toBeLessThan(0.08);
  });

  it('is none where the loss never falls', () => {
    const flat = ramp.map(({ rate }) => ({ rate, loss: 2.3 + rate }));
    expect(readRateSearch(flat, 300, true).suggestion).toBeNull();
    expect(readRateSearch(ramp.slice(0, 5), 300, true).suggestion).toBeNull();
  });
});
