import { denseBackward, denseBackwardInput, denseForward } from '../kernels/dense.ts';
import type { LayerPlan } from './layer.ts';

/** Every unit sees every input. */
export interface DenseSpec {
  readonly kind: 'dense';
  readonly units: number;
  readonly bias: boolean;
}

/** Weights `[inputs, units]`, then, with `bias`, biases `[units]`. */
export function dense({ units, bias }: DenseSpec, inputs: number): LayerPlan {
  const fan = { fanIn: inputs, fanOut: units };
  return {
    outputSize: units,
    tensors: [
      { role: 'weights', shape: [inputs, units], ...fan },
      ...(bias ? [{ role: 'biases', shape: [units], ...fan } as const] : []),
    ],
    label: { step: String(units) },
    create(parameters, gradients, batchSize) {
      const weights = parameters[0];
      const biases = bias ? parameters[1] : null;
      const dWeights = gradients[0];
      const dBiases = bias ? gradients[1] : null;
      const nonZero = new Int32Array(Math.max(inputs, batchSize));
      return {
        forward(output, input, batch) {
          denseForward(output, input, weights, biases, batch, inputs, units, nonZero);
        },
        backward(dInput, dOutput, input, _output, batch) {
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
      };
    },
  };
}
