/** Pictures drawn ahead are those that are drawn in place, from wherever the training goes on. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  defaultHyperparameters,
  type Hyperparameters,
} from '../../../src-shared/hyperparameters.ts';
import { createEpochImages } from '../epoch-images.ts';
import type { AheadTask } from './ring.ts';
import { createAhead } from './ahead.ts';

const side = 12;
const size = side * side;
const samples = 37;
const pixels = new Uint8Array(new SharedArrayBuffer(samples * size));
for (let i = 0; i < pixels.length; i++) pixels[i] = (i * i) % 251;
const data: AheadTask['data'] = {
  pixels: pixels.buffer,
  train: Uint32Array.from({ length: samples - 4 }, (_, i) => i + 2),
  preprocessing: { width: side, height: side, polarity: 'light', inputRange: '0..1' },
};
const hyperparameters: Hyperparameters = {
  ...defaultHyperparameters,
  batchSize: 5,
  stepsPerEpoch: 9,
  extraRotation: 10,
  rotation: 15,
  elasticStrength: 0.05,
};
const plain = createEpochImages(hyperparameters, data);

/** The picture at a place, drawn by this thread. */
function drawn(epoch: number, place: number): number[] {
  const { samples: order, change } = plain.of(epoch);
  const out = new Uint8Array(size);
  change?.(out, pixels, order[place] * size, place);
  return [...out];
}

describe('the thread', () => {
  const ahead = createAhead({ hyperparameters, data });
  const out = new Uint8Array(size);
  const take = (epoch: number, place: number) => ahead.take(out, epoch, place, plain.count);
  beforeAll(() => vi.waitUntil(() => take(1, 0), { timeout: 30_000 }));

  test.each([
    ['the first epoch and the two after it', 1, 0, 3 * 45],
    ['the middle of an epoch, as after one that was interrupted', 2, 17, 80],
    ['the beginning of an epoch anew', 2, 0, 50],
    ['far ahead, as a resumed run', 41, 0, 200],
  ])('draws from %s', (_, epoch, place, count) => {
    for (let i = 0; i < count; i++) {
      const whole = place + i;
      const at = [epoch + Math.floor(whole / plain.count), whole % plain.count] as const;
      expect(take(...at)).toBe(true);
      expect([...out]).toEqual(drawn(...at));
    }
  });

  test('changes its mind at once, again and again', () => {
    for (let turn = 0; turn < 300; turn++) {
      const at = [1 + (turn % 7), (turn * 13) % plain.count] as const;
      expect(take(...at)).toBe(true);
      expect([...out]).toEqual(drawn(...at));
    }
  });
});

test('one that breaks leaves the drawing to the caller', async () => {
  const broken = createAhead({
    hyperparameters,
    // No samples: the thread fails where it plans its first epoch.
    data: { ...data, train: null as unknown as Uint32Array },
  });
  const out = new Uint8Array(size);
  // Whether it failed already, fails while it is waited for, or has not started.
  for (let i = 0; i < 20; i++) {
    expect(broken.take(out, 1, 0, 45)).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
