import { expect, it } from 'vitest';
import { defaultHyperparameters, scheduleNames } from '../../../src-shared/hyperparameters.ts';
import { previewSchedule, type PreviewSettings } from './schedule-preview.ts';

const settings: PreviewSettings = { ...defaultHyperparameters, learningRate: 0.1, epochs: 10 };
const of = (changes: Partial<PreviewSettings>, stepsPerEpoch = 100) =>
  previewSchedule({ ...settings, ...changes }, stepsPerEpoch);

it('a constant rate is level', () => {
  expect(of({})).toMatchObject({ shape: 'level', first: 0.1, last: 0.1, highest: 0.1 });
});

it('a warm-up rises to the full rate at its very end, and a schedule falls from there', () => {
  const warm = of({ warmUpEpochs: 2.5 });
  expect(warm).toMatchObject({ shape: 'rises', highest: 0.1, highestEpoch: 3, last: 0.1 });
  expect(warm.first).toBeCloseTo(0.1 / 250, 12);
  expect(warm.points.find(({ rate }) => rate === 0.1)?.at).toBe(249 / 999);
  expect(of({ warmUpEpochs: 1, schedule: 'cosine' }).shape).toBe('risesAndFalls');
});

it('one cycle has its highest rate after three tenths of the run', () => {
  const { shape, highest, highestEpoch } = of({ schedule: 'oneCycle', epochs: 7 });
  expect({ shape, highestEpoch }).toEqual({ shape: 'risesAndFalls', highestEpoch: 3 });
  expect(highest).toBeCloseTo(0.1, 4);
});

it('steps fall by the factor, and a plateau is level ahead', () => {
  const { last, points } = of({ schedule: 'step', stepEpochs: 4, decayFactor: 0.5 });
  expect(last).toBe(0.025);
  expect(new Set(points.map(({ rate }) => rate))).toEqual(new Set([0.1, 0.05, 0.025]));
  expect(of({ schedule: 'plateau' }).shape).toBe('level');
});

it.each(scheduleNames)('%s: few points, in order, whatever the length of the run', (schedule) => {
  for (const [epochs, stepsPerEpoch] of [
    [1, 1],
    [1, 3],
    [100_000, 60_000],
  ]) {
    const { points } = of({ schedule, epochs, warmUpEpochs: 0.7 }, stepsPerEpoch);
    expect(points.length).toBeLessThan(410);
    expect(points[0].at).toBe(0);
    expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).sort((a, b) => a - b));
    if (epochs * stepsPerEpoch > 1) expect(points.at(-1)?.at).toBe(1);
  }
});
