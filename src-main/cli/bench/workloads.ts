/** The trainings that speed is measured by, of the sizes that people really train. */
import { UserError } from '../../../src-shared/errors.ts';
import {
  parseHyperparameter,
  readHyperparameters,
} from '../../../src-shared/hyperparameter-values.ts';
import {
  type HyperparameterName,
  type Hyperparameters,
} from '../../../src-shared/hyperparameters.ts';

export const workloadNames = ['book', 'keras-mlp', 'chinese-bp', 'tf-cnn'] as const;
export type WorkloadName = (typeof workloadNames)[number];

export const isWorkloadName = (word: string): word is WorkloadName =>
  (workloadNames as readonly string[]).includes(word);

export interface Workload {
  /** The folder of the real images, in the folder of data sets. */
  dataset: 'mnist' | 'chinese-mnist';
  /** Pixels a side. */
  side: number;
  classes: number;
  /** The share of pixels that are not zero, measured on the real images. */
  ink: number;
  /** As on the command line; the rest are the defaults. */
  hyperparameters: Partial<Record<HyperparameterName, string>>;
}

const mnist = { dataset: 'mnist', side: 28, classes: 10, ink: 0.191 } as const;

export const workloads: Readonly<Record<WorkloadName, Workload>> = {
  // Rashid, Make Your Own Neural Network (2016), part 2; errors passed back by the gradient.
  book: {
    ...mnist,
    hyperparameters: {
      hiddenLayers: '200',
      activation: 'sigmoid',
      bias: 'false',
      loss: 'squaredError',
      outputActivation: 'sigmoid',
      optimiser: 'sgd',
      learningRate: '0.1',
      batchSize: '1',
      l2: '0',
      initialiser: 'fanIn',
      inputRange: '0.01..1',
      targets: '0.01/0.99',
    },
  },
  // The first network of the Keras tutorials.
  'keras-mlp': {
    ...mnist,
    hyperparameters: {
      hiddenLayers: '128',
      activation: 'relu',
      loss: 'softmaxCrossEntropy',
      optimiser: 'adam',
      learningRate: '0.001',
      batchSize: '32',
      l2: '0',
    },
  },
  // The L2 of 10,500 training images, lambda 1.
  'chinese-bp': {
    dataset: 'chinese-mnist',
    side: 64,
    classes: 15,
    ink: 0.079,
    hyperparameters: {
      hiddenLayers: '256',
      activation: 'sigmoid',
      loss: 'sigmoidCrossEntropy',
      optimiser: 'sgd',
      learningRate: '0.1',
      batchSize: '100',
      l2: '0.0000952381',
      initialiser: 'uniform',
      startSpread: '0.12',
    },
  },
  // TensorFlow's tutorial "Deep MNIST for Experts" (2016).
  'tf-cnn': {
    ...mnist,
    hyperparameters: {
      hiddenLayers: 'conv5x5x32, maxpool2, conv5x5x64, maxpool2, 1024, dropout0.5',
      activation: 'relu',
      loss: 'softmaxCrossEntropy',
      optimiser: 'adam',
      learningRate: '0.0001',
      batchSize: '50',
      l2: '0',
      initialiser: 'truncatedNormal',
      startSpread: '0.05',
    },
  },
};

/** @throws UserError when this version has no such layers */
export function workloadHyperparameters({ hyperparameters }: Workload): Hyperparameters {
  const parsed = Object.entries(hyperparameters).map(([name, text]) => [
    name,
    parseHyperparameter(name as HyperparameterName, text),
  ]);
  const { values, problems } = readHyperparameters(Object.fromEntries(parsed));
  if (problems.length > 0) throw UserError.from(problems[0]);
  // No end, and every image is for training.
  return { ...values, epochs: 100_000, validationFraction: 0, testFraction: 0 };
}
