import type { Shape } from '../shape.ts';
import type { Vector } from '../vector.ts';
import type { LayerPlan } from './layer.ts';

/** Zeros around each image. */
export interface PaddingSpec {
  readonly kind: 'padding';
  /** Rows and columns on each side. */
  readonly size: number;
}

export function padding({ size }: PaddingSpec, input: Shape): LayerPlan {
  const outputShape = {
    height: input.height + 2 * size,
    width: input.width + 2 * size,
    channels: input.channels,
  };
  const rowLength = input.width * input.channels;
  const paddedLength = outputShape.width * outputShape.channels;
  /** Calls `copy` with where each row of the images begins, without and with the padding. */
  const eachRow = (batch: number, copy: (plain: number, padded: number) => void): void => {
    for (let b = 0; b < batch; b++)
      for (let y = 0; y < input.height; y++)
        copy(
          (b * input.height + y) * rowLength,
          (b * outputShape.height + y + size) * paddedLength + size * input.channels,
        );
  };
  return {
    outputShape,
    tensors: [],
    label: { step: `pad${size}` },
    create: () => ({
      // The rim stays zero: nothing else writes to this layer's output.
      forward(output: Vector, values: Vector, batch: number) {
        eachRow(batch, (plain, padded) =>
          output.set(values.subarray(plain, plain + rowLength), padded),
        );
      },
      backward(dInput: Vector | null, dOutput: Vector, _values, _output, batch: number) {
        if (!dInput) return;
        eachRow(batch, (plain, padded) =>
          dInput.set(dOutput.subarray(padded, padded + rowLength), plain),
        );
      },
    }),
  };
}
