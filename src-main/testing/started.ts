/** Networks with start values, of every kind of layer, untrained. */
import { defaultHyperparameters, type Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { initialise } from '../engine/initialisers.ts';
import { createNetwork, type Network } from '../engine/network.ts';
import { networkSpecOf } from '../engine/network-spec.ts';
import type { Precision } from '../engine/vector.ts';
import type { ModelInfo } from '../models/model-file.ts';

export const layouts: readonly Partial<Hyperparameters>[] = [
  { hiddenLayers: [] },
  {
    hiddenLayers: [12, 9],
    activation: 'sigmoid',
    loss: 'squaredError',
    outputActivation: 'sigmoid',
  },
  { hiddenLayers: ['conv3x3x5', 'batchnorm', 'maxpool2', 'dropout0.5', 8] },
  {
    hiddenLayers: ['pad1', 'conv3x3x6/valid', 'meanpool2/trained', 'conv3x3x16/valid/lenet', 10],
    activation: 'tanh',
  },
];

/** On images of 8 x 8 pixels, for 3 classes. */
export function startedModel(
  change: Partial<Hyperparameters>,
  { precision = 'float32', batchSize = 8 }: { precision?: Precision; batchSize?: number } = {},
): { info: ModelInfo; network: Network } {
  const hyperparameters: Hyperparameters = {
    ...defaultHyperparameters,
    initialiser: 'xavier',
    startBias: 0.1,
    loss: 'softmaxCrossEntropy',
    ...change,
  };
  const spec = networkSpecOf(hyperparameters, { height: 8, width: 8 }, 3);
  const network = createNetwork(spec, { batchSize, precision, inputGradient: true });
  initialise(network, hyperparameters);
  return {
    network,
    info: {
      runId: 'test',
      spec,
      hyperparameters,
      labels: ['horizontal', 'vertical', 'diagonal'],
      preprocessing: { width: 8, height: 8, polarity: 'light', inputRange: '0..1' },
      fingerprint: 'test',
      record: {
        ...{ epoch: 1, learningRate: 0.1, imagesPerSecond: 1, seconds: 1 },
        ...{ trainLoss: null, trainAccuracy: null, validationLoss: null },
        ...{ validationAccuracy: null, testLoss: null, testAccuracy: null },
      },
    },
  };
}
