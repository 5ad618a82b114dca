import { createVector, type Precision } from '../vector.ts';
import { denseBackward, denseBackwardInput, denseForward } from './dense.ts';
import type { Kernels } from './kernels.ts';

/** Plain TypeScript: in either precision, on any machine. */
export function createReferenceKernels(precision: Precision): Kernels {
  return {
    threads: 1,
    end: async () => undefined,
    createVector: (length) => createVector(length, precision),
    owns: () => true,
    dense({ weights, dWeights, biases, dBiases }, inputs, units, batchSize) {
      const nonZero = new Int32Array(Math.max(inputs, batchSize));
      return {
        forward(output, input, batch) {
          denseForward(output, input, weights, biases, batch, inputs, units, nonZero);
        },
        backward(dInput, dOutput, input, batch) {
          denseBackward(
            dInput,
            dWeights,
            dBiases,
            dOutput,
            input,
            weights,
            batch,
            inputs,
            units,
            nonZero,
          );
        },
        backwardInput(dInput, dOutput, batch) {
          denseBackwardInput(dInput, dOutput, weights, batch, inputs, units);
        },
        learn(dInput, dOutput, input, batch) {
          this.backward(dInput, dOutput, input, batch);
          return false;
        },
        settle: () => undefined,
      };
    },
    activations: {},
    updates: null,
    addScaled(out, vector, start, length, factor) {
      for (let i = start; i < start + length; i++) out[i] += factor * vector[i];
    },
  };
}
