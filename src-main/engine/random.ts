/**
 * Random numbers in independent streams. A stream is named by a seed and a path, such as
 * `createRandom(seed, 'shuffle', epoch)`, so all that a paused run has to remember is its seed and
 * counters.
 *
 * Only 32-bit integer operations, `Math.log` and `Math.sqrt`: `Math.sin`, `Math.cos` and `Math.pow`
 * may differ between builds of V8, and Node and Electron must draw the same bits.
 */
export interface Random {
  /** Uniform in [0, 1): a multiple of 2^-32. */
  uniform(): number;
  /** A whole number in [0, n), each equally likely; n from 1 to 2^32. */
  below(n: number): number;
  /** Mean 0, variance 1. */
  normal(): number;
  /** The numbers 0 to n - 1 in random order, `[n]`. */
  permutation(n: number): Uint32Array;
}

export function createRandom(seed: number, ...path: readonly (string | number)[]): Random {
  return drawFrom(streamState([seed, ...path]));
}

/**
 * The streams below one path: `series(7, 2)` is `createRandom(seed, ...path, 7, 2)`, without hashing
 * the path again. For streams that each serve for little: the next one ends the one before.
 */
export function createRandomSeries(
  seed: number,
  ...path: readonly (string | number)[]
): (...numbers: number[]) => Random {
  const { lanes, length } = hashedStart([seed, ...path]);
  const state = new Int32Array(lanes.length);
  const random = drawFrom(state);
  return (...numbers) => {
    for (let lane = 0; lane < lanes.length; lane++) {
      let hash = lanes[lane];
      for (const number of numbers) hash = mixNumber(hash, number);
      state[lane] = finish(hash, length + wordsOfNumber * numbers.length);
    }
    notAllZero(state);
    random.restart();
    return random;
  };
}

function drawFrom(state: Int32Array): Random & { restart(): void } {
  const next = (): number => nextBits(state);
  const uniform = (): number => next() / 2 ** 32;

  const below = (n: number): number => {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32)
      throw new Error(`below(n) needs a whole number from 1 to 2^32, not ${n}`);
    // Numbers past the last full multiple of n would favour the small remainders: draw again.
    const limit = 2 ** 32 - (2 ** 32 % n);
    let bits = next();
    while (bits >= limit) bits = next();
    return bits % n;
  };

  // Marsaglia's polar method (Marsaglia & Bray, SIAM Review 6, 1964) makes two numbers at a time.
  let spare: number | null = null;
  const normal = (): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const s = x * x + y * y;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = y * scale;
      return x * scale;
    }
  };

  // Fisher-Yates, as in Knuth, The Art of Computer Programming 2, algorithm 3.4.2P.
  const permutation = (n: number): Uint32Array => {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = below(i + 1);
      const moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  };

  const restart = (): void => void (spare = null);

  return { uniform, below, normal, permutation, restart };
}

/**
 * The next 32 random bits, as a number from 0 to 2^32 - 1; advances `state` `[4]`, which must not
 * be all zero. xoshiro128** 1.1 (Blackman & Vigna, https://prng.di.unimi.it/xoshiro128starstar.c).
 */
export function nextBits(state: Int32Array): number {
  const a = state[0];
  const b = state[1];
  const c = state[2] ^ a;
  const d = state[3] ^ b;
  state[0] = a ^ d;
  state[1] = b ^ c;
  state[2] = c ^ (b << 9);
  state[3] = rotateLeft(d, 11);
  return Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
}

/** The start of a stream: four MurmurHash3 values of its path. */
function streamState(path: readonly (string | number)[]): Int32Array {
  const { lanes, length } = hashedStart(path);
  return notAllZero(Int32Array.from(lanes, (hash) => finish(hash, length)));
}

/** All of a path mixed into four hashes that are not finished yet, and its number of words. */
function hashedStart(path: readonly (string | number)[]): { lanes: Int32Array; length: number } {
  const words = path.flatMap(wordsOf);
  return {
    lanes: Int32Array.of(1, 2, 3, 4).map((lane) => words.reduce(mix, lane)),
    length: words.length,
  };
}

function notAllZero(state: Int32Array): Int32Array {
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}

/**
 * 32-bit words that no other value has: the kind first, and a text's length before its code units.
 */
function wordsOf(value: string | number): number[] {
  if (typeof value === 'string')
    return [
      1,
      value.length,
      ...Array.from({ length: value.length }, (_, i) => value.charCodeAt(i)),
    ];
  return [0, value | 0, highWord(value)];
}

const wordsOfNumber = 3;

/** Mixes `wordsOf(value)` in. */
const mixNumber = (hash: number, value: number): number =>
  mix(mix(mix(hash, 0), value | 0), highWord(value));

function highWord(value: number): number {
  if (!Number.isSafeInteger(value))
    throw new Error(`A random stream is named by texts and whole numbers, not ${value}`);
  return Math.floor(value / 2 ** 32) | 0;
}

/**
 * MurmurHash3_x86_32 of whole words (Appleby, https://github.com/aappleby/smhasher, public domain).
 */
export const murmurHash3 = (words: readonly number[], seed: number): number =>
  finish(words.reduce(mix, seed), words.length);

function mix(hash: number, word: number): number {
  const mixed = hash ^ Math.imul(rotateLeft(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotateLeft(mixed, 13), 5) + 0xe6546b64) | 0;
}

function finish(mixed: number, words: number): number {
  let hash = mixed ^ (words * 4);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function rotateLeft(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
