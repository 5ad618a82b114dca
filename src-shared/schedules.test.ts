import { describe, expect, test } from 'vitest';
import { defaultHyperparameters, scheduleNames } from './hyperparameters.ts';
import { scheduleCases } from '../src-main/engine/reference/schedules.ts';
import { scheduleFactor, type ScheduleSettings } from './schedules.ts';

const stepsPerEpoch = 4;
const settings: ScheduleSettings = {
  ...defaultHyperparameters,
  epochs: 5,
  stepEpochs: 2,
  decayFactor: 0.5,
  decayRate: 0.3,
};
const factorsOf = (changes: Partial<ScheduleSettings>, reductions = 0): number[] =>
  Array.from({ length: 20 }, (_, step) =>
    scheduleFactor({ ...settings, ...changes }, { step, stepsPerEpoch, reductions }),
  );

test.each(scheduleCases)(
  '$schedule, warm-up $warmUpEpochs: reference numbers',
  ({ factors, ...changes }) => {
    expect(factorsOf(changes)).toEqual(factors.map((factor) => expect.closeTo(factor, 14)));
  },
);

test('constant is exactly 1, so that the rate keeps its bits', () => {
  expect(factorsOf({}).every((factor) => factor === 1)).toBe(true);
});

test('a plateau counts the reductions, whatever the step', () => {
  expect(new Set(factorsOf({ schedule: 'plateau' }))).toEqual(new Set([1]));
  expect(new Set(factorsOf({ schedule: 'plateau' }, 3))).toEqual(new Set([0.125]));
});

test('warm-up ends at the full factor, after a fraction of an epoch too', () => {
  expect(factorsOf({ warmUpEpochs: 0.5 }).slice(0, 3)).toEqual([0.5, 1, 1]);
});

describe.each(scheduleNames)('%s', (schedule) => {
  test.each([
    { epochs: 1, stepsPerEpoch: 1 },
    { epochs: 1, stepsPerEpoch: 2 },
    { epochs: 100_000, stepsPerEpoch: 3 },
  ])('is above 0 and at most 1 from the first step on: %j', ({ epochs, ...place }) => {
    const steps = epochs * place.stepsPerEpoch;
    for (const step of [0, 1, Math.floor(steps / 2), steps - 1, steps, steps + 7])
      for (const reductions of [0, 5000]) {
        const h = { ...settings, schedule, epochs };
        const factor = scheduleFactor(h, { ...place, step, reductions });
        expect(factor).toBeGreaterThan(0);
        expect(factor).toBeLessThanOrEqual(1);
      }
  });
});
