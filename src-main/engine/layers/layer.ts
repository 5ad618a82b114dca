/**
 * What every kind of layer provides. A new kind is one file that makes a `LayerPlan`, and one entry
 * in `index.ts`.
 */
import type { Kernels, Step } from '../kernels/kernels.ts';
import type { Random } from '../random.ts';
import type { Shape } from '../shape.ts';
import type { Vector } from '../vector.ts';

/** A trainable tensor of one layer. */
export interface TensorPlan {
  /** `means` and `variances` are what forward keeps of the batches: their gradients stay 0. */
  role: 'weights' | 'biases' | 'gains' | 'shifts' | 'means' | 'variances';
  /** The last dimension counts the units (channels), unless `unitOf` says otherwise. */
  shape: readonly number[];
  /** The unit that each entry of the last dimension leads to, where several lead to one. */
  unitOf?: readonly number[];
  /** How many numbers each output sums; an array: for each entry of the last dimension. */
  fanIn: number | readonly number[];
  /** How many outputs each input feeds. */
  fanOut: number;
}

/** Not trained by gradients: forward in training keeps it up to date. */
export const isKept = ({ role }: Pick<TensorPlan, 'role'>): boolean =>
  role === 'means' || role === 'variances';

/** A layer of known size, before any memory is given to it. */
export interface LayerPlan {
  /** Numbers lie row by row, and channels within a pixel side by side. */
  outputShape: Shape;
  tensors: readonly TensorPlan[];
  /**
   * For the network's summary: `step` joins the chain of sizes (`400-128-10`), `note` follows it
   * (`relu`).
   */
  label: { step?: string; note?: string };
  /** Forward in training is another one, which `random` tells it: it may draw from it. */
  changesInTraining?: true;
  /** `parameters` and `gradients`: one view per entry of `tensors`, in that order. */
  create(
    parameters: readonly Vector[],
    gradients: readonly Vector[],
    batchSize: number,
    kernels: Kernels,
  ): Layer;
}

/**
 * Buffers belong to the caller; `output` `[batch, outputSize]`, `input` `[batch, inputSize]`,
 * likewise their gradients.
 */
export interface Layer {
  /** `random`: in training only, for what layers draw. */
  forward(output: Vector, input: Vector, batch: number, random: Random | null): void;
  /**
   * Adds to the layer's own gradients; overwrites `dInput`, or leaves it out where it is null.
   * `input` and `output` are those of the last `forward`.
   */
  backward(
    dInput: Vector | null,
    dOutput: Vector,
    input: Vector,
    output: Vector,
    batch: number,
  ): void;
  /**
   * As `backward`, and moves the weights by the step of an optimiser; the biases only get their
   * gradients. False if it has done no more than `backward`.
   */
  learn?(
    dInput: Vector | null,
    dOutput: Vector,
    input: Vector,
    batch: number,
    step: Step,
    l2: number,
  ): boolean;
  /** Brings the weights up to date: `learn` may put off a part of what moves them. */
  settle?(): void;
  /**
   * As `backward`, but for the input alone: the layer's own gradients stay. Layers without tensors
   * need none, because their `backward` does no more.
   */
  backwardInput?(
    dInput: Vector,
    dOutput: Vector,
    input: Vector,
    output: Vector,
    batch: number,
  ): void;
}
