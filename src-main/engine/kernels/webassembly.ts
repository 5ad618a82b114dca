/**
 * The kernels in WebAssembly (sources in `assembly/`), in 32 bits. Each network has a memory of its
 * own, which goes when the network does.
 */
import { adamSettings } from '../adam-settings.ts';
import type { Vector } from '../vector.ts';
import { wholePower } from '../whole-power.ts';
import { fusedModule, plainModule } from './modules.ts';
import type { Kernels } from './kernels.ts';
import { anyVectors } from './reference.ts';

/**
 * `fused` rounds a product and its sum once, where the processor can; `plain` gives the same bits on
 * every processor.
 */
export type Mode = 'fused' | 'plain';

type Call = (...values: number[]) => number;
type Exports = Record<
  | 'fuses'
  | 'denseForward'
  | 'denseInputGradient'
  | 'denseParameterGradients'
  | 'adam'
  | 'addScaled'
  | 'momentum'
  | 'sgd',
  Call
>;

const encoded: Record<Mode, string> = { fused: fusedModule, plain: plainModule };
const compiled = new Map<Mode, WebAssembly.Module>();

const bytesOf = (mode: Mode): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(encoded[mode]), (character) => character.charCodeAt(0));

export const runs = (mode: Mode): boolean =>
  typeof WebAssembly === 'object' && WebAssembly.validate(bytesOf(mode));

function moduleOf(mode: Mode): WebAssembly.Module {
  const known = compiled.get(mode);
  if (known) return known;
  const made = new WebAssembly.Module(bytesOf(mode));
  compiled.set(mode, made);
  return made;
}

const pageBytes = 65536;
const initialPages = 64;
/** As the modules declare it; address space, not memory, until it is used. */
const maximumPages = 65536;
/** Nothing lies at 0, which stands for "none". */
const firstAddress = 64;
/** A cache line: a vector starts on one, and may be read 16 bytes past its end. */
const alignment = 64;

/** Samples whose sparse rows are listed at a time: up to 128, or 4 MB of a list. */
const blockOf = (batchSize: number, width: number): number =>
  Math.max(1, Math.min(batchSize, 128, Math.floor(2 ** 20 / width)));

export function createWebAssemblyKernels(mode: Mode): Kernels {
  // Shared, because only then does growing leave the views as they are.
  const memory = new WebAssembly.Memory({
    initial: initialPages,
    maximum: maximumPages,
    shared: true,
  });
  /** A shared memory has one buffer for each size that it has had, all of the same bytes. */
  const buffers = new WeakSet<ArrayBufferLike>([memory.buffer]);
  const { exports } = new WebAssembly.Instance(moduleOf(mode), { env: { memory } });
  const calls = exports as Exports;
  let free = firstAddress;

  /** The address of so many bytes, all zero. */
  function allocate(bytes: number): number {
    const address = free;
    free += Math.ceil((bytes + 16) / alignment) * alignment;
    const pages = memory.buffer.byteLength / pageBytes;
    const missing = Math.ceil(free / pageBytes) - pages;
    if (missing > 0) {
      // Growing costs a walk over all shared memories; room that is never touched costs nothing.
      memory.grow(Math.max(missing, Math.min(pages, maximumPages - pages)));
      buffers.add(memory.buffer);
    }
    return address;
  }
  const words = (length: number): number => allocate(length * 4);

  function addressOf(vector: Vector): number {
    if (!buffers.has(vector.buffer))
      throw new Error('A kernel takes vectors of its own memory only: see createVector');
    return vector.byteOffset;
  }

  /** With the padding, which is zero. */
  const padded = (vector: Vector): number => Math.ceil(vector.length / 4) * 4;

  return {
    createVector: (length) => {
      const address = words(length);
      return new Float32Array(memory.buffer, address, length);
    },
    owns: (vector) => buffers.has(vector.buffer),

    dense({ weights, dWeights, biases, dBiases }, inputs, units, batchSize) {
      const at = {
        weights: addressOf(weights),
        dWeights: addressOf(dWeights),
        biases: biases ? addressOf(biases) : 0,
        dBiases: dBiases ? addressOf(dBiases) : 0,
      };
      const block = blockOf(batchSize, Math.max(inputs, units));
      const entries = block * inputs;
      const rows = { starts: words(block + 1), indices: words(entries), values: words(entries) };
      const columns = {
        starts: words(inputs + 1),
        indices: words(entries),
        values: words(entries),
      };
      const cursors = words(block);
      /** Scratch that the input's gradient needs, of layers that are asked for one. */
      let back: { transposed: number; indices: number; values: number } | null = null;
      const backwardInput = (dInput: Vector, dOutput: Vector, batch: number): void => {
        back ??= {
          transposed: words(inputs * units),
          indices: words(block * units),
          values: words(block * units),
        };
        calls.denseInputGradient(
          addressOf(dInput),
          addressOf(dOutput),
          at.weights,
          back.transposed,
          batch,
          inputs,
          units,
          block,
          rows.starts,
          back.indices,
          back.values,
          cursors,
        );
      };
      return {
        forward(output, input, batch) {
          calls.denseForward(
            addressOf(output),
            addressOf(input),
            at.weights,
            at.biases,
            batch,
            inputs,
            units,
            block,
            rows.starts,
            rows.indices,
            rows.values,
            cursors,
          );
        },
        backward(dInput, dOutput, input, batch) {
          calls.denseParameterGradients(
            at.dWeights,
            at.dBiases,
            addressOf(dOutput),
            addressOf(input),
            batch,
            inputs,
            units,
            block,
            rows.starts,
            rows.indices,
            rows.values,
            columns.starts,
            columns.indices,
            columns.values,
          );
          if (dInput) backwardInput(dInput, dOutput, batch);
        },
        backwardInput,
      };
    },

    ...anyVectors,

    updates: {
      sgd(parameters, gradients, _moments, learningRate) {
        const length = padded(parameters);
        calls.sgd(addressOf(parameters), addressOf(gradients), length, learningRate);
      },
      momentum(parameters, gradients, [velocities], learningRate, { momentum }) {
        calls.momentum(
          addressOf(parameters),
          addressOf(gradients),
          addressOf(velocities),
          padded(parameters),
          learningRate,
          momentum,
        );
      },
      adam(parameters, gradients, [means, variances], learningRate, _settings, step) {
        const { meanDecay, varianceDecay, epsilon } = adamSettings;
        calls.adam(
          addressOf(parameters),
          addressOf(gradients),
          addressOf(means),
          addressOf(variances),
          padded(parameters),
          learningRate / (1 - wholePower(meanDecay, step)),
          1 / Math.sqrt(1 - wholePower(varianceDecay, step)),
          meanDecay,
          1 - meanDecay,
          varianceDecay,
          1 - varianceDecay,
          epsilon,
        );
      },
    },

    addScaled(out, vector, start, length, factor) {
      calls.addScaled(addressOf(out) + start * 4, addressOf(vector) + start * 4, length, factor);
    },
  };
}

/** Whether the module for fused arithmetic really rounds once on this processor. */
export function fusesHere(): boolean {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages, shared: true });
  const { exports } = new WebAssembly.Instance(moduleOf('fused'), { env: { memory } });
  return (exports as Exports).fuses(1 + 2 ** -12, -(1 + 2 ** -11)) !== 0;
}
