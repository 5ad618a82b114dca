/** The layers that images can be compared by. */
import type { MapLayer } from '../../../src-shared/map.ts';
import { planLayer } from '../../engine/layers/index.ts';
import type { NetworkSpec } from '../../engine/network.ts';

type LayerKind = NetworkSpec['layers'][number]['kind'];

/** What a person would call a layer; the others only prepare or change what those give. */
const kinds: Partial<Record<LayerKind, MapLayer['kind']>> = {
  dense: 'dense',
  convolution: 'convolution',
  maxPooling: 'pooling',
  meanPooling: 'pooling',
  trainedPooling: 'pooling',
};

const belongsToIt = (kind: LayerKind | undefined): boolean =>
  kind === 'activation' || kind === 'batchNormalisation';

export function mapLayersOf({ inputSize, inputShape, layers }: NetworkSpec): MapLayer[] {
  let shape = inputShape ?? { height: 1, width: 1, channels: inputSize };
  const found = layers.flatMap((spec, place) => {
    shape = planLayer(spec, shape).outputShape;
    const kind = kinds[spec.kind];
    if (!kind) return [];
    let last = place;
    while (belongsToIt(layers[last + 1]?.kind)) last += 1;
    return [{ layer: last, kind, shape }];
  });
  return found.map((each, n) => ({ ...each, isOutput: n === found.length - 1 }));
}
