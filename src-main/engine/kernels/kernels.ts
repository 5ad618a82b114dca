/**
 * What does a network's arithmetic: plain TypeScript, which is the reference, or WebAssembly, which
 * is checked against it. A network has one of these to itself.
 */
import type { OptimiserName } from '../../../src-shared/hyperparameters.ts';
import type { Activation, AnyActivationName } from '../activations.ts';
import type { Shape } from '../shape.ts';
import type { Vector } from '../vector.ts';

export interface Kernels {
  /**
   * Those that compute now, the caller's among them. The others are started by the first job that is
   * worth sharing, and take a while.
   */
  readonly threads: number;
  /** Ends the other threads; resolves when they are gone. They never outlive the caller's. */
  end(): Promise<void>;
  /** All zero. What the kernels are given must have been made here: see `owns`. */
  createVector(length: number): Vector;
  owns(vector: Vector): boolean;
  dense(tensors: DenseTensors, inputs: number, units: number, batchSize: number): DenseKernel;
  convolution(
    tensors: ConvolutionTensors,
    geometry: ConvolutionGeometry,
    batchSize: number,
  ): ConvolutionKernel;
  /** `size` in pixels, of windows side by side; rows and columns that fill none are left out. */
  maxPooling(input: Shape, size: number, batchSize: number): PoolingKernel;
  meanPooling(input: Shape, size: number, batchSize: number): PoolingKernel;
  /** For at most so many rows. */
  channels(channels: number, mostRows: number): ChannelKernel;
  /** Replace the functions of the same names. */
  activations: Partial<Record<AnyActivationName, Activation>>;
  updates: UpdateKernel | null;
  /** Turns images of so many bytes into numbers, by a table `[256]`. */
  expander(table: Float32Array, length: number): Expand;
  /** `out` += `factor` * `vector`, from `start` on. */
  addScaled(out: Vector, vector: Vector, start: number, length: number, factor: number): void;
}

/** Writes to `out`, from `to` on, what the table has for the bytes from `from` on. */
export type Expand = (out: Vector, to: number, bytes: Uint8Array, from: number) => void;

export interface DenseTensors {
  /** `[inputs, units]` */
  weights: Vector;
  dWeights: Vector;
  /** `[units]` */
  biases: Vector | null;
  dBiases: Vector | null;
}

/** See `dense.ts`. */
export interface DenseKernel {
  forward(output: Vector, input: Vector, batch: number): void;
  backward(dInput: Vector | null, dOutput: Vector, input: Vector, batch: number): void;
  backwardInput(dInput: Vector, dOutput: Vector, batch: number): void;
  /**
   * `backward`, and the step of the weights (see `UpdateKernel`) in one: their gradients are nowhere
   * to be seen. Biases only get their gradients. False if it has done no more than `backward`.
   */
  learn(
    dInput: Vector | null,
    dOutput: Vector,
    input: Vector,
    batch: number,
    step: Step,
    l2: number,
  ): boolean;
  /** Brings the weights up to date: `learn` may put off a part of what moves them. */
  settle(): void;
}

/** One step of an optimiser. */
export interface Step {
  rule: OptimiserName;
  parameters: Vector;
  /** Each laid out like `parameters`. */
  moments: readonly Vector[];
  learningRate: number;
  momentum: number;
  /** From 1. */
  count: number;
}

export interface UpdateKernel {
  /** The optimisers that it computes. */
  rules: readonly OptimiserName[];
  /**
   * Moves `length` parameters from `start` on against `gradients`, which it clears. Before, `l2` times
   * its parameter is added to each gradient.
   */
  move(step: Step, gradients: Vector, start: number, length: number, l2: number): void;
}

/**
 * Sizes in pixels; images lie row by row with channels innermost (NHWC), samples one after another.
 */
export interface ConvolutionGeometry {
  input: Shape;
  output: Shape;
  /** Of the kernel. */
  height: number;
  width: number;
  stride: number;
  /** Rows of zeros above, columns of zeros to the left. */
  top: number;
  left: number;
}

export interface ConvolutionTensors {
  /** `[height, width, input channels, output channels]` */
  weights: Vector;
  dWeights: Vector;
  /** `[output channels]` */
  biases: Vector | null;
  dBiases: Vector | null;
}

/** See `convolution.ts`. */
export interface ConvolutionKernel {
  forward(output: Vector, input: Vector, batch: number): void;
  /** Adds to the gradients, overwrites `dInput`. */
  backward(dInput: Vector | null, dOutput: Vector, input: Vector, batch: number): void;
  /** As `backward`, but for the input alone. */
  backwardInput(dInput: Vector, dOutput: Vector, batch: number): void;
}

/**
 * See `channels.ts`. Vectors are `[rows, channels]`, arrays `[channels]` in 64 bits whatever the
 * precision of the vectors.
 */
export interface ChannelKernel {
  /** By channel, the sums of `a - centreA`, and the products of those with `b - centreB`. */
  sum(
    sums: Float64Array,
    products: Float64Array,
    a: Vector,
    centreA: Float64Array,
    b: Vector,
    centreB: Float64Array,
    rows: number,
  ): void;
  /** `out` = `a factors + constants`. */
  scale(out: Vector, a: Vector, factors: Float64Array, constants: Float64Array, rows: number): void;
  /** `out` = `a factorsA + b factorsB + constants`. */
  combine(
    out: Vector,
    a: Vector,
    factorsA: Float64Array,
    b: Vector,
    factorsB: Float64Array,
    constants: Float64Array,
    rows: number,
  ): void;
}

/** See `pooling.ts`. */
export interface PoolingKernel {
  forward(output: Vector, input: Vector, batch: number): void;
  /** Overwrites `dInput`; `input` and `output` are those of `forward`. */
  backward(dInput: Vector, dOutput: Vector, input: Vector, output: Vector, batch: number): void;
}
