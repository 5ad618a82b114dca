/** A network cut in two: its first layers, and those behind them, as networks of their own with its weights. */
import type { Kernels } from '../../engine/kernels/kernels.ts';
import { createNetwork, type Network, type NetworkSpec } from '../../engine/network.ts';
import { sizeOf } from '../../engine/shape.ts';

interface PartOptions {
  batchSize: number;
  inputGradient?: boolean;
  kernels?: Kernels;
}

/** The layers up to `end`, with it. */
export function frontOf(
  { spec: { inputSize, inputShape, layers }, parameters }: Network,
  end: number,
  options: PartOptions,
): Network {
  const spec: NetworkSpec = {
    inputSize,
    ...(inputShape && { inputShape }),
    layers: layers.slice(0, end + 1),
  };
  const front = createNetwork(spec, options);
  front.parameters.set(parameters.subarray(0, front.parameters.length));
  return front;
}

/**
 * The layers behind `end`, which take its numbers; null behind the last.
 * @param opened without the activation at the end, so that the output is a sum
 */
export function backOf(
  { spec: { layers }, parameters, layerOutputs }: Network,
  end: number,
  { opened = false, ...options }: PartOptions & { opened?: boolean },
): Network | null {
  const last = layers.at(-1);
  const rest = layers.slice(end + 1, opened && last?.kind === 'activation' ? -1 : layers.length);
  if (rest.length === 0) return null;
  const { shape } = layerOutputs[end];
  const back = createNetwork(
    { inputSize: sizeOf(shape), inputShape: shape, layers: rest },
    options,
  );
  // What is taken off has no parameters, and all lie in the order of their layers.
  back.parameters.set(parameters.subarray(parameters.length - back.parameters.length));
  return back;
}
