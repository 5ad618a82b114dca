import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type DamageName, damageNames, damageRanges } from '../../../../src-shared/damage.ts';
import { strokes } from '../../../testing/strokes.ts';
import { boxOf } from './blur.ts';
import { createDamage } from './damage.ts';

const side = 28;
const area = side * side;
const frame = { width: side, height: side, background: 0 };

/** A light cross with thick strokes on black, a little off the middle. */
const cross = Uint8Array.from({ length: area }, (_, i) => {
  const [x, y] = [i % side, Math.floor(i / side)];
  const isInside = x >= 4 && x < 22 && y >= 5 && y < 24;
  return isInside && (Math.abs(x - 12) < 2 || Math.abs(y - 14) < 2) ? 240 : 0;
});
const inkOf = (image: Uint8Array): number => image.reduce((sum, value) => sum + value, 0);

function damaged(name: DamageName, amount: number, sample = 3, seed = 1): Uint8Array {
  const out = new Uint8Array(area);
  createDamage({ name, amount, seed }, frame)(out, cross, sample);
  return out;
}

describe.each(damageNames)('%s', (name) => {
  it('leaves the image at 0 and changes it more and more', () => {
    expect(damaged(name, 0)).toEqual(cross);
    const distance = (amount: number): number =>
      damaged(name, amount).reduce((sum, value, i) => sum + Math.abs(value - cross[i]), 0);
    const { most, step } = damageRanges[name];
    expect(distance(step)).toBeGreaterThan(0);
    expect(distance(most)).toBeGreaterThan(distance(step));
  });

  it('gives the same picture for the same seed and image, and paper stays paper', () => {
    const { most } = damageRanges[name];
    expect(damaged(name, most)).toEqual(damaged(name, most));
    const dark = { ...frame, background: 255 };
    const [light, inverted] = [new Uint8Array(area), new Uint8Array(area)];
    createDamage({ name, amount: most, seed: 1 }, frame)(light, cross, 3);
    const negative = cross.map((value) => 255 - value);
    createDamage({ name, amount: most, seed: 1 }, dark)(inverted, negative, 3);
    // Noise is added and a patch is grey whatever the ink; the others are the same in the negative.
    if (name === 'noise' || name === 'occlusion') return;
    const off = light.map((value, i) => Math.abs(value - (255 - inverted[i])));
    expect(Math.max(...off)).toBeLessThanOrEqual(1);
  });
});

it('is random by image and by seed where it is random', () => {
  for (const name of ['noise', 'broken', 'occlusion'] as const) {
    expect(damaged(name, 40, 3)).not.toEqual(damaged(name, 40, 4));
    expect(damaged(name, 40, 3, 1)).not.toEqual(damaged(name, 40, 3, 2));
  }
  const ways = new Set(Array.from({ length: 20 }, (_, i) => damaged('rotation', 30, i).join()));
  expect(ways.size).toBe(2);
  expect(new Set(Array.from({ length: 60 }, (_, i) => damaged('shift', 20, i).join())).size).toBe(
    8,
  );
});

it('turns by right angles without loss, and by others with little', () => {
  const quarter = damaged('rotation', 90);
  const turned = (from: (x: number, y: number) => number): Uint8Array =>
    Uint8Array.from(cross, (_, i) => cross[from(i % side, Math.floor(i / side))]);
  const left = turned((x, y) => x * side + (side - 1 - y));
  const right = turned((x, y) => (side - 1 - x) * side + y);
  expect([left.join(), right.join()]).toContain(quarter.join());
  expect(Math.abs(inkOf(damaged('rotation', 30)) / inkOf(cross) - 1)).toBeLessThan(0.02);
});

it('shifts by whole pixels', () => {
  expect(inkOf(damaged('shift', 10))).toBe(inkOf(cross));
});

it('shrinks the ink with the area', () => {
  expect(inkOf(damaged('shrink', 50)) / inkOf(cross)).toBeCloseTo(0.25, 2);
});

it('enlarges the ink with the area while it is in sight', () => {
  expect(inkOf(damaged('enlarge', 20)) / inkOf(cross)).toBeCloseTo(1.44, 1);
});

it('blurs as a Gaussian of that standard deviation, and keeps the ink', () => {
  const point = new Uint8Array(area);
  const middle = 14 * side + 14;
  point[middle] = 255;
  const wide = new Float64Array(area);
  // One point is too faint for bytes: a block of 3 x 3 has a variance of 2/3 by itself.
  for (const y of [-1, 0, 1]) for (const x of [-1, 0, 1]) point[middle + y * side + x] = 255;
  const out = new Uint8Array(area);
  createDamage({ name: 'blur', amount: 6, seed: 1 }, frame)(out, point, 0);
  wide.set(out);
  const ink = wide.reduce((a, b) => a + b);
  const variance = wide.reduce((sum, v, i) => sum + v * ((i % side) - 14) ** 2, 0) / ink;
  const deviation = 0.06 * side;
  expect(ink / (9 * 255)).toBeCloseTo(1, 1);
  expect(variance - 2 / 3).toBeGreaterThan(0.9 * deviation ** 2);
  expect(variance - 2 / 3).toBeLessThan(1.1 * deviation ** 2);
});

it('makes boxes of exactly the variance asked for', () => {
  for (const variance of [0.1, 0.5, 1, 2.3, 7]) {
    const { radius, end } = boxOf(variance);
    expect(end).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThan(1);
    let [weight, sum] = [1, 0];
    for (let k = 1; k <= radius; k++) [weight, sum] = [weight + 2, sum + 2 * k * k];
    [weight, sum] = [weight + 2 * end, sum + 2 * end * (radius + 1) ** 2];
    expect(sum / weight).toBeCloseTo(variance, 10);
  }
});

it('breaks strokes until that share of the ink is gone', () => {
  for (const amount of [20, 50, 80]) {
    const left = inkOf(damaged('broken', amount)) / inkOf(cross);
    expect(left).toBeLessThanOrEqual(1 - amount / 100);
    expect(left).toBeGreaterThan(1 - amount / 100 - 0.12);
  }
  const empty = new Uint8Array(area);
  const out = new Uint8Array(area).fill(9);
  createDamage({ name: 'broken', amount: 50, seed: 1 }, frame)(out, empty, 0);
  expect(out).toEqual(empty);
});

it('covers that share of the area, in grey', () => {
  const grey = damaged('occlusion', 25).filter((value) => value === 128).length;
  expect(grey).toBe(14 * 14);
});

it('takes away contrast', () => {
  expect(Math.max(...damaged('contrast', 75))).toBe(60);
});

it('gives the same bits everywhere', () => {
  const { pixels } = strokes(12);
  const bytes = new Uint8Array(pixels);
  const hash = createHash('sha256');
  for (const name of damageNames)
    for (let sample = 0; sample < 12; sample++) {
      const out = new Uint8Array(64);
      const { most } = damageRanges[name];
      const damage = { name, amount: Math.floor(most / 2), seed: 5 };
      const image = bytes.subarray(sample * 64, (sample + 1) * 64);
      createDamage(damage, { width: 8, height: 8, background: 0 })(out, image, sample);
      hash.update(out);
    }
  expect(hash.digest('hex').slice(0, 16)).toBe('0ac9cc5d95d5f6df');
});
