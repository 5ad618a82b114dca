import type { ConvolutionGeometry, ConvolutionKernel } from '../kernels/kernels.ts';
import { type Shape, SpecError } from '../shape.ts';
import type { Vector } from '../vector.ts';
import type { LayerPlan, TensorPlan } from './layer.ts';
import { lenetInputs, lenetOutputs, lenetPairs } from './lenet-table.ts';

/** Each output pixel sees the pixels under a kernel that moves over the image. */
export interface ConvolutionSpec {
  readonly kind: 'convolution';
  /** Of the kernel, in pixels. */
  readonly height: number;
  readonly width: number;
  /** Of the output. */
  readonly channels: number;
  /** `same`: zeros around the image, so that it keeps its size (with a stride: a part of it). */
  readonly padding: 'same' | 'valid';
  readonly stride: number;
  /** `lenet`: of 6 channels each of 16 sees some, as `lenet-table.ts` says. */
  readonly table: 'full' | 'lenet';
  readonly bias: boolean;
}

/**
 * Weights `[height, width, input channels, channels]`, with LeNet's table `[height, width, pairs]`;
 * then, with `bias`, biases `[channels]`.
 */
export function convolution(spec: ConvolutionSpec, input: Shape): LayerPlan {
  const { height, width, channels, padding, stride, table, bias } = spec;
  const geometry = geometryOf(spec, input);
  const area = height * width;
  const fan = { fanIn: area * input.channels, fanOut: area * channels };
  return {
    outputShape: geometry.output,
    tensors: [
      table === 'lenet'
        ? lenetWeights(spec)
        : { role: 'weights', shape: [height, width, input.channels, channels], ...fan },
      ...(bias ? [{ role: 'biases', shape: [channels], ...fan } as const] : []),
    ],
    label: {
      step: [
        `conv${height}x${width}x${channels}`,
        ...(padding === 'valid' ? ['valid'] : []),
        ...(stride > 1 ? [`stride${stride}`] : []),
        ...(table === 'lenet' ? ['lenet'] : []),
      ].join('/'),
    },
    create(parameters, gradients, batchSize, kernels) {
      const biases = { biases: bias ? parameters[1] : null, dBiases: bias ? gradients[1] : null };
      const make = (weights: Vector, dWeights: Vector): ConvolutionKernel =>
        kernels.convolution({ weights, dWeights, ...biases }, geometry, batchSize);
      const kernel =
        table === 'lenet'
          ? expanding(parameters[0], gradients[0], area, kernels.createVector, make)
          : make(parameters[0], gradients[0]);
      return {
        forward(output, values, batch) {
          kernel.forward(output, values, batch);
        },
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

export function geometryOf(
  spec: Omit<ConvolutionSpec, 'kind' | 'bias'>,
  input: Shape,
): ConvolutionGeometry {
  const { height, width, channels, padding, stride, table } = spec;
  if (table === 'lenet' && (input.channels !== lenetInputs || channels !== lenetOutputs))
    throw new SpecError(`LeNet's table leads from ${lenetInputs} channels to ${lenetOutputs}`);
  const along = (length: number, kernel: number): { steps: number; before: number } => {
    if (padding === 'valid')
      return { steps: Math.floor((length - kernel) / stride) + 1, before: 0 };
    // As TensorFlow pads: of an odd number of zeros, the larger part comes behind.
    const steps = Math.ceil(length / stride);
    const zeros = Math.max((steps - 1) * stride + kernel - length, 0);
    return { steps, before: Math.floor(zeros / 2) };
  };
  const rows = along(input.height, height);
  const columns = along(input.width, width);
  if (rows.steps < 1 || columns.steps < 1)
    throw new SpecError(
      `A kernel of ${height} x ${width} is larger than ${input.height} x ${input.width} pixels`,
    );
  const output = { height: rows.steps, width: columns.steps, channels };
  return { input, output, height, width, stride, top: rows.before, left: columns.before };
}

/** Each channel sums as many inputs as it is joined to; each input feeds 10 channels. */
function lenetWeights({ height, width }: ConvolutionSpec): TensorPlan {
  const area = height * width;
  const unitOf = lenetPairs.map(({ output }) => output);
  return {
    role: 'weights',
    shape: [height, width, lenetPairs.length],
    unitOf,
    fanIn: unitOf.map((unit) => area * unitOf.filter((other) => other === unit).length),
    fanOut: (area * lenetPairs.length) / lenetInputs,
  };
}

/**
 * A kernel over all pairs of channels, those that are not joined with weights of zero, from the
 * joined pairs' weights alone: `joined` and `dJoined`, `[area, pairs]`.
 */
function expanding(
  joined: Vector,
  dJoined: Vector,
  area: number,
  createVector: (length: number) => Vector,
  make: (weights: Vector, dWeights: Vector) => ConvolutionKernel,
): ConvolutionKernel {
  const length = area * lenetInputs * lenetOutputs;
  const weights = createVector(length);
  const dWeights = createVector(length);
  const kernel = make(weights, dWeights);
  /** Where each number of `joined` lies among all. */
  const places = Int32Array.from({ length: joined.length }, (_, n) => {
    const { input, output } = lenetPairs[n % lenetPairs.length];
    const cell = Math.floor(n / lenetPairs.length);
    return (cell * lenetInputs + input) * lenetOutputs + output;
  });
  return {
    forward(output, input, batch) {
      places.forEach((place, n) => {
        weights[place] = joined[n];
      });
      kernel.forward(output, input, batch);
    },
    backward(dInput, dOutput, input, batch) {
      dWeights.fill(0);
      kernel.backward(dInput, dOutput, input, batch);
      places.forEach((place, n) => {
        dJoined[n] += dWeights[place];
      });
    },
    // The weights are those of the last `forward`.
    backwardInput(dInput, dOutput, batch) {
      kernel.backwardInput(dInput, dOutput, batch);
    },
  };
}
