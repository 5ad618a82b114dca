import { createVector, type Precision } from '../vector.ts';
import {
  convolutionBackward,
  convolutionBackwardInput,
  convolutionForward,
  createListed,
  patchSizeOf,
} from './convolution.ts';
import { createChannels } from './channels.ts';
import { denseBackward, denseBackwardInput, denseForward } from './dense.ts';
import type { Kernels } from './kernels.ts';
import {
  maxPoolingBackward,
  maxPoolingForward,
  meanPoolingBackward,
  meanPoolingForward,
} from './pooling.ts';

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
    convolution({ weights, dWeights, biases, dBiases }, geometry) {
      const patch = createListed(patchSizeOf(geometry));
      const listed = createListed(geometry.output.channels);
      return {
        forward(output, input, batch) {
          convolutionForward(output, input, weights, biases, batch, geometry, patch);
        },
        backward(dInput, dOutput, input, batch) {
          convolutionBackward(
            dInput,
            dWeights,
            dBiases,
            dOutput,
            input,
            weights,
            batch,
            geometry,
            listed,
          );
        },
        backwardInput(dInput, dOutput, batch) {
          convolutionBackwardInput(dInput, dOutput, weights, batch, geometry, listed);
        },
      };
    },
    maxPooling: (image, size) => ({
      forward(output, input, batch) {
        maxPoolingForward(output, input, batch, image, size);
      },
      backward(dInput, dOutput, input, output, batch) {
        maxPoolingBackward(dInput, dOutput, input, output, batch, image, size);
      },
    }),
    meanPooling: (image, size) => ({
      forward(output, input, batch) {
        meanPoolingForward(output, input, batch, image, size);
      },
      backward(dInput, dOutput, _input, _output, batch) {
        meanPoolingBackward(dInput, dOutput, batch, image, size);
      },
    }),
    channels: createChannels,
    activations: {},
    updates: null,
    expander: (table, length) => (out, to, bytes, from) => {
      for (let i = 0; i < length; i++) out[to + i] = table[bytes[from + i]];
    },
    addScaled(out, vector, start, length, factor) {
      for (let i = start; i < start + length; i++) out[i] += factor * vector[i];
    },
  };
}
