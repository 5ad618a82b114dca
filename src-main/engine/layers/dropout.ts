import { sizeOf, type Shape } from '../shape.ts';
import type { Vector } from '../vector.ts';
import type { LayerPlan } from './layer.ts';

/** Leaves numbers out at random, in training only. */
export interface DropoutSpec {
  readonly kind: 'dropout';
  /** The probability of each number to be left out, above 0 and below 1. */
  readonly rate: number;
}

/**
 * Srivastava et al., Dropout (2014), in the inverted form: what stays is divided by the share that
 * stays, so that nothing has to be scaled when the network is asked.
 */
export function dropout({ rate }: DropoutSpec, input: Shape): LayerPlan {
  const size = sizeOf(input);
  return {
    outputShape: input,
    tensors: [],
    label: { step: `dropout${rate}` },
    changesInTraining: true,
    create(_parameters, _gradients, batchSize, kernels) {
      const kept = 1 / (1 - rate);
      /** 0 or `kept`; made when there is something to drop. */
      let factors: Vector | null = null;
      let dropping = false;
      return {
        forward(output, values, batch, random) {
          const length = batch * size;
          dropping = random !== null;
          if (!random) {
            output.set(values.subarray(0, length));
            return;
          }
          factors ??= kernels.createVector(batchSize * size);
          for (let i = 0; i < length; i++) {
            factors[i] = random.uniform() < rate ? 0 : kept;
            output[i] = values[i] * factors[i];
          }
        },
        backward(dInput, dOutput, _values, _output, batch) {
          if (!dInput) return;
          const length = batch * size;
          if (!dropping || !factors) {
            dInput.set(dOutput.subarray(0, length));
            return;
          }
          for (let i = 0; i < length; i++) dInput[i] = dOutput[i] * factors[i];
        },
      };
    },
  };
}
