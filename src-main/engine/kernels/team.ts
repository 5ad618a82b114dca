/**
 * How the threads of a team share one job: an exported function of the kernels' module and its
 * arguments, the last two of which are the items `from`, `to` that one call computes. Whoever is free
 * takes the next part. No number is computed by two, so nothing hangs on who takes what.
 */

export type Kernel = (...values: number[]) => void;

/** What a helper is started with. All of it is shared, not copied. */
export interface HelperTask {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  job: Job;
  scratch: number;
}

export interface Job {
  /** By `slots`. */
  words: Int32Array<SharedArrayBuffer>;
  /** The arguments, but for `from` and `to`. */
  values: Float64Array<SharedArrayBuffer>;
}

export const slots = {
  /** Odd while a job is open; each job has a number of its own. */
  turn: 0,
  /** Helpers that may be at work. */
  inside: 1,
  /** The first item that nobody has taken. */
  next: 2,
  items: 3,
  /** Items that one call computes. */
  part: 4,
  /** By its place in the module's exports; `leave` ends the helper. */
  kernel: 5,
  /** How many values there are. */
  count: 6,
  /** Helpers that have started. */
  ready: 7,
  /** Helpers whose kernel threw. */
  failed: 8,
} as const;

export const leave = -1;

const maximumValues = 32;

export const createJob = (): Job => ({
  words: new Int32Array(
    new SharedArrayBuffer(Object.keys(slots).length * Int32Array.BYTES_PER_ELEMENT),
  ),
  values: new Float64Array(new SharedArrayBuffer(maximumValues * Float64Array.BYTES_PER_ELEMENT)),
});

/** The names of a module's functions. */
export const exportsOf = (module: WebAssembly.Module): string[] =>
  WebAssembly.Module.exports(module).flatMap(({ kind, name }) => (kind === 'function' ? name : []));

/** A module's functions, in the order of their names. */
export function kernelsOf(module: WebAssembly.Module, instance: WebAssembly.Instance): Kernel[] {
  return exportsOf(module).map((name) => instance.exports[name] as Kernel);
}

/** Gives a thread's instance its own scratch memory. */
export function setScratch(instance: WebAssembly.Instance, address: number): void {
  (instance.exports['scratch'] as WebAssembly.Global<'i32'>).value = address;
}

/** Computes one part after another of the open job, until none is left. */
export function takeParts({ words }: Job, kernel: Kernel, values: readonly number[]): void {
  const items = words[slots.items];
  const part = words[slots.part];
  for (;;) {
    const from = Atomics.add(words, slots.next, part);
    if (from >= items) return;
    kernel(...values, from, Math.min(from + part, items));
  }
}

/** Looks before it sleeps: to wake a thread takes tens of microseconds. */
const looks = 200;

/** Waits while a word is as it is said to be, and returns what it has become. */
export function waitWhile(
  words: Int32Array<SharedArrayBuffer>,
  slot: number,
  same: (word: number) => boolean,
): number {
  for (let look = 0; ; look++) {
    const word = Atomics.load(words, slot);
    if (!same(word)) return word;
    if (look >= looks) Atomics.wait(words, slot, word);
  }
}
