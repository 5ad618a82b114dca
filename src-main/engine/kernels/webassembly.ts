/**
 * The kernels in WebAssembly (sources in `assembly/`), in 32 bits. Each network has a memory of its
 * own, which goes when the network does.
 */
import type { Vector } from '../vector.ts';
import { createActivationKernels } from './activations.ts';
import { createChannelKernel } from './channels-webassembly.ts';
import { createDenseKernels } from './dense-webassembly.ts';
import { type Mode, moduleOf, widens } from './compiled.ts';
import type { Kernels } from './kernels.ts';
import { type Kernel, setScratch } from './team.ts';
import { createTeam, type Team } from './threads.ts';
import { createUpdateKernel } from './updates.ts';
import { createConvolutions } from './convolution-webassembly.ts';
import { createPoolings } from './pooling-webassembly.ts';

const pageBytes = 65536;
const initialPages = 64;
/** As the modules declare it; address space, not memory, until it is used. */
const maximumPages = 65536;
/** Nothing lies at 0, which stands for "none"; at 1024 lie the modules' constants. */
const firstAddress = 2048;
/** A cache line: a vector starts on one, and may be read 32 bytes past its end. */
const alignment = 64;

/** More than one, for threads that start late or share their processor. */
const partsPerThread = 2;
/** Of each thread: see `scratch` in `assembly/updates.ts`. */
const scratchBytes = 16384 + 64;

/**
 * Computes the items 0 to `items` with an exported function whose last two arguments say which, by
 * all threads if there is enough to do. `grain`: items that are best not parted. `work`: the
 * multiply-adds of all items, roughly.
 */
export type Split = (
  name: string,
  items: number,
  grain: number,
  work: number,
  ...values: number[]
) => void;

/** What kernels are made of. */
export interface Machine {
  split: Split;
  /** Exported functions, by their names, for what is not worth sharing. */
  calls: Readonly<Record<string, Kernel>>;
  /** The address of so many numbers, all zero. */
  words(length: number): number;
  /** What is at an address, as whole numbers. */
  wordsAt(address: number, length: number): Uint32Array;
  createVector(length: number): Vector;
  addressOf(vector: Vector): number;
}

interface WebAssemblyOptions {
  threads?: number;
  /** Multiply-adds below which a job is not worth sharing: about 200 microseconds of them. */
  smallestShared?: number;
  /** See `compiled.ts`. */
  wide?: boolean;
}

export function createWebAssemblyKernels(
  mode: Mode,
  { threads = 1, smallestShared = 5e6, wide = widens() }: WebAssemblyOptions = {},
): Kernels {
  // Shared, because only then does growing leave the views as they are.
  const memory = new WebAssembly.Memory({
    initial: initialPages,
    maximum: maximumPages,
    shared: true,
  });
  /**
   * A shared memory has one buffer for each size that it has had, sometimes more with threads, all of
   * the same bytes.
   */
  const buffers = new WeakSet<ArrayBufferLike>();
  const module = moduleOf(mode, wide);
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const calls = instance.exports as Record<string, Kernel>;
  /** Started by the first job that is worth sharing. */
  let team: Team | null = null;
  let free = firstAddress;

  /** The address of so many bytes, all zero. */
  function allocate(bytes: number): number {
    const address = free;
    free += Math.ceil((bytes + 32) / alignment) * alignment;
    const pages = memory.buffer.byteLength / pageBytes;
    const missing = Math.ceil(free / pageBytes) - pages;
    if (missing > 0) {
      // Growing costs a walk over all shared memories; room that is never touched costs nothing.
      memory.grow(Math.max(missing, Math.min(pages, maximumPages - pages)));
    }
    return address;
  }
  const words = (length: number): number => allocate(length * 4);

  function addressOf(vector: Vector): number {
    if (!buffers.has(vector.buffer))
      throw new Error('A kernel takes vectors of its own memory only: see createVector');
    return vector.byteOffset;
  }

  const ownScratch = (): number => allocate(scratchBytes);
  setScratch(instance, ownScratch());
  const startTeam = (): Team =>
    createTeam(module, memory, instance, Array.from({ length: threads - 1 }, ownScratch));

  /** Arguments of a call, by how many they are without the items. */
  const lists: number[][] = [];

  /** See `Split`. */
  function split(
    name: string,
    items: number,
    grain: number,
    work: number,
    ...values: number[]
  ): void {
    if (threads > 1 && work >= smallestShared && items > grain) {
      team ??= startTeam();
      if (team.threads > 1) {
        const parts = team.threads * partsPerThread;
        team.compute(name, items, Math.ceil(items / parts / grain) * grain, values);
        return;
      }
    }
    // A call without a list made for it: there are many, and lists are garbage.
    const list = (lists[values.length] ??= [...values, 0, 0]);
    for (let i = 0; i < values.length; i++) list[i] = values[i];
    list[values.length + 1] = items;
    Reflect.apply(calls[name], undefined, list);
  }

  const createVector = (length: number): Vector => {
    const address = words(length);
    // Where threads share it, a memory that has grown may change its buffer some time later.
    const { buffer } = memory;
    buffers.add(buffer);
    return new Float32Array(buffer, address, length);
  };
  const machine: Machine = {
    split,
    calls,
    words,
    wordsAt: (address, length) => new Uint32Array(memory.buffer, address, length),
    createVector,
    addressOf,
  };
  return {
    get threads() {
      return team?.threads ?? 1;
    },
    async end() {
      await team?.end();
    },
    createVector,
    owns: (vector) => buffers.has(vector.buffer),
    dense: createDenseKernels(machine),
    convolution: createConvolutions(machine),
    ...createPoolings(machine),
    channels: (channels, mostRows) => createChannelKernel(machine, channels, mostRows),
    activations: createActivationKernels(machine),
    updates: createUpdateKernel(machine),
    expander(numbers, length) {
      const values = createVector(256);
      values.set(numbers);
      const table = addressOf(values);
      const room = words(Math.ceil(length / 4));
      const copies = new Uint8Array(memory.buffer, room, length);
      const addressOfOut = remembering(addressOf);
      return (out, to, bytes, from) => {
        // They are from elsewhere. What was seen is stored, or it would not be looked at.
        copies[0] = touch(bytes, from, from + length);
        copies.set(bytes.subarray(from, from + length));
        calls.expand(addressOfOut(out) + to * 4, room, table, length);
      };
    },
    addScaled(out, vector, start, length, factor) {
      const [to, from] = [addressOf(out) + start * 4, addressOf(vector) + start * 4];
      split('addScaled', length, 4096, length * 2, to, from, factor);
    },
  };
}

/** `find` for one that is mostly asked for what it was asked for last. */
export function remembering<K, V>(find: (key: K) => V): (key: K) => V {
  let last: { key: K; value: V } | null = null;
  return (key) => {
    if (last?.key !== key) last = { key, value: find(key) };
    return last.value;
  };
}

/** Bytes of a cache line. */
const line = 64;

/** One number of each line, so that far memory is asked for all lines before it is waited for. */
function touch(bytes: Uint8Array, from: number, to: number): number {
  let seen = 0;
  for (let i = from; i < to; i += line) seen |= bytes[i];
  return seen;
}

/** Whether the module for fused arithmetic really rounds once on this processor. */
export function fusesHere(): boolean {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages, shared: true });
  const { exports } = new WebAssembly.Instance(moduleOf('fused', false), { env: { memory } });
  const fuses = exports.fuses as (a: number, c: number) => number;
  return fuses(1 + 2 ** -12, -(1 + 2 ** -11)) !== 0;
}
