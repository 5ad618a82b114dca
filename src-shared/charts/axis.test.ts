import { describe, expect, it } from 'vitest';
import { epochAxis, linearAxis, logAxis, niceStep, valueAxis } from './axis.ts';

describe('niceStep', () => {
  it.each([
    [0.7, 1],
    [1, 1],
    [1.1, 2],
    [3, 5],
    [6, 10],
    [0.03, 0.05],
    [1200, 2000],
  ])('%d becomes %d', (rough, nice) => {
    expect(niceStep(rough)).toBeCloseTo(nice, 12);
  });
});

describe('linearAxis', () => {
  it('widens the ends to ticks free of binary dust', () => {
    expect(linearAxis({ low: 0.02, high: 0.58 })).toEqual({
      minimum: 0,
      maximum: 0.6,
      ticks: [0, 0.2, 0.4, 0.6],
    });
    expect(linearAxis({ low: 0.9, high: 0.98 }).ticks).toEqual([0.9, 0.92, 0.94, 0.96, 0.98]);
  });
});

describe('logAxis', () => {
  it('puts 1, 2, 5 into few decades', () => {
    expect(logAxis({ low: 0.03, high: 0.9 })).toEqual({
      minimum: 0.02,
      maximum: 1,
      ticks: [0.02, 0.05, 0.1, 0.2, 0.5, 1],
    });
  });

  it('keeps to powers of ten over more', () => {
    expect(logAxis({ low: 0.0002, high: 3 }).ticks).toEqual([0.001, 0.01, 0.1, 1]);
  });

  it('thins the powers over very many decades', () => {
    const { ticks } = logAxis({ low: 1e-18, high: 1 });
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.at(-1)).toBe(1);
  });

  it('never has fewer than two ticks', () => {
    for (const low of [0.011, 0.11, 0.3, 0.6])
      for (const ratio of [1.01, 2, 9, 11, 99, 1e4])
        for (const count of [2, 5])
          expect(logAxis({ low, high: low * ratio }, count).ticks.length).toBeGreaterThan(1);
  });

  it('has room for a single value', () => {
    const { minimum, maximum } = logAxis({ low: 0.5, high: 0.5 });
    expect(minimum).toBeLessThanOrEqual(0.5);
    expect(maximum).toBeGreaterThan(minimum);
  });
});

describe('valueAxis', () => {
  it('starts below high accuracies instead of at zero and ends at 1 at most', () => {
    const axis = valueAxis({ low: 0.93, high: 0.999 }, 'accuracy', 'linear');
    expect(axis.minimum).toBeGreaterThanOrEqual(0.9);
    expect(axis.maximum).toBe(1);
  });

  it('starts at zero when the values come near it', () => {
    expect(valueAxis({ low: 0.05, high: 0.6 }, 'loss', 'linear').minimum).toBe(0);
    expect(valueAxis({ low: 0.1, high: 0.95 }, 'accuracy', 'linear').minimum).toBe(0);
  });

  it('falls back to a linear axis when a logarithm is impossible', () => {
    expect(valueAxis({ low: 0, high: 2 }, 'loss', 'log').minimum).toBe(0);
  });

  it('is an open axis without data, and never has no height', () => {
    expect(valueAxis(null, 'loss', 'log')).toMatchObject({ minimum: 0, maximum: 1 });
    for (const value of [0, 1, 0.5, 1e-9]) {
      const axis = valueAxis({ low: value, high: value }, 'accuracy', 'linear');
      expect(axis.maximum).toBeGreaterThan(axis.minimum);
    }
  });
});

describe('epochAxis', () => {
  it('shows a short plan whole', () => {
    expect(epochAxis(3, 20, 1)).toMatchObject({ minimum: 1, maximum: 20 });
  });

  it('grows in steps towards a long plan and never beyond it', () => {
    expect(epochAxis(3, 1000, 1).maximum).toBe(10);
    expect(epochAxis(45, 1000, 1).maximum).toBe(50);
    expect(epochAxis(190, 195, 1).maximum).toBe(195);
  });

  it('shows all epochs even where more were trained than planned', () => {
    expect(epochAxis(37, 12, 1).maximum).toBe(37);
  });

  it('has whole ticks from its start on', () => {
    expect(epochAxis(5, 5, 1).ticks).toEqual([1, 2, 3, 4, 5]);
    expect(epochAxis(5, 5, 0).ticks).toEqual([0, 1, 2, 3, 4, 5]);
    expect(epochAxis(100, 100, 1).ticks).toEqual([1, 20, 40, 60, 80, 100]);
    expect(epochAxis(1, 1, 1)).toEqual({ minimum: 1, maximum: 2, ticks: [1, 2] });
  });
});
