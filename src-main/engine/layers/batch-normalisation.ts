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
    create([gains, shifts, means, variances], [dGains, dShifts]) {
      /** Of each channel in the last forward, `[channels]`; `scale`: one by the deviation. */
      const centre = new Float64Array(channels);
      const scale = new Float64Array(channels);
      const sums = new Float64Array(channels);
      const products = new Float64Array(channels);
      let byBatch = false;

      function measure(values: Vector, length: number): void {
        const count = length / channels;
        centre.fill(0);
        for (let i = 0; i < length; i += channels)
          for (let c = 0; c < channels; c++) centre[c] += values[i + c];
        for (let c = 0; c < channels; c++) centre[c] /= count;
        sums.fill(0);
        for (let i = 0; i < length; i += channels)
          for (let c = 0; c < channels; c++) {
            const away = values[i + c] - centre[c];
            sums[c] += away * away;
          }
        for (let c = 0; c < channels; c++) {
          scale[c] = 1 / Math.sqrt(sums[c] / count + epsilon);
          means[c] += renewal * (centre[c] - means[c]);
          variances[c] += renewal * (sums[c] / (count - 1) - variances[c]);
        }
      }

      /** The sums of the errors, and of the errors times the normalised numbers, by channel. */
      function sumErrors(dOutput: Vector, values: Vector, length: number): void {
        sums.fill(0);
        products.fill(0);
        for (let i = 0; i < length; i += channels)
          for (let c = 0; c < channels; c++) {
            const error = dOutput[i + c];
            sums[c] += error;
            products[c] += error * (values[i + c] - centre[c]);
          }
        for (let c = 0; c < channels; c++) products[c] *= scale[c];
      }

      /** What `sumErrors` found is taken off where the batch's own mean and variance were used. */
      function passBack(dInput: Vector, dOutput: Vector, values: Vector, length: number): void {
        const count = length / channels;
        for (let c = 0; c < channels; c++) {
          sums[c] = byBatch ? sums[c] / count : 0;
          products[c] = byBatch ? (products[c] / count) * scale[c] : 0;
        }
        for (let i = 0; i < length; i += channels)
          for (let c = 0; c < channels; c++)
            dInput[i + c] =
              (dOutput[i + c] - sums[c] - (values[i + c] - centre[c]) * products[c]) *
              (scale[c] * gains[c]);
      }

      const layer: Layer = {
        forward(output, values, batch, random) {
          const length = batch * size;
          byBatch = random !== null && length > channels;
          if (byBatch) measure(values, length);
          else
            for (let c = 0; c < channels; c++) {
              centre[c] = means[c];
              scale[c] = 1 / Math.sqrt(variances[c] + epsilon);
            }
          for (let c = 0; c < channels; c++) {
            sums[c] = scale[c] * gains[c];
            products[c] = shifts[c] - centre[c] * sums[c];
          }
          for (let i = 0; i < length; i += channels)
            for (let c = 0; c < channels; c++)
              output[i + c] = values[i + c] * sums[c] + products[c];
        },
        backward(dInput, dOutput, values, _output, batch) {
          const length = batch * size;
          sumErrors(dOutput, values, length);
          for (let c = 0; c < channels; c++) {
            dGains[c] += products[c];
            dShifts[c] += sums[c];
          }
          if (dInput) passBack(dInput, dOutput, values, length);
        },
        backwardInput(dInput, dOutput, values, _output, batch) {
          sumErrors(dOutput, values, batch * size);
          passBack(dInput, dOutput, values, batch * size);
        },
      };
      return layer;
    },
  };
}
