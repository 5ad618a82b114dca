import { activations, type AnyActivationName } from '../activations.ts';
import { type Shape, sizeOf } from '../shape.ts';
import type { LayerPlan } from './layer.ts';

/** As many outputs as inputs, and nothing to train. */
export interface ActivationSpec {
  readonly kind: 'activation';
  readonly activation: AnyActivationName;
}

export function activation(spec: ActivationSpec, input: Shape): LayerPlan {
  // Softmax is over all numbers of a sample.
  const width = sizeOf(input);
  return {
    outputShape: input,
    tensors: [],
    label: { note: spec.activation },
    create(_parameters, _gradients, _batchSize, kernels) {
      const { [spec.activation]: kernel = activations[spec.activation] } = kernels.activations;
      return {
        forward(output, values, batch) {
          kernel.forward(output, values, batch, width);
        },
        backward(dInput, dOutput, values, output, batch) {
          if (dInput) kernel.backward(dInput, dOutput, values, output, batch, width);
        },
      };
    },
  };
}
