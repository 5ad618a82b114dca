import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { LayerSpec } from './layers/index.ts';
import type { NetworkSpec } from './network.ts';

/**
 * The network that the hyper-parameters describe. The output's activation is a layer for
 * squared errors only: the cross-entropies contain theirs, and take the last dense layer's sums.
 */
export function networkSpecOf(
  h: Pick<
    Hyperparameters,
    'hiddenLayers' | 'activation' | 'bias' | 'loss' | 'outputActivation' | 'hiddenErrors'
  >,
  inputSize: number,
  classes: number,
): NetworkSpec {
  const dense = (units: number): LayerSpec => ({ kind: 'dense', units, bias: h.bias });
  const activation = (name: typeof h.activation | typeof h.outputActivation): LayerSpec => ({
    kind: 'activation',
    activation: name,
  });
  const layers = h.hiddenLayers.flatMap((units) => [dense(units), activation(h.activation)]);
  layers.push(dense(classes));
  const squared = h.loss === 'squaredError' || h.loss === 'meanSquaredError';
  const withActivation = squared && h.outputActivation !== 'linear';
  if (withActivation) layers.push(activation(h.outputActivation));
  // Without a slope at the output, or without a hidden layer, the book's rule is the gradient.
  const bookRule = withActivation && h.hiddenErrors === 'book' && h.hiddenLayers.length > 0;
  return { inputSize, layers, ...(bookRule && { hiddenErrors: 'book' }) };
}
