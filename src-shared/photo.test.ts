import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Picture } from './ink.ts';
import { inkOfPhoto, turned, usualPhoto, workingSide } from './photo.ts';

/** A ring of ink on paper that is twice as bright at the left as at the right, with grain. */
function photo({ width = 200, height = 160, ink = 0.35, from = 240, to = 120 } = {}): Picture {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const light = from + ((to - from) * x) / width;
      const distance = (x - 0.55 * width) ** 2 + (y - 0.5 * height) ** 2;
      const isInk = distance < (0.3 * height) ** 2 && distance > (0.22 * height) ** 2;
      const grain = ((x * 31 + y * 17) % 9) - 4;
      pixels[y * width + x] = Math.round((isInk ? light * ink : light) + grain);
    }
  return { width, height, pixels };
}
/** Share of the pixels that are rightly ink or paper. */
function agreement(found: Picture, isInk: (x: number, y: number) => boolean): number {
  let right = 0;
  for (let y = 0; y < found.height; y++)
    for (let x = 0; x < found.width; x++)
      if (found.pixels[y * found.width + x] > 127 === isInk(x, y)) right += 1;
  return right / found.pixels.length;
}
const onRing = (x: number, y: number): boolean => {
  const distance = (x - 110) ** 2 + (y - 80) ** 2;
  return distance < 48 ** 2 && distance > 35.2 ** 2;
};

describe('the ink of a photograph', () => {
  it('is found in uneven light', () => {
    const { ink, done, steps } = inkOfPhoto(photo());
    expect(done).toMatchObject({ lightInk: false, evenLight: true });
    expect(steps.map(({ step }) => step)).toEqual(['evenLight', 'ink']);
    expect(agreement(ink, onRing)).toBeGreaterThan(0.99);
    // One threshold for the whole picture takes the dark side of the paper for ink.
    const plain = inkOfPhoto(photo(), { ...usualPhoto, evenLight: false, threshold: 110 });
    expect(agreement(plain.ink, onRing)).toBeLessThan(0.9);
  });

  it('is found when it is light on a dark ground', () => {
    const dark = photo({ from: 200, to: 150 });
    const light = { ...dark, pixels: dark.pixels.map((value) => 255 - value) };
    const { ink, done } = inkOfPhoto(light);
    expect(done.lightInk).toBe(true);
    expect(agreement(ink, onRing)).toBeGreaterThan(0.99);
  });

  it('of a picture that a computer made keeps its greys, whichever way it is', () => {
    const made = { width: 20, height: 20, pixels: new Uint8Array(400) };
    made.pixels.set([40, 128, 255, 90], 210);
    expect(inkOfPhoto(made).ink).toEqual(made);
    const dark = { ...made, pixels: made.pixels.map((value) => 255 - value) };
    expect(inkOfPhoto(dark).ink).toEqual(made);
    expect(inkOfPhoto(dark).done).toMatchObject({ evenLight: false, threshold: 0 });
  });

  it('a higher threshold leaves less of', () => {
    const inked = (threshold: number) =>
      inkOfPhoto(photo(), { ...usualPhoto, threshold }).ink.pixels.reduce((sum, v) => sum + v, 0);
    expect(inked(60)).toBeGreaterThan(inked(160));
    expect(inked(160)).toBeGreaterThan(inked(254));
  });

  it('of a blank sheet is none', () => {
    const blank = { width: 30, height: 20, pixels: new Uint8Array(600).fill(180) };
    expect(inkOfPhoto(blank).ink.pixels.every((value) => value === 0)).toBe(true);
  });
});

it('a picture is turned to the right', () => {
  const picture = { width: 3, height: 2, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  expect(turned(picture, 1)).toEqual({
    width: 2,
    height: 3,
    pixels: Uint8Array.of(4, 1, 5, 2, 6, 3),
  });
  expect(turned(turned(picture, 1), 3)).toEqual(picture);
  expect(turned(picture, 2).pixels).toEqual(picture.pixels.toReversed());
});

it('a large picture is made smaller first', () => {
  const { ink } = inkOfPhoto(photo({ width: 2 * workingSide, height: 300 }));
  expect([ink.width, ink.height]).toEqual([workingSide, 150]);
});

it('the same picture is the same bits on every machine', () => {
  const { ink } = inkOfPhoto(photo());
  expect(createHash('sha256').update(ink.pixels).digest('hex')).toMatchInlineSnapshot(
    `"1822d2bbc382a31a06445c15a23f4504621d2547be5bf5ee949189eba4c19317"`,
  );
});
