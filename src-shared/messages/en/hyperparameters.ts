import type { GroupName, HyperparameterName } from '../../hyperparameters.ts';

export const hyperparameters = {
  hiddenLayers: {
    label: 'Hidden layers',
    help: 'Units of each hidden layer, from the input on: 128, or 300, 100. Empty for none: then each class is a single weighted sum of the pixels.',
  },
  activation: {
    label: 'Activation',
    help: 'What each hidden unit does with its weighted sum. ReLU learns fastest here; the sigmoid is the classic.',
  },
  bias: {
    label: 'Biases',
    help: 'Each unit also learns a constant of its own. The book goes without.',
  },
  loss: {
    label: 'Loss',
    help: 'What training makes small. Softmax cross-entropy suits one label an image; squared error is the classic.',
  },
  outputActivation: {
    label: 'Output activation',
    help: 'What the last layer does with its weighted sums. Cross-entropies bring their own.',
  },
  hiddenErrors: {
    label: 'Errors passed back',
    help: 'What the hidden layers learn from. The gradient is exact. The book passes the errors of the outputs on as they are, without the slope of the output activation: no gradient, but quick at first.',
  },
  optimiser: {
    label: 'Optimiser',
    help: 'How gradients become steps. SGD: straight down the slope. Momentum: with a memory of past steps. Adam: with a step size of its own for every weight.',
  },
  learningRate: {
    label: 'Learning rate',
    help: 'The size of a step. Too small learns slowly, too large jumps about or blows up. Adam likes about 0.001, SGD 0.01 to 0.5.',
  },
  momentum: { label: 'Momentum', help: 'The share of the last step that is kept: 0.9 is usual.' },
  l2: {
    label: 'L2 (weight decay)',
    help: 'Adds half of this times the sum of the squared weights to the loss, so that weights stay small. Biases are left alone. 0 turns it off.',
  },
  batchSize: {
    label: 'Batch size',
    help: 'Images a step. 1 learns from each image by itself, as the book does.',
  },
  epochs: { label: 'Epochs', help: 'How many times the network sees every training image.' },
  initialiser: {
    label: 'Start values',
    help: 'The weights before the first step. Zeros and ones are worth trying to see why they do not work.',
  },
  startSpread: {
    label: 'Spread',
    help: 'For uniform start values the largest one (plus or minus), for normal ones the standard deviation.',
  },
  seed: {
    label: 'Seed',
    help: 'Starts the random numbers. Same seed, same data, same version: exactly the same weights.',
  },
  inputRange: {
    label: 'Input range',
    help: 'What black and white become on the way in. The book keeps a little above 0, so that no input is lost.',
  },
  targets: {
    label: 'Targets',
    help: 'What the outputs should be for wrong and right classes. A sigmoid never quite reaches 0 and 1.',
  },
  validationFraction: {
    label: 'Validation share',
    help: 'Training images held out to judge each epoch honestly. The test images stay untouched for the end.',
  },
  testFraction: {
    label: 'Test share',
    help: 'Images drawn for the final test where the data set does not come with a test split of its own.',
  },
  keepBest: {
    label: 'Keep the best epoch',
    help: 'The model is the epoch with the best validation accuracy instead of the last. Never chosen by the test images.',
  },
} as const satisfies Record<HyperparameterName, { label: string; help: string }>;

export const groups = {
  network: 'Network',
  learning: 'Learning',
  start: 'Start',
  data: 'Data',
} as const satisfies Record<GroupName, string>;

/** Names of the choices; a choice that is its own name (0..1, 0/1) is not listed. */
export const choices = {
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  softmax: 'Softmax',
  linear: 'None (linear)',
  squaredError: 'Squared error',
  sigmoidCrossEntropy: 'Sigmoid cross-entropy',
  softmaxCrossEntropy: 'Softmax cross-entropy',
  gradient: 'Exact gradient',
  book: 'As in the book',
  sgd: 'SGD',
  momentum: 'Momentum',
  adam: 'Adam',
  xavier: 'Xavier (Glorot)',
  he: 'He',
  fanIn: 'Normal, 1/sqrt(fan in)',
  normal: 'Normal',
  uniform: 'Uniform',
  zeros: 'All zeros',
  ones: 'All ones',
} as const;

export const presets = {
  default: { label: 'Inkling', help: 'A good start for most handwriting.' },
  book: {
    label: 'The book (Rashid)',
    help: 'Make Your Own Neural Network: 200 sigmoid units, one image at a time. Published on MNIST: .954 after one epoch.',
  },
  'keras-mlp': {
    label: 'Keras tutorial',
    help: '128 ReLU units, softmax, Adam, batches of 32, the best of five epochs kept.',
  },
} as const;
