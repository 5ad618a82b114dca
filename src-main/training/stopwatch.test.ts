import { describe, expect, it } from 'vitest';
import { strokeHyperparameters, strokes } from '../testing/strokes.ts';
import { createStopwatch } from './stopwatch.ts';
import { createTrainer } from './trainer.ts';

describe('the stopwatch', () => {
  it('shares out the time of the training as the measured batches took it', () => {
    let now = 0;
    const stopwatch = createStopwatch(() => now);
    for (let batch = 0; batch < 2; batch++) {
      stopwatch.beginBatch(batch, 2);
      now += 1;
      stopwatch.enter('forward');
      now += 2;
      stopwatch.enter('backward');
      now += 3;
      stopwatch.enter('optimiser');
      now += 4;
      stopwatch.endBatch();
      now += 100;
    }
    // An evaluation enters phases too, outside of every batch.
    stopwatch.enter('forward');
    now += 50;
    expect(stopwatch.endEpoch(40, 50)).toEqual({
      data: 4,
      forward: 8,
      backward: 12,
      optimiser: 16,
      evaluation: 50,
    });
    expect(stopwatch.endEpoch(0, 0)).toMatchObject({ data: 0, optimiser: 0 });
  });

  it('asks for the time in every eighth batch of many', () => {
    let asked = 0;
    const stopwatch = createStopwatch(() => ++asked);
    for (let batch = 0; batch < 60_000; batch++) {
      stopwatch.beginBatch(batch, 60_000);
      stopwatch.enter('forward');
      stopwatch.endBatch();
    }
    expect(asked).toBe((3 * 60_000) / 8);
  });

  it('profiles an epoch of the trainer, whose bits stay the same', () => {
    let now = 0;
    const clock = (): number => ++now;
    // Whoever clips takes the step apart from the gradients.
    const h = strokeHyperparameters({ batchSize: 7, clipNorm: 1 });
    const measured = createTrainer(h, strokes(), { clock, stopwatch: createStopwatch(clock) });
    const plain = createTrainer(h, strokes());
    const record = measured.runEpoch(() => true);
    plain.runEpoch(() => true);
    expect(measured.network.parameters).toEqual(plain.network.parameters);
    expect(plain.profile).toBeNull();
    const { evaluation = 0, ...training } = measured.profile ?? {};
    expect(Object.values(training).every((ms) => ms > 0)).toBe(true);
    const sum = Object.values(training).reduce((a, b) => a + b, 0) + evaluation;
    expect(sum / 1000).toBeCloseTo(record?.seconds ?? 0, 9);
  });
});
