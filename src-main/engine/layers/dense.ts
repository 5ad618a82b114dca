import { type Shape, sizeOf } from '../shape.ts';
import type { LayerPlan } from './layer.ts';

/** Every unit sees every input; an image is taken as the list of its numbers. */
export interface DenseSpec {
  readonly kind: 'dense';
  readonly units: number;
  readonly bias: boolean;
}

/** Weights `[inputs, units]`, then, with `bias`, biases `[units]`. */
export function dense({ units, bias }: DenseSpec, input: Shape): LayerPlan {
  const inputs = sizeOf(input);
  const fan = { fanIn: inputs, fanOut: units };
  return {
    outputShape: { height: 1, width: 1, channels: units },
    tensors: [
      { role: 'weights', shape: [inputs, units], ...fan },
      ...(bias ? [{ role: 'biases', shape: [units], ...fan } as const] : []),
    ],
    label: { step: String(units) },
    create(parameters, gradients, batchSize, kernels) {
      const tensors = {
        weights: parameters[0],
        dWeights: gradients[0],
        biases: bias ? parameters[1] : null,
        dBiases: bias ? gradients[1] : null,
      };
      const kernel = kernels.dense(tensors, inputs, units, batchSize);
      return {
        ...kernel,
        backward(dInput, dOutput, values, _output, batch) {
          kernel.backward(dInput, dOutput, values, batch);
        },
        backwardInput(dInput, dOutput, _values, _output, batch) {
          kernel.backwardInput(dInput, dOutput, batch);
        },
      };
    },
  };
}
