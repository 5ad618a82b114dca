import type { Kernels, PoolingKernel } from '../kernels/kernels.ts';
import { type Shape, SpecError, sizeOf } from '../shape.ts';
import type { Layer, LayerPlan } from './layer.ts';

/** The largest number of each window of `size` x `size` pixels, channel by channel. */
export interface MaxPoolingSpec {
  readonly kind: 'maxPooling';
  readonly size: number;
}

/** The mean of each window. */
export interface MeanPoolingSpec {
  readonly kind: 'meanPooling';
  readonly size: number;
}

/**
 * The mean of each window, times a gain and, with `bias`, plus a bias that each channel learns: as
 * in LeCun et al., Gradient-based learning applied to document recognition (1998), where the gain is
 * a factor of the window's sum.
 */
export interface TrainedPoolingSpec {
  readonly kind: 'trainedPooling';
  readonly size: number;
  readonly bias: boolean;
}

export function maxPooling({ size }: MaxPoolingSpec, input: Shape): LayerPlan {
  return plainPooling(`maxpool${size}`, size, input, (kernels, batchSize) =>
    kernels.maxPooling(input, size, batchSize),
  );
}

export function meanPooling({ size }: MeanPoolingSpec, input: Shape): LayerPlan {
  return plainPooling(`meanpool${size}`, size, input, (kernels, batchSize) =>
    kernels.meanPooling(input, size, batchSize),
  );
}

function plainPooling(
  step: string,
  size: number,
  input: Shape,
  make: (kernels: Kernels, batchSize: number) => PoolingKernel,
): LayerPlan {
  return {
    outputShape: pooledShape(size, input),
    tensors: [],
    label: { step },
    create(_parameters, _gradients, batchSize, kernels) {
      const kernel = make(kernels, batchSize);
      return {
        forward(output, values, batch) {
          kernel.forward(output, values, batch);
        },
        backward(dInput, dOutput, values, output, batch) {
          if (dInput) kernel.backward(dInput, dOutput, values, output, batch);
        },
      };
    },
  };
}

/** Gains `[channels]`, then, with `bias`, biases `[channels]`. */
export function trainedPooling({ size, bias }: TrainedPoolingSpec, input: Shape): LayerPlan {
  const outputShape = pooledShape(size, input);
  const { channels } = input;
  const fan = { shape: [channels], fanIn: size * size, fanOut: 1 };
  return {
    outputShape,
    tensors: [{ role: 'gains', ...fan }, ...(bias ? [{ role: 'biases', ...fan } as const] : [])],
    label: { step: `meanpool${size}/trained` },
    create([gains, biases], [dGains, dBiases], batchSize, kernels) {
      const kernel = kernels.meanPooling(input, size, batchSize);
      const means = kernels.createVector(batchSize * sizeOf(outputShape));
      /** Of the means; made when there is a first gradient. */
      let dMeans: typeof means | null = null;
      const backwardInput: Layer['backwardInput'] = (dInput, dOutput, values, _output, batch) => {
        const length = batch * sizeOf(outputShape);
        dMeans ??= kernels.createVector(means.length);
        for (let i = 0; i < length; i += channels)
          for (let c = 0; c < channels; c++) dMeans[i + c] = dOutput[i + c] * gains[c];
        kernel.backward(dInput, dMeans, values, means, batch);
      };
      return {
        backwardInput,
        forward(output, values, batch) {
          kernel.forward(means, values, batch);
          const length = batch * sizeOf(outputShape);
          for (let i = 0; i < length; i += channels)
            for (let c = 0; c < channels; c++)
              output[i + c] = means[i + c] * gains[c] + (bias ? biases[c] : 0);
        },
        backward(dInput, dOutput, values, output, batch) {
          const length = batch * sizeOf(outputShape);
          for (let i = 0; i < length; i += channels)
            for (let c = 0; c < channels; c++) {
              dGains[c] += dOutput[i + c] * means[i + c];
              if (bias) dBiases[c] += dOutput[i + c];
            }
          if (dInput) backwardInput(dInput, dOutput, values, output, batch);
        },
      };
    },
  };
}

function pooledShape(size: number, { height, width, channels }: Shape): Shape {
  const output = { height: Math.floor(height / size), width: Math.floor(width / size), channels };
  if (sizeOf(output) === 0)
    throw new SpecError(`A window of ${size} pixels is larger than ${height} x ${width} pixels`);
  return output;
}
