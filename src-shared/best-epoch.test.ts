import { expect, it } from 'vitest';
import { bestEpochOf } from './best-epoch.ts';
import type { EpochRecord } from './run.ts';

const record = (
  epoch: number,
  validationAccuracy: number | null,
  validationLoss: number | null = 0.5,
  testAccuracy = 0.5,
): EpochRecord => ({
  epoch,
  trainLoss: 0,
  trainAccuracy: 0,
  validationLoss,
  validationAccuracy,
  testLoss: 0,
  testAccuracy,
  learningRate: 0.1,
  imagesPerSecond: 1,
  seconds: 1,
});
const best = (history: EpochRecord[], keepBest = true) => bestEpochOf(history, keepBest)?.epoch;

it('is the best validated one, never the one that the test images like best', () => {
  expect(best([record(1, 0.8, 0.5, 0.99), record(2, 0.9, 0.5, 0.1), record(3, 0.85)])).toBe(2);
});

it('takes the lower loss of equals, and the earlier of those', () => {
  expect(best([record(1, 0.9, 0.4), record(2, 0.9, 0.3), record(3, 0.9, 0.3)])).toBe(2);
});

it('is the last one without validation images, or when the best is not to be kept', () => {
  expect(best([record(1, null, null), record(2, null, null)])).toBe(2);
  expect(best([record(1, 0.9), record(2, 0.1)], false)).toBe(2);
});

it('is none before the first epoch', () => {
  expect(best([])).toBeUndefined();
});
