/** Which layer to add next, and where it goes: what a person would most likely write there. */
import {
  type HiddenLayer,
  type HiddenLayerSpec,
  readHiddenLayer,
} from '../../../src-shared/hidden-layers.ts';
import { hyperparameterTable } from '../../../src-shared/hyperparameters.ts';
import { type Image, layerProblem } from '../../../src-shared/network-size.ts';

/** In the order in which they follow each other in most networks. */
export const addableKinds = [
  'dense',
  'convolution',
  'maxPooling',
  'meanPooling',
  'batchNormalisation',
  'dropout',
  'padding',
] as const satisfies HiddenLayerSpec['kind'][];
export type AddableKind = (typeof addableKinds)[number];

/** Go behind the last layer, whatever it is; the others are for images. */
const anywhere: readonly AddableKind[] = ['dense', 'dropout', 'batchNormalisation'];

export interface Addition {
  layers: HiddenLayer[];
  added: HiddenLayer;
}

/**
 * The layers with one more of that kind: a layer of images goes before the first dense layer, others at
 * the end. Null where it would not fit or would do nothing.
 */
export function addLayer(
  kind: AddableKind,
  layers: readonly HiddenLayer[],
  image: Image,
): Addition | null {
  if (layers.length >= hyperparameterTable.hiddenLayers.maximumLength) return null;
  const specs = layers.map(readHiddenLayer);
  const firstDense = specs.findIndex((spec) => spec?.kind === 'dense');
  const needsImage = !anywhere.includes(kind);
  const at = needsImage && firstDense >= 0 ? firstDense : layers.length;
  const added = suggestions[kind](specs.slice(0, at));
  if (added === null) return null;
  const before = { hiddenLayers: layers.slice(0, at), bias: true };
  const upTo = { ...before, hiddenLayers: [...before.hiddenLayers, added] };
  if (layerProblem(upTo, image) && !layerProblem(before, image)) return null;
  return { layers: [...upTo.hiddenLayers, ...layers.slice(at)], added };
}

/** Of each kind, what is good behind those layers. */
const suggestions: Record<
  AddableKind,
  (before: readonly (HiddenLayerSpec | null)[]) => HiddenLayer | null
> = {
  // Each dense layer half as wide as the one before it.
  dense: (before) => {
    const last = before.findLast((spec) => spec?.kind === 'dense');
    if (last?.kind === 'dense')
      return Math.max(Math.min(last.units, 32), Math.round(last.units / 2));
    return before.some((spec) => spec?.kind === 'convolution') ? 128 : 256;
  },
  // Twice the channels once the image has become smaller, as LeNet's successors have it.
  convolution: (before) => {
    const place = before.findLastIndex((spec) => spec?.kind === 'convolution');
    const last = before[place];
    if (last?.kind !== 'convolution') return 'conv3x3x16';
    const isSmaller = before.slice(place).some((spec) => spec && isPooling(spec));
    return `conv3x3x${isSmaller ? Math.min(2 * last.channels, Math.max(128, last.channels)) : last.channels}`;
  },
  maxPooling: () => 'maxpool2',
  meanPooling: () => 'meanpool2',
  dropout: (before) => {
    const last = before.at(-1);
    if (last?.kind === 'dropout') return null;
    return last?.kind === 'dense' ? 'dropout0.5' : 'dropout0.25';
  },
  batchNormalisation: (before) =>
    before.at(-1)?.kind === 'batchNormalisation' ? null : 'batchnorm',
  padding: () => 'pad2',
};

const isPooling = ({ kind }: HiddenLayerSpec): boolean =>
  kind === 'maxPooling' || kind === 'meanPooling';
