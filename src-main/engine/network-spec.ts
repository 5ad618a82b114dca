import { readHiddenLayer } from '../../src-shared/hidden-layers.ts';
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { AnyActivationName } from './activations.ts';
import type { LayerSpec } from './layers/index.ts';
import type { NetworkSpec } from './network.ts';
import type { Shape } from './shape.ts';

type NetworkChoices = Pick<
  Hyperparameters,
  | 'hiddenLayers'
  | 'activation'
  | 'bias'
  | 'loss'
  | 'outputActivation'
  | 'outputRelu'
  | 'hiddenErrors'
>;

/**
 * The network that the hyper-parameters describe. The output's activation is a layer for
 * squared errors only: the cross-entropies contain theirs, and take the last dense layer's sums.
 */
export function networkSpecOf(
  h: NetworkChoices,
  { height, width }: Pick<Shape, 'height' | 'width'>,
  classes: number,
): NetworkSpec {
  const activation = (name: AnyActivationName): LayerSpec => ({
    kind: 'activation',
    activation: name,
  });
  const hidden = h.hiddenLayers.map((layer) => specsOf(layer, h));
  const layers: LayerSpec[] = [...hidden.flat(), { kind: 'dense', units: classes, bias: h.bias }];
  const squared = h.loss === 'squaredError' || h.loss === 'meanSquaredError';
  const withActivation = squared && h.outputActivation !== 'linear';
  if (withActivation) layers.push(activation(h.outputActivation));
  if (h.loss === 'softmaxCrossEntropy' && h.outputRelu !== 'off')
    layers.push(activation(h.outputRelu === 'exact' ? 'relu' : 'straightThroughRelu'));
  // Without a slope at the output, or without a hidden layer, the book's rule is the gradient.
  const bookRule = withActivation && h.hiddenErrors === 'book' && hidden.length > 0;
  const isSpatial = layers.some(({ kind }) => spatialKinds.includes(kind));
  return {
    inputSize: height * width,
    ...(isSpatial && { inputShape: { height, width, channels: 1 } }),
    layers,
    ...(bookRule && { hiddenErrors: 'book' }),
  };
}

const spatialKinds: readonly LayerSpec['kind'][] = [
  'padding',
  'convolution',
  'maxPooling',
  'meanPooling',
  'trainedPooling',
];

/** One hidden layer with what belongs to it. */
function specsOf(
  layer: Hyperparameters['hiddenLayers'][number],
  { activation: name, bias }: NetworkChoices,
): LayerSpec[] {
  const spec = readHiddenLayer(layer);
  const activation: LayerSpec = { kind: 'activation', activation: name };
  switch (spec?.kind) {
    case 'dense':
      return [{ kind: 'dense', units: spec.units, bias }, activation];
    case 'convolution':
      return [{ ...spec, bias }, activation];
    case 'maxPooling':
      return [{ kind: 'maxPooling', size: spec.size }];
    case 'meanPooling':
      return spec.trained
        ? [{ kind: 'trainedPooling', size: spec.size, bias }, activation]
        : [{ kind: 'meanPooling', size: spec.size }];
    case 'batchNormalisation':
    case 'dropout':
    case 'padding':
      return [spec];
    default:
      throw new Error(`There is no layer '${layer}'`);
  }
}
