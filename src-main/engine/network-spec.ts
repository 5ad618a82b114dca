import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import type { LayerSpec } from './layers/index.ts';
import type { NetworkSpec } from './network.ts';

/**
 * The network that the hyper-parameters describe. The output's activation is a layer for
 * squared errors only: the cross-entropies contain theirs, and take the last dense layer's sums.
 */
export function networkSpecOf(
  h: Pick<Hyperparameters, 'hiddenLayers' | 'activation' | 'bias' | 'loss' | 'outputActivation'>,
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
  const activated = h.loss === 'squaredError' || h.loss === 'meanSquaredError';
  if (activated && h.outputActivation !== 'linear') layers.push(activation(h.outputActivation));
  return { inputSize, layers };
}
