import { describe, expect, test } from 'vitest';
import { createRandom, createRandomSeries, murmurHash3, nextBits } from './random.ts';

const times = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);

describe('reference numbers, from the published C code compiled with gcc', () => {
  test.each([
    {
      state: [1, 2, 3, 4],
      bits: [
        11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
        4258142804,
      ],
    },
    {
      state: [0x9e3779b9, 0xffffffff, 0x80000000, 0x12345678],
      bits: [
        4294962679, 533539028, 3094312873, 247106391, 610289319, 998305600, 1422033557, 1681951059,
        2869467244, 3557589057,
      ],
    },
  ])('the generator from $state', ({ state, bits }) => {
    const words = Int32Array.from(state);
    expect(times(10, () => nextBits(words))).toEqual(bits);
  });

  test('the hash', () => {
    const words = [0, 1, 0xffffffff, 0x12345678];
    expect([murmurHash3([], 0), murmurHash3([], 1)]).toEqual([0, 1364076727]);
    expect([murmurHash3(words, 0), murmurHash3(words, 42)]).toEqual([3313827262, 2238244387]);
    // The bytes of 'test', a value published with many ports.
    expect(murmurHash3([0x74736574], 0)).toBe(0xba6bd213);
  });

  test('a stream from seed and path', () => {
    const random = createRandom(42, 'ink', 3);
    expect(times(6, () => random.uniform() * 2 ** 32)).toEqual([
      2134479065, 1106772050, 995480075, 80139567, 3443759252, 1577790581,
    ]);
  });
});

describe('streams', () => {
  const start = (...path: (string | number)[]): string => {
    const random = createRandom(1, ...path);
    return times(4, random.uniform).join();
  };

  test('the same path gives the same numbers', () => {
    expect(start('shuffle', 3)).toBe(start('shuffle', 3));
  });

  test('a series gives the streams below its path, in any order', () => {
    const series = createRandomSeries(42, 'ink', 3);
    for (const numbers of [[0, 0], [7, 2], [], [-1], [2 ** 40, 5], [7, 2]]) {
      const [one, same] = [series(...numbers), createRandom(42, 'ink', 3, ...numbers)];
      expect(times(5, one.normal)).toEqual(times(5, same.normal));
      expect(one.below(1000)).toBe(same.below(1000));
    }
    expect(() => series(0.5)).toThrow('whole numbers');
  });

  test('no two of many near paths share a stream', () => {
    const paths: (string | number)[][] = [
      [],
      [''],
      ['', ''],
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      ['1'],
      [0],
      [1],
      [1, 0],
      [0, 1],
      [-1],
      [2 ** 32],
      [2 ** 32 + 1],
      ...Array.from({ length: 1000 }, (_, epoch) => ['shuffle', epoch]),
      ...Array.from({ length: 1000 }, (_, epoch) => [epoch, 'shuffle']),
    ];
    expect(new Set(paths.map((path) => start(...path))).size).toBe(paths.length);
  });

  test('neighbouring seeds are unrelated', () => {
    const firsts = Array.from({ length: 10_000 }, (_, seed) => createRandom(seed).uniform());
    const mean = firsts.reduce((sum, u) => sum + u, 0) / firsts.length;
    const neighbours = firsts.slice(1).map((u, i) => (u - 0.5) * (firsts[i] - 0.5));
    // The standard deviation of a uniform number is 0.289, of such a product 1/12; five of either's
    // standard errors.
    expect(Math.abs(mean - 0.5)).toBeLessThan((5 * 0.289) / 100);
    expect(Math.abs(neighbours.reduce((sum, c) => sum + c, 0) / 9999)).toBeLessThan(5 / 12 / 100);
  });

  test('a path of anything but texts and whole numbers is refused', () => {
    expect(() => createRandom(0.5)).toThrow('whole numbers, not 0.5');
    expect(() => createRandom(1, NaN)).toThrow('whole numbers, not NaN');
  });
});

describe('distributions', () => {
  test('uniform stays in [0, 1) and fills it evenly', () => {
    const random = createRandom(1, 'uniform');
    const counts = new Uint32Array(100);
    for (let i = 0; i < 100_000; i++) counts[Math.floor(random.uniform() * 100)] += 1;
    // Chi-squared with 99 degrees of freedom: above 148 once in 1,000.
    expect(chiSquared(counts, 1000)).toBeLessThan(148);
  });

  test('below is even where n does not divide 2^32', () => {
    const random = createRandom(1, 'below');
    const n = 3 * 2 ** 30;
    // Of 2^32 remainders by n, a biased draw would put half into the first third.
    const thirds = new Uint32Array(3);
    for (let i = 0; i < 30_000; i++) thirds[Math.floor((random.below(n) / n) * 3)] += 1;
    // 2 degrees of freedom: above 13.8 once in 1,000.
    expect(chiSquared(thirds, 10_000)).toBeLessThan(13.8);
    expect(random.below(1)).toBe(0);
    expect(random.below(2 ** 32)).toBeLessThan(2 ** 32);
  });

  test.each([0, -1, 1.5, 2 ** 32 + 1, NaN])('below(%d) is refused', (n) => {
    expect(() => createRandom(1).below(n)).toThrow('whole number from 1 to 2^32');
  });

  test('normal has the moments of the normal distribution', () => {
    const random = createRandom(1, 'normal');
    const n = 200_000;
    const values = times(n, random.normal);
    const moment = (power: number): number => values.reduce((sum, x) => sum + x ** power, 0) / n;
    // Five standard errors: the variances of x, x^2, x^3, x^4 are 1, 2, 15, 96.
    const error = (variance: number): number => 5 * Math.sqrt(variance / n);
    expect(Math.abs(moment(1))).toBeLessThan(error(1));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(error(2));
    expect(Math.abs(moment(3))).toBeLessThan(error(15));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(error(96));
    const beyondTwo = values.filter((x) => Math.abs(x) > 2).length / n;
    expect(beyondTwo).toBeCloseTo(0.0455, 2);
  });

  test('every permutation of 4 is as likely as the others', () => {
    const random = createRandom(1, 'permutation');
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const key = random.permutation(4).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // 23 degrees of freedom: above 49.7 once in 1,000.
    expect(chiSquared([...counts.values()], 1000)).toBeLessThan(49.7);
  });

  test('a long permutation holds each number once', () => {
    const order = createRandom(1).permutation(60_000);
    expect(
      order
        .slice()
        .sort()
        .every((value, i) => value === i),
    ).toBe(true);
    expect(order.filter((value, i) => value === i).length).toBeLessThan(10);
    expect([...createRandom(1).permutation(0)]).toEqual([]);
    expect([...createRandom(1).permutation(1)]).toEqual([0]);
  });
});

function chiSquared(counts: ArrayLike<number>, expected: number): number {
  return Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
