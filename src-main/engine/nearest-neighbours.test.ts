import { describe, expect, test } from 'vitest';
import type { Kernels } from './kernels/kernels.ts';
import { createReferenceKernels } from './kernels/reference.ts';
import { createWebAssemblyKernels } from './kernels/webassembly.ts';
import { createNearestNeighbours, tieBreak, type KeptImages } from './nearest-neighbours.ts';
import { createRandom } from './random.ts';

const levelOf = (input: number): number => input;
const classes = 4;

/** Levels of few values, so that many distances are equal; most of them 0, as in images. */
function randomImages(count: number, inputs: number, seed: number): KeptImages {
  const random = createRandom(seed, 'nearest-neighbours.test');
  const level = (): number => (random.uniform() < 0.6 ? 0 : 60 * random.below(5));
  return {
    levels: Uint8Array.from({ length: count * inputs }, level),
    labels: Uint16Array.from({ length: count }, () => random.below(classes)),
    inputs,
    classes,
  };
}

/** All distances, sorted; a stable sort leaves equal ones in their order. */
function nearestBySorting(kept: KeptImages, image: Uint8Array, neighbours: number) {
  const { levels, labels, inputs } = kept;
  const all = [...labels].map((label, n) => {
    const own = levels.subarray(n * inputs, (n + 1) * inputs);
    return { label, distance: own.reduce((sum, x, i) => sum + (x - image[i]) ** 2, 0) };
  });
  return all.sort((a, b) => a.distance - b.distance).slice(0, neighbours);
}

const ask = (
  kept: KeptImages,
  asked: ArrayLike<number>,
  neighbours: number,
  options: { batchSize?: number; kernels?: Kernels } = {},
): number[] => {
  const batchSize = options.batchSize ?? 256;
  const model = createNearestNeighbours(kept, { neighbours, levelOf, ...options });
  const input = Float32Array.from(asked);
  const found: number[] = [];
  for (let from = 0; from < input.length; from += batchSize * kept.inputs) {
    const part = input.subarray(from, from + batchSize * kept.inputs);
    const batch = part.length / kept.inputs;
    found.push(...model.forward(part, batch).subarray(0, batch * classes));
  }
  return found;
};

const kernelKinds = {
  reference: () => createReferenceKernels('float32'),
  fused: () => createWebAssemblyKernels('fused'),
  plain: () => createWebAssemblyKernels('plain'),
};

describe('shares', () => {
  const kept = randomImages(700, 20, 1);
  const asked = randomImages(45, 20, 2).levels;

  test.each([1, 3, 10, 700, 2000])('of the %i nearest are those of a full sort', (neighbours) => {
    const found = ask(kept, asked, neighbours);
    for (let row = 0; row < 45; row++) {
      const nearest = nearestBySorting(kept, asked.subarray(row * 20, (row + 1) * 20), neighbours);
      for (let c = 0; c < classes; c++) {
        const share = nearest.filter(({ label }) => label === c).length / nearest.length;
        expect(Math.abs(found[row * classes + c] - share)).toBeLessThan(2 * tieBreak);
      }
    }
  });

  test.each(['reference', 'fused', 'plain'] as const)(
    'have the same bits on %s kernels, whatever the size of a batch',
    (kind) => {
      const expected = ask(kept, asked, 5);
      for (const batchSize of [1, 7, 8, 9, 45])
        expect(ask(kept, asked, 5, { batchSize, kernels: kernelKinds[kind]() })).toEqual(expected);
    },
  );

  test('of large bright images, where 32 bits do not hold a product, are exact', () => {
    const inputs = 1500;
    const random = createRandom(3, 'nearest-neighbours.test');
    const base = Uint8Array.from({ length: inputs }, () => 200 + random.below(56));
    // Each differs from what is asked in one level by 1, or in two: distances 1 and 2.
    const levels = new Uint8Array(40 * inputs);
    for (let n = 0; n < 40; n++) {
      levels.set(base, n * inputs);
      levels[n * inputs + n] -= 1;
      if (n !== 23) levels[n * inputs + n + 1] -= 1;
    }
    const labels = Uint16Array.from({ length: 40 }, (_, n) => (n === 23 ? 1 : 0));
    expect(ask({ levels, labels, inputs, classes }, base, 1)).toEqual([0, 1, 0, 0]);
  });
});

describe('ties', () => {
  const of = (levels: number[], labels: number[]): KeptImages => ({
    levels: Uint8Array.from(levels),
    labels: Uint16Array.from(labels),
    inputs: 1,
    classes,
  });

  test('of distance: the image that was kept first', () => {
    expect(ask(of([9, 11, 9], [2, 1, 3]), [10], 1)).toEqual([0, 0, 1, 0]);
    expect(ask(of([11, 9, 9], [1, 2, 3]), [10], 1)).toEqual([0, 1, 0, 0]);
  });

  test('of votes: the class whose images are nearer', () => {
    const third = Math.fround(1 / 3);
    const raised = Math.fround(third + tieBreak);
    expect(ask(of([14, 12, 13], [0, 2, 1]), [10], 3)).toEqual([third, third, raised, 0]);
    // Sums of squares: 1 + 25 for class 3, 9 + 9 for class 1.
    expect(ask(of([11, 15, 13, 7], [3, 3, 1, 1]), [10], 4)).toEqual([0, 0.5 + tieBreak, 0, 0.5]);
  });

  test('of both: the first class', () => {
    expect(ask(of([11, 9], [3, 1]), [10], 2)).toEqual([0, 0.5 + tieBreak, 0, 0.5]);
  });
});

test('inputs are taken as the levels that they stand for', () => {
  const kept = {
    levels: Uint8Array.of(0, 100, 200),
    labels: Uint16Array.of(0, 1, 2),
    inputs: 1,
    classes,
  };
  const model = createNearestNeighbours(kept, {
    neighbours: 1,
    levelOf: (input) => Math.round(input * 255),
  });
  expect([...model.forward(Float32Array.of(0.61), 1).subarray(0, classes)]).toEqual([0, 0, 1, 0]);
});

test('a batch that does not fit is refused', () => {
  const model = createNearestNeighbours(randomImages(5, 2, 1), {
    neighbours: 1,
    levelOf,
    batchSize: 2,
  });
  expect(() => model.forward(new Float32Array(6), 3)).toThrow('from 1 to 2');
});
