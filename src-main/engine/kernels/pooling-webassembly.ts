/** Poolings in WebAssembly. */
import { type Shape, sizeOf } from '../shape.ts';
import type { Kernels, PoolingKernel } from './kernels.ts';
import type { Machine } from './webassembly.ts';

export const createPoolings = (machine: Machine): Pick<Kernels, 'maxPooling' | 'meanPooling'> => ({
  maxPooling: (image, size) => createMaxPooling(machine, image, size),
  meanPooling: (image, size) => createMeanPooling(machine, image, size),
});

function createMaxPooling(
  { addressOf, split }: Machine,
  image: Shape,
  size: number,
): PoolingKernel {
  const { height, width, channels } = image;
  return {
    forward(output, input, batch) {
      const [to, from] = [addressOf(output), addressOf(input)];
      const work = batch * sizeOf(image);
      split('maxPoolingForward', batch, 1, work, to, from, height, width, channels, size);
    },
    backward(dInput, dOutput, input, output, batch) {
      split(
        'maxPoolingBackward',
        batch,
        1,
        batch * sizeOf(image),
        addressOf(dInput),
        addressOf(dOutput),
        addressOf(input),
        addressOf(output),
        height,
        width,
        channels,
        size,
      );
    },
  };
}

function createMeanPooling(
  { addressOf, split }: Machine,
  image: Shape,
  size: number,
): PoolingKernel {
  const { height, width, channels } = image;
  const run = (name: string, to: number, from: number, batch: number): void =>
    split(name, batch, 1, batch * sizeOf(image), to, from, height, width, channels, size);
  return {
    forward(output, input, batch) {
      run('meanPoolingForward', addressOf(output), addressOf(input), batch);
    },
    backward(dInput, dOutput, _input, _output, batch) {
      run('meanPoolingBackward', addressOf(dInput), addressOf(dOutput), batch);
    },
  };
}
