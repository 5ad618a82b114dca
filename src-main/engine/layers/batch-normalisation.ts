import { type Shape, sizeOf } from '../shape.ts';
import type { Vector } from '../vector.ts';
import type { Layer, LayerPlan } from './layer.ts';

/** Each channel brought to a mean of 0 and a variance of 1, then to a gain and a shift that it learns. */
export interface BatchNormalisationSpec {
  readonly kind: 'batchNormalisation';
}

/** Under the root, so that a channel that never changes divides by something. As in PyTorch. */
const epsilon = 1e-5;
/** How much of the running mean and variance each batch replaces. As in PyTorch. */
const renewal = 0.1;

/**
 * Ioffe & Szegedy, Batch normalization (2015), algorithms 1 and 2: over the batch, and over all
 * pixels of a channel. Training normalises by the batch itself; asked, the network normalises by
 * means and variances that training kept, which lie with the parameters as tensors that no gradient
 * moves. Those variances are the unbiased ones, n / (n - 1) times those of the batch, as in PyTorch.
 *
 * A batch of one number a channel has no variance: it is normalised by what was kept.
 */
export function batchNormalisation(_spec: BatchNormalisationSpec, input: Shape): LayerPlan {
  const { channels } = input;
  const size = sizeOf(input);
  const fan = { shape: [channels], fanIn: 1, fanOut: 1 };
  return {
    outputShape: input,
    tensors: [
      { role: 'gains', ...fan },
      { role: 'shifts', ...fan },
      { role: 'means', ...fan },
      { role: 'variances', ...fan },
    ],
    label: { step: 'batchnorm' },
    changesInTraining: true,
    create([gains, shifts, means, variances], [dGains, dShifts], batchSize, kernels) {
      const pixels = size / channels;
      const kernel = kernels.channels(channels, batchSize * pixels);
      const numbers = (): Float64Array => new Float64Array(channels);
      /** Of each channel in the last forward; `scale`: one by the deviation. */
      const [centre, scale] = [numbers(), numbers()];
      const [sums, products, factors, constants] = [numbers(), numbers(), numbers(), numbers()];
      const zeros = numbers();
      let byBatch = false;

      function measure(values: Vector, rows: number): void {
        kernel.sum(sums, products, values, zeros, values, zeros, rows);
        for (let c = 0; c < channels; c++) centre[c] = sums[c] / rows;
        // Again around the mean: the difference of two large sums would be mostly rounding.
        kernel.sum(sums, products, values, centre, values, centre, rows);
        for (let c = 0; c < channels; c++) {
          scale[c] = 1 / Math.sqrt(products[c] / rows + epsilon);
          means[c] += renewal * (centre[c] - means[c]);
          variances[c] += renewal * (products[c] / (rows - 1) - variances[c]);
        }
      }

      /** The sums of the errors, and of the errors times the normalised numbers. */
      function sumErrors(dOutput: Vector, values: Vector, rows: number): void {
        kernel.sum(sums, products, dOutput, zeros, values, centre, rows);
        for (let c = 0; c < channels; c++) products[c] *= scale[c];
      }

      /**
       * scale gain (error - mean error - normalised mean product): the means only where the batch's own
       * mean and variance were used, on which each number then had its share.
       */
      function passBack(dInput: Vector, dOutput: Vector, values: Vector, rows: number): void {
        for (let c = 0; c < channels; c++) {
          factors[c] = scale[c] * gains[c];
          const share = byBatch ? factors[c] / rows : 0;
          constants[c] = byBatch ? share * (centre[c] * scale[c] * products[c] - sums[c]) : 0;
          products[c] *= -share * scale[c];
        }
        if (byBatch) kernel.combine(dInput, dOutput, factors, values, products, constants, rows);
        else kernel.scale(dInput, dOutput, factors, constants, rows);
      }

      const layer: Layer = {
        forward(output, values, batch, random) {
          const rows = batch * pixels;
          byBatch = random !== null && rows > 1;
          if (byBatch) measure(values, rows);
          else
            for (let c = 0; c < channels; c++) {
              centre[c] = means[c];
              scale[c] = 1 / Math.sqrt(variances[c] + epsilon);
            }
          for (let c = 0; c < channels; c++) {
            factors[c] = scale[c] * gains[c];
            constants[c] = shifts[c] - centre[c] * factors[c];
          }
          kernel.scale(output, values, factors, constants, rows);
        },
        backward(dInput, dOutput, values, _output, batch) {
          const rows = batch * pixels;
          sumErrors(dOutput, values, rows);
          for (let c = 0; c < channels; c++) {
            dGains[c] += products[c];
            dShifts[c] += sums[c];
          }
          if (dInput) passBack(dInput, dOutput, values, rows);
        },
        backwardInput(dInput, dOutput, values, _output, batch) {
          const rows = batch * pixels;
          if (byBatch) sumErrors(dOutput, values, rows);
          passBack(dInput, dOutput, values, rows);
        },
      };
      return layer;
    },
  };
}
