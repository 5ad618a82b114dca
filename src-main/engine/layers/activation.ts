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
  const { forward, backward } = activations[spec.activation];
  return {
    outputShape: input,
    tensors: [],
    label: { note: spec.activation },
    create: () => ({
      forward(output, values, batch) {
        forward(output, values, batch, width);
      },
      backward(dInput, dOutput, values, output, batch) {
        if (dInput) backward(dInput, dOutput, values, output, batch, width);
      },
    }),
  };
}
