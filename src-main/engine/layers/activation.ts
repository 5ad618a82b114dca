import { activations, type AnyActivationName } from '../activations.ts';
import type { LayerPlan } from './layer.ts';

/** As many outputs as inputs, and nothing to train. */
export interface ActivationSpec {
  readonly kind: 'activation';
  readonly activation: AnyActivationName;
}

export function activation(spec: ActivationSpec, width: number): LayerPlan {
  const { forward, backward } = activations[spec.activation];
  return {
    outputSize: width,
    tensors: [],
    label: { note: spec.activation },
    create: () => ({
      forward(output, input, batch) {
        forward(output, input, batch, width);
      },
      backward(dInput, dOutput, input, output, batch) {
        if (dInput) backward(dInput, dOutput, input, output, batch, width);
      },
    }),
  };
}
