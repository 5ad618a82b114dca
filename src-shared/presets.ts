/** Presets: what people have published, one click away. Label and help are in `messages/`. */
import { defaultHyperparameters, type Hyperparameters } from './hyperparameters.ts';

export const presetNames = ['default', 'book', 'keras-mlp', 'linear-svm'] as const;
export type PresetName = (typeof presetNames)[number];

const changes: Record<PresetName, Partial<Hyperparameters>> = {
  // The table's defaults, chosen on the validation images of the bundled sample among widths, losses,
  // optimisers and L2: there squared error on linear outputs beat the cross-entropies by about .01.
  default: {},
  // Rashid, Make Your Own Neural Network (2016), part 2: .954 on MNIST after one epoch.
  book: {
    hiddenLayers: [200],
    activation: 'sigmoid',
    bias: false,
    loss: 'squaredError',
    outputActivation: 'sigmoid',
    // The book's code passes errors back in its own way; with the exact gradient the same network
    // stays near .93 after one epoch.
    hiddenErrors: 'book',
    optimiser: 'sgd',
    learningRate: 0.1,
    l2: 0,
    batchSize: 1,
    epochs: 5,
    initialiser: 'fanIn',
    inputRange: '0.01..1',
    targets: '0.01/0.99',
    validationFraction: 0,
    keepBest: false,
  },
  // The Keras tutorials' first network, with the best epoch on held-out images kept.
  'keras-mlp': {
    hiddenLayers: [128],
    activation: 'relu',
    loss: 'softmaxCrossEntropy',
    optimiser: 'adam',
    learningRate: 0.001,
    l2: 0,
    batchSize: 32,
    epochs: 5,
    initialiser: 'xavier',
    // A few images, so that the best epoch is chosen honestly; the tutorials train on all the others.
    validationFraction: 0.02,
    keepBest: true,
  },
  // Ten linear support vector machines, one against all others each. L2, schedule and epochs chosen
  // on validation images of MNIST, where L2 up to 0.0001 is all the same and more is worse.
  'linear-svm': {
    hiddenLayers: [],
    loss: 'squaredHinge',
    optimiser: 'adam',
    learningRate: 0.001,
    schedule: 'cosine',
    l2: 0.0001,
    batchSize: 32,
    epochs: 15,
    // There is a single minimum, so it does not matter where the search starts.
    initialiser: 'zeros',
  },
};

export const isPresetName = (name: string): name is PresetName => Object.hasOwn(changes, name);

export const presetHyperparameters = (name: PresetName): Hyperparameters => ({
  ...defaultHyperparameters,
  ...changes[name],
});
