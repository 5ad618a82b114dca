import { describe, expect, test } from 'vitest';
import {
  defaultHyperparameters,
  type Hyperparameters,
} from '../../../src-shared/hyperparameters.ts';
import { referenceImage, turnedImages } from '../reference/augmentation.ts';
import { createAugmentation } from './augmentation.ts';

const changes: Partial<Hyperparameters>[] = [
  { rotation: 20 },
  { shift: 0.2 },
  { scaling: 0.2 },
  { shear: 15 },
  { elasticStrength: 0.06 },
  { noise: 0.1 },
];
const all = Object.assign({}, ...changes) as Partial<Hyperparameters>;

type Picture = { pass?: number; image?: number; copy?: number };

/** Draws pictures of one image. */
function drawing(
  change: Partial<Hyperparameters>,
  { width, height, pixels } = blot,
  polarity: 'light' | 'dark' = 'light',
) {
  const augmentation = createAugmentation(
    { ...defaultHyperparameters, ...change },
    { width, height, polarity },
  );
  if (!augmentation) throw new Error('all is off');
  return ({ pass = 1, image = 0, copy = 0 }: Picture = {}): number[] => {
    const out = new Uint8Array(width * height);
    augmentation.draw(out, pixels, 0, { pass, image, copy });
    return [...out];
  };
}

/** A round blot of ink in the middle of 28 x 28 pixels. */
const blot = {
  width: 28,
  height: 28,
  pixels: Uint8Array.from({ length: 784 }, (_, i) =>
    Math.hypot((i % 28) - 13.5, Math.floor(i / 28) - 13.5) < 6 ? 200 : 0,
  ),
};
const sum = (values: Iterable<number>): number => [...values].reduce((total, v) => total + v, 0);

test('there is none when all is off, whatever the smoothness of what is not bent', () => {
  const size = { width: 8, height: 8, polarity: 'light' } as const;
  expect(createAugmentation(defaultHyperparameters, size)).toBeNull();
  const smooth = { ...defaultHyperparameters, elasticSmoothness: 0.5 };
  expect(createAugmentation(smooth, size)).toBeNull();
});

describe('turned copies', () => {
  const draw = drawing({ extraRotation: 10 }, referenceImage);

  test('are the image as it is, turned to the left and to the right', () => {
    expect(draw({ copy: 0 })).toEqual([...referenceImage.pixels]);
    expect(draw({ copy: 1 })).toEqual(turnedImages[0].pixels.flat());
    expect(draw({ copy: 2 })).toEqual(turnedImages[1].pixels.flat());
  });

  test('are the same in every pass, unless they are changed at random too', () => {
    expect(draw({ copy: 1, pass: 2 })).toEqual(draw({ copy: 1, pass: 1 }));
    const both = drawing({ extraRotation: 10, rotation: 5 }, referenceImage);
    expect(both({ copy: 1, pass: 2 })).not.toEqual(both({ copy: 1, pass: 1 }));
  });

  test.each([
    [{ extraRotation: 10 }, 3, false],
    [{ extraRotation: 10, noise: 0.1 }, 3, true],
    [{ noise: 0.1 }, 1, true],
  ])('%j makes %d of each image, at random: %s', (change, copies, isRandom) => {
    const augmentation = createAugmentation(
      { ...defaultHyperparameters, ...change },
      { width: 8, height: 8, polarity: 'light' },
    );
    expect(augmentation).toMatchObject({ copies, isRandom });
  });
});

describe.each([...changes, all])('%j', (change) => {
  const draw = drawing(change);

  test('gives the same picture for the same seed, pass, image and copy, whatever came before', () => {
    const again = drawing(change);
    again({ image: 7 });
    again({ pass: 3 });
    expect(again({ pass: 2, image: 5, copy: 0 })).toEqual(draw({ pass: 2, image: 5, copy: 0 }));
  });

  test('gives another one for another seed, pass, image or copy', () => {
    const pictures = [
      draw(),
      draw({ pass: 2 }),
      draw({ image: 1 }),
      draw({ copy: 1 }),
      drawing({ ...change, seed: 2 })(),
      [...blot.pixels],
    ].map(String);
    expect(new Set(pictures).size).toBe(pictures.length);
  });

  test('keeps the ink roughly', () => {
    const pictures = Array.from({ length: 60 }, (_, pass) => draw({ pass }));
    const ink = sum(pictures.map(sum)) / pictures.length;
    // Noise is cut off at black, so that there it only adds.
    const added = change.noise ? 784 * 255 * change.noise : 0;
    expect(ink).toBeGreaterThan(0.85 * sum(blot.pixels));
    expect(ink).toBeLessThan(1.15 * sum(blot.pixels) + added);
    if (!change.noise) expect(Math.max(...pictures.flat())).toBeLessThanOrEqual(200);
  });

  test('does to dark ink on paper what it does to light ink', () => {
    const paper = { ...blot, pixels: blot.pixels.map((value) => 255 - value) };
    const dark = drawing(change, paper, 'dark')().map((value) => 255 - value);
    const light = draw();
    // Noise has another sign there; else only halves, which are rounded up in both, may differ.
    if (change.noise) expect(sum(dark) / sum(light)).toBeCloseTo(1, 0);
    else expect(Math.max(...dark.map((value, i) => Math.abs(value - light[i])))).toBeLessThan(2);
  });
});

describe('stays within its bounds', () => {
  /** Centre of the ink, from that of the image. */
  function centre(pixels: readonly number[]): [number, number] {
    const ink = sum(pixels);
    return [
      sum(pixels.map((value, i) => value * ((i % 28) - 13.5))) / ink,
      sum(pixels.map((value, i) => value * (Math.floor(i / 28) - 13.5))) / ink,
    ];
  }
  const passes = Array.from({ length: 200 }, (_, pass) => pass);

  test('of the shift, which it uses', () => {
    const draw = drawing({ shift: 0.2 });
    const moved = passes.map((pass) => centre(draw({ pass }))).flat();
    expect(Math.max(...moved.map(Math.abs))).toBeLessThan(0.2 * 28 + 0.05);
    expect(Math.max(...moved)).toBeGreaterThan(0.15 * 28);
    expect(Math.min(...moved)).toBeLessThan(-0.15 * 28);
  });

  test('of the scaling, which it uses', () => {
    const draw = drawing({ scaling: 0.3 });
    const area = passes.map((pass) => sum(draw({ pass })) / sum(blot.pixels));
    expect(Math.max(...area)).toBeLessThan(1.3 ** 2 + 0.05);
    expect(Math.max(...area)).toBeGreaterThan(1.25 ** 2);
    expect(Math.min(...area)).toBeGreaterThan(0.7 ** 2 - 0.05);
    expect(Math.min(...area)).toBeLessThan(0.75 ** 2);
  });

  test('of the rotation, which it uses', () => {
    // A dot right of the middle: its angle is that of the picture.
    const pixels = new Uint8Array(784);
    for (const row of [13, 14]) pixels[row * 28 + 23] = pixels[row * 28 + 24] = 255;
    const draw = drawing({ rotation: 30 }, { ...blot, pixels });
    const angles = passes.map((pass) => {
      const [x, y] = centre(draw({ pass }));
      return (Math.atan2(-y, x) * 180) / Math.PI;
    });
    expect(Math.max(...angles.map(Math.abs))).toBeLessThan(30.5);
    expect(Math.max(...angles)).toBeGreaterThan(27);
    expect(Math.min(...angles)).toBeLessThan(-27);
  });

  test('of the noise: its standard deviation', () => {
    const grey = { ...blot, pixels: new Uint8Array(784).fill(128) };
    const draw = drawing({ noise: 0.1 }, grey);
    const values = passes.slice(0, 20).flatMap((pass) => draw({ pass }));
    const mean = sum(values) / values.length;
    const variance = sum(values.map((value) => (value - mean) ** 2)) / values.length;
    expect(mean).toBeCloseTo(128, 0);
    expect(Math.sqrt(variance) / 255).toBeCloseTo(0.1, 2);
  });
});

test('noise stops at black and at white', () => {
  for (const value of [0, 255]) {
    const picture = drawing({ noise: 0.1 }, { ...blot, pixels: new Uint8Array(784).fill(value) })();
    expect(picture).toContain(value);
    expect(Math.max(...picture.map((other) => Math.abs(other - value)))).toBeLessThan(128);
  }
});

test('turning a further change on leaves the others as they were', () => {
  const turned = drawing({ rotation: 20 }, referenceImage);
  const noisy = drawing({ rotation: 20, noise: 0.001 }, referenceImage);
  const [a, b] = [turned(), noisy()];
  expect(Math.max(...a.map((value, i) => Math.abs(value - b[i])))).toBeLessThan(3);
});
