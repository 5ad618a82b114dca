/** The units of a network that can be silenced, and the weights that lead from and to each. */
import type { UnitLayer, UnitName } from '../../../src-shared/lab.ts';
import { lenetPairs } from '../../engine/layers/lenet-table.ts';
import type { Network, NetworkSpec } from '../../engine/network.ts';
import type { Vector } from '../../engine/vector.ts';

type UnitSpec = Extract<NetworkSpec['layers'][number], { kind: UnitLayer['kind'] }>;

const hasUnits = (spec: NetworkSpec['layers'][number]): spec is UnitSpec =>
  spec.kind === 'dense' || spec.kind === 'convolution';

/** All but the output's. */
export function unitLayersOf({ layers }: NetworkSpec): UnitLayer[] {
  const all = layers.flatMap((spec, layer): UnitLayer[] => {
    if (!hasUnits(spec)) return [];
    const units = spec.kind === 'dense' ? spec.units : spec.channels;
    return [{ layer, kind: spec.kind, units }];
  });
  return all.slice(0, -1);
}

const weightsOf = ({ tensors }: Pick<Network, 'tensors'>, layer: number) =>
  tensors.find(({ name }) => name === `layers.${layer}.weights`);

/** The place of the layer whose weights read the units of `layer`; -1 of the last. */
export function readerOf({ layers }: NetworkSpec, layer: number): number {
  return layers.findIndex((spec, place) => place > layer && hasUnits(spec));
}

/** The weights that read the units of a layer: where they lie, and which unit the nth of them reads. */
interface Readers {
  offset: number;
  length: number;
  /** Of what reads: its own units, or pairs in LeNet's table. */
  width: number;
  unitAt: (n: number) => number;
}

/**
 * Null where nothing reads the layer. Between two layers of units there are only layers that leave
 * channels apart, side by side within a pixel.
 */
export function readersOf(
  { spec, tensors }: Pick<Network, 'spec' | 'tensors'>,
  { layer, units }: Pick<UnitLayer, 'layer' | 'units'>,
): Readers | null {
  const reader = readerOf(spec, layer);
  const tensor = weightsOf({ tensors }, reader);
  if (!tensor) return null;
  const { offset, length, shape } = tensor;
  const width = shape[shape.length - 1];
  const readerSpec = spec.layers[reader];
  const isLenet = readerSpec.kind === 'convolution' && readerSpec.table === 'lenet';
  const unitAt = (n: number): number =>
    isLenet ? lenetPairs[n % width].input : Math.floor(n / width) % units;
  return { offset, length, width, unitAt };
}

/**
 * Silences units: nothing reads them any more. The weights that read a unit are set to zero, which is
 * the same as a unit that says 0 to everyone, whatever its activation makes of 0.
 */
export function silence(network: Network, units: readonly UnitName[]): void {
  const { spec, parameters } = network;
  for (const layer of unitLayersOf(spec)) {
    const silenced = new Uint8Array(layer.units);
    for (const unit of units) if (unit.layer === layer.layer) silenced[unit.unit] = 1;
    if (!silenced.includes(1)) continue;
    const readers = readersOf(network, layer);
    if (!readers) continue;
    for (let n = 0; n < readers.length; n++)
      if (silenced[readers.unitAt(n)] === 1) parameters[readers.offset + n] = 0;
  }
}

/** Mean size of the weights that lead to each unit of the layer, `[unit]`. */
export function weightSizes(network: Network, { layer, units }: UnitLayer): Float64Array {
  const sums = new Float64Array(units);
  const counts = new Float64Array(units);
  const tensor = weightsOf(network, layer);
  if (!tensor) return sums;
  const { parameters } = network;
  const { offset, length, shape, unitOf } = tensor;
  const width = shape[shape.length - 1];
  for (let n = 0; n < length; n++) {
    const unit = unitOf ? unitOf[n % width] : n % width;
    sums[unit] += Math.abs(parameters[offset + n]);
    counts[unit] += 1;
  }
  return sums.map((sum, unit) => sum / counts[unit]);
}

/** The trained connections, tensor by tensor: biases and gains are not among them. */
export function connectionsOf(network: Network): Vector[] {
  const { parameters } = network;
  return network.tensors
    .filter(({ role }) => role === 'weights')
    .map(({ offset, length }) => parameters.subarray(offset, offset + length));
}
