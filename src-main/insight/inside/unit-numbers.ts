/** What can be said of units from the weights alone, and the weights that read pixels as pictures. */
import type { Stage, UnitNumbers, UnitPictures } from '../../../src-shared/inside.ts';
import { hasUnits } from '../../../src-shared/inside.ts';
import type { Network } from '../../engine/network.ts';
import { readersOf } from '../lab/units.ts';

const tensorOf = ({ tensors }: Network, { layer }: Stage, role: 'weights' | 'biases') =>
  tensors.find(({ name }) => name === `layers.${layer}.${role}`);

/** Null for stages without units. */
export function unitNumbers(network: Network, stage: Stage): UnitNumbers | null {
  const weights = tensorOf(network, stage, 'weights');
  if (!hasUnits(stage) || !weights) return null;
  const { parameters, outputSize } = network;
  const units = stage.channels;
  const width = weights.shape[weights.shape.length - 1];
  const incoming = new Float64Array(units);
  for (let n = 0; n < weights.length; n++) {
    const weight = parameters[weights.offset + n];
    incoming[weights.unitOf ? weights.unitOf[n % width] : n % width] += weight * weight;
  }
  const biases = tensorOf(network, stage, 'biases');
  const readers = stage.isOutput ? null : readersOf(network, { layer: stage.layer, units });
  const outgoing = new Float64Array(units);
  if (readers)
    for (let n = 0; n < readers.length; n++) {
      const weight = parameters[readers.offset + n];
      outgoing[readers.unitAt(n)] += weight * weight;
    }
  // One weight from each unit to each class: the output reads the units, with nothing between.
  const isLast = readers?.width === outputSize && readers.length === units * outputSize;
  const roots = (squares: Float64Array): Float32Array => Float32Array.from(squares, Math.sqrt);
  const part = ({ offset, length }: { offset: number; length: number }): Float32Array =>
    Float32Array.from(parameters.subarray(offset, offset + length));
  return {
    biases: biases ? part(biases) : null,
    incoming: roots(incoming),
    outgoing: readers && roots(outgoing),
    toOutput: isLast ? part(readers) : null,
  };
}

/**
 * The weights of units that read the image itself: a picture of the image's size for a dense unit, the kernel
 * for a channel of a convolution. Null for every other stage: what leads to a unit through layers is no weight.
 * @param image the size of what the stage reads: of a convolution the kernel's is used
 */
export function unitPictures(
  network: Network,
  stage: Stage,
  image: { width: number; height: number },
  units: readonly number[],
): UnitPictures | null {
  const weights = tensorOf(network, stage, 'weights');
  if (!stage.readsPixels || !hasUnits(stage) || !weights) return null;
  const spec = network.spec.layers[stage.layer];
  const before = stage.layer === 0 ? null : network.layerOutputs[stage.layer - 1].shape;
  // A network without a layer that needs to know has one row of numbers.
  const { height, width } =
    spec.kind === 'convolution' ? spec : before && before.height > 1 ? before : image;
  const size = height * width;
  const { channels } = stage;
  const values = new Float32Array(units.length * size);
  units.forEach((unit, n) => {
    for (let i = 0; i < size; i++)
      values[n * size + i] = network.parameters[weights.offset + i * channels + unit];
  });
  return { height, width, values };
}
