/** Presets: what people have published, one click away. Label and help are in `messages/`. */
import { defaultHyperparameters, type Hyperparameters } from './hyperparameters.ts';

export const presetNames = ['default', 'book', 'book-rotations', 'keras-mlp'] as const;
export type PresetName = (typeof presetNames)[number];

// Rashid, Make Your Own Neural Network (2016), part 2: .954 on MNIST after one epoch.
const book: Partial<Hyperparameters> = {
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
};

const changes: Record<PresetName, Partial<Hyperparameters>> = {
  // The table's defaults, chosen on the validation images of the bundled sample among widths, losses,
  // optimisers and L2: there squared error on linear outputs beat the cross-entropies by about .01.
  default: {},
  book,
  // Part 3 of the same book: .9787 after ten epochs.
  'book-rotations': { ...book, learningRate: 0.01, epochs: 10, extraRotation: 10 },
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
};

export const isPresetName = (name: string): name is PresetName => Object.hasOwn(changes, name);

export const presetHyperparameters = (name: PresetName): Hyperparameters => ({
  ...defaultHyperparameters,
  ...changes[name],
});
