/**
 * What does a network's arithmetic: plain TypeScript, which is the reference, or WebAssembly, which
 * is checked against it. A network has one of these to itself.
 */
import type { OptimiserName } from '../../../src-shared/hyperparameters.ts';
import type { Activation, AnyActivationName } from '../activations.ts';
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
  /** Replace the functions of the same names. */
  activations: Partial<Record<AnyActivationName, Activation>>;
  /** Replaces the updates of the same names, and clears the gradients in the same pass. */
  updates: Partial<Record<OptimiserName, UpdateKernel>>;
  /** `out` += `factor` * `vector`, from `start` on. */
  addScaled(out: Vector, vector: Vector, start: number, length: number, factor: number): void;
}

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
}

/** One step; vectors made by `createVector`, whole, of one length. `step` counts from 1. */
export type UpdateKernel = (
  parameters: Vector,
  gradients: Vector,
  moments: readonly Vector[],
  learningRate: number,
  settings: { momentum: number },
  step: number,
) => void;
