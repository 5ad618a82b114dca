import type { GroupName, HyperparameterName } from '../../hyperparameters.ts';
import type { PresetGroup } from '../../presets.ts';

export const hyperparameters = {
  method: {
    label: 'Method',
    help: 'What answers. A network is trained. Nearest neighbours learn nothing: the training images are kept, and an image is what most of those that are most like it are. A baseline to beat, slow to ask.',
  },
  neighbours: {
    label: 'Neighbours',
    help: 'So many of the most similar training images vote, by the distance between grey levels (Euclidean). Where classes have equally many votes, the one whose images are nearer wins. 1 to 5 is usual.',
  },
  hiddenLayers: {
    label: 'Hidden layers',
    help: 'From the input on. A number is a layer of so many units: 128, or 300, 100. For images there are also conv5x5x32 (32 filters of 5 x 5 pixels; /valid without padding, /stride2 every second pixel), maxpool2, meanpool2, pad2, batchnorm and dropout0.5. Empty for none: then each class is a single weighted sum of the pixels.',
  },
  activation: {
    label: 'Activation',
    help: 'What each hidden unit does with its weighted sum. ReLU learns fastest here; the sigmoid is the classic. LeCun tanh is 1.7159 tanh(2x/3); ELU and GELU are smooth relatives of ReLU.',
  },
  bias: {
    label: 'Biases',
    help: 'Each unit also learns a constant of its own. The book goes without.',
  },
  loss: {
    label: 'Loss',
    help: 'What training makes small. Softmax cross-entropy suits one label an image; squared error is the classic: half the sum over the outputs as in textbooks, or the mean over the outputs as in Keras. The gradient of the mean is 2/classes times that of the half sum. The hinge losses make a support vector machine, linear without hidden layers: only outputs that are not yet clear of the border count.',
  },
  outputActivation: {
    label: 'Output activation',
    help: 'What the last layer does with its weighted sums. Cross-entropies bring their own.',
  },
  labelSmoothing: {
    label: 'Label smoothing',
    help: 'This share of each target is spread evenly over all classes, so that the network grows less sure of itself; 0.1 is usual, 0 turns it off. Validation and test loss are smoothed too.',
  },
  outputRelu: {
    label: 'ReLU on the outputs',
    help: 'Sets negative outputs to 0 before the softmax, as some tutorials do. With the exact gradient, a class whose outputs are all negative learns nothing more; passed straight through, the errors reach it all the same.',
  },
  hiddenErrors: {
    label: 'Errors passed back',
    help: 'What the hidden layers learn from. The gradient is exact. The book passes the errors of the outputs on as they are, without the slope of the output activation: no gradient, but quick at first.',
  },
  optimiser: {
    label: 'Optimiser',
    help: 'How gradients become steps. SGD: straight down the slope. Momentum: with a memory of past steps. Nesterov: the same, looking ahead. RMSProp and Adam: with a step size of its own for every weight. AdamW: Adam with weight decay apart from the gradient.',
  },
  learningRate: {
    label: 'Learning rate',
    help: 'The size of a step. Too small learns slowly, too large jumps about or blows up. Adam likes about 0.001, SGD 0.01 to 0.5. Where a schedule changes it, this is its highest value.',
  },
  momentum: { label: 'Momentum', help: 'The share of the last step that is kept: 0.9 is usual.' },
  batchSize: {
    label: 'Batch size',
    help: 'Images a step. 1 learns from each image by itself, as the book does.',
  },
  stepsPerEpoch: {
    label: 'Batches an epoch',
    help: 'After so many batches the network is judged and saved. 0: once it has seen every training image.',
  },
  epochs: {
    label: 'Epochs',
    help: 'How many times the network sees every training image; with a number of batches an epoch, how often so many.',
  },
  earlyStopping: {
    label: 'Early stopping',
    help: 'Ends the run once so many epochs in a row brought nothing better on the validation images. 0 turns it off.',
  },
  earlyStoppingOn: {
    label: 'Early stopping by',
    help: 'The figure that has to become better: the loss is the finer judge, the accuracy the one that counts.',
  },
  schedule: {
    label: 'Schedule',
    help: 'How the learning rate changes by itself. Steps: times the factor every few epochs. On a plateau: times the factor when the validation loss stops falling. The others change it with every batch: exponential and 1/t by the decay, cosine down to 0 at the end, one cycle up to the learning rate in the first 3/10 of the run and then far down. A rate set by hand while it trains holds at once, and the schedule goes on from there.',
  },
  stepEpochs: {
    label: 'Epochs a step',
    help: 'The learning rate is reduced after so many epochs.',
  },
  plateauPatience: {
    label: 'Plateau patience',
    help: 'The learning rate is reduced once so many epochs in a row brought no lower validation loss.',
  },
  decayFactor: {
    label: 'Rate factor',
    help: 'The learning rate is multiplied by this each time. 1 leaves it as it is.',
  },
  decayRate: {
    label: 'Rate decay',
    help: 'With t the epochs so far and d this number, exponential is exp(-d t) times the learning rate, and 1/t is 1/(1 + d t) times.',
  },
  warmUpEpochs: {
    label: 'Warm-up epochs',
    help: 'For so many epochs, of which fractions count too, the learning rate grows batch by batch from near 0 to what it should be. Goes with every schedule but one-cycle, which warms up by itself. 0 turns it off.',
  },
  l2: {
    label: 'L2',
    help: 'Adds half of this times the sum of the squared weights to the loss, so that weights stay small. Biases are left alone. With SGD that is weight decay; Adam and RMSProp scale it like any gradient, which AdamW does not. 0 turns it off.',
  },
  weightDecay: {
    label: 'Weight decay',
    help: 'Before each step the weights shrink by the learning rate times this, whatever their gradients: AdamW has this in place of L2. Biases are left alone. 0 turns it off.',
  },
  l1: {
    label: 'L1',
    help: 'Adds this times the sum of the absolute weights to the loss, which draws weights that matter little towards 0. Biases are left alone. 0 turns it off.',
  },
  maxNorm: {
    label: 'Max-norm',
    help: 'After each step, the weights that lead to a unit are scaled down to at most this length together (the root of the sum of their squares). 2 to 4 is usual; biases are left alone; 0 turns it off.',
  },
  clipNorm: {
    label: 'Gradient clipping',
    help: 'Before each step, all gradients are scaled down to at most this length together, L1 and L2 included. Keeps a single bad batch from throwing the weights far off. 1 to 5 is usual, 0 turns it off.',
  },
  extraRotation: {
    label: 'Turned copies',
    help: 'Each training image is also shown turned by this angle to the left and to the right, which makes three of one, as in the book (10). 0 turns it off.',
  },
  rotation: {
    label: 'Random rotation',
    help: 'Each time a training image is shown it is turned by a new random angle, at most this one either way. 0 turns it off.',
  },
  shift: {
    label: 'Random shift',
    help: 'Moved by at most this share of the width and of the height, anew each time. 0.1 is usual, 0 turns it off.',
  },
  scaling: {
    label: 'Random scaling',
    help: 'Made larger or smaller by at most this share, anew each time. 0.1 is usual, 0 turns it off.',
  },
  shear: {
    label: 'Random shear',
    help: 'Slanted like italics by at most this angle either way, anew each time. 0 turns it off.',
  },
  elasticStrength: {
    label: 'Elastic distortion',
    help: 'Bends strokes the way an unsteady hand does: pixels move by about this share of the width. 0.03 is gentle, 0 turns it off.',
  },
  elasticSmoothness: {
    label: 'Elastic smoothness',
    help: 'How far, as a share of the width, neighbouring pixels are bent alike. Small values tear strokes apart, large ones only shift them.',
  },
  noise: {
    label: 'Random noise',
    help: 'Adds to each pixel a random amount with this standard deviation; 1 is the step from black to white. 0 turns it off.',
  },
  initialiser: {
    label: 'Start values',
    help: 'The weights before the first step. Zeros and ones are worth trying to see why they do not work.',
  },
  startSpread: {
    label: 'Spread',
    help: 'For uniform start values the largest one (plus or minus), for normal ones the standard deviation. Truncated normal draws again what is more than 2 of them out.',
  },
  startBias: {
    label: 'Start of the biases',
    help: 'All biases before the first step. A little above 0 keeps every ReLU unit alive at first.',
  },
  seed: {
    label: 'Seed',
    help: 'Starts the random numbers. Same seed, same data, same version: exactly the same weights.',
  },
  inputRange: {
    label: 'Input range',
    help: 'What black and white become on the way in. The book keeps a little above 0, so that no input is lost. Binary: every pixel with any ink is 1.',
  },
  targets: {
    label: 'Targets',
    help: 'What the outputs should be for wrong and right classes. A sigmoid never quite reaches 0 and 1.',
  },
  imageLimit: {
    label: 'Images used',
    help: 'Only so many images, drawn in proportion to the classes: so many training images, or, where the splits are drawn anew, so many altogether. 0 uses all.',
  },
  splitSource: {
    label: 'Splits',
    help: 'Training, validation and test images as the files have them, or drawn anew from all images by the shares below.',
  },
  validationFraction: {
    label: 'Validation share',
    help: 'Training images held out to judge each epoch honestly. The test images stay untouched for the end.',
  },
  testFraction: {
    label: 'Test share',
    help: 'Images drawn for the final test where the data set does not come with a test split of its own.',
  },
  folds: {
    label: 'Folds',
    help: 'Cross-validation: the images are divided into so many parts, in proportion to the classes; a run tests on one part and trains on the others. Test images that the files give stay out of it. 0 is off, else 2 or more.',
  },
  fold: {
    label: 'Test fold',
    help: 'The part that this run tests on, from 1. One run for each part tests on every image once.',
  },
  keepBest: {
    label: 'Keep the best epoch',
    help: 'The model is the epoch with the best validation accuracy instead of the last. Never chosen by the test images.',
  },
} as const satisfies Record<HyperparameterName, { label: string; help: string }>;

export const groups = {
  network: 'Network',
  learning: 'Learning',
  schedule: 'Learning-rate schedule',
  regularisation: 'Regularisation',
  augmentation: 'Augmentation',
  start: 'Start',
  data: 'Data',
} as const satisfies Record<GroupName, string>;

/** Names of the choices; a choice that is its own name (0..1, 0/1) is not listed. */
export const choices = {
  network: 'Network',
  nearestNeighbours: 'Nearest neighbours',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  scaledTanh: 'LeCun tanh',
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  elu: 'ELU',
  gelu: 'GELU',
  softmax: 'Softmax',
  linear: 'None (linear)',
  squaredError: 'Squared error, ½ sum',
  meanSquaredError: 'Squared error, mean',
  sigmoidCrossEntropy: 'Sigmoid cross-entropy',
  softmaxCrossEntropy: 'Softmax cross-entropy',
  hinge: 'Hinge',
  squaredHinge: 'Squared hinge',
  binary: 'Binary, ink is 1',
  files: 'As in the files',
  drawn: 'Drawn anew',
  off: 'Off',
  exact: 'On, exact gradient',
  straightThrough: 'On, errors straight through',
  gradient: 'Exact gradient',
  book: 'As in the book',
  sgd: 'SGD',
  momentum: 'Momentum',
  nesterov: 'Nesterov',
  rmsprop: 'RMSProp',
  adam: 'Adam',
  adamw: 'AdamW',
  constant: 'Constant',
  step: 'Steps',
  exponential: 'Exponential',
  inverseTime: '1/t',
  cosine: 'Cosine',
  oneCycle: 'One cycle',
  plateau: 'On a plateau',
  validationLoss: 'Validation loss',
  validationAccuracy: 'Validation accuracy',
  xavier: 'Xavier (Glorot)',
  he: 'He',
  fanIn: 'LeCun normal, 1/sqrt(fan in)',
  lecunUniform: 'LeCun uniform',
  normal: 'Normal',
  truncatedNormal: 'Truncated normal',
  uniform: 'Uniform',
  zeros: 'All zeros',
  ones: 'All ones',
} as const;

export const presetGroups = {
  own: "Inkling's own",
  published: 'Published',
  baselines: 'Baselines',
} as const satisfies Record<PresetGroup, string>;

export const presets = {
  default: { label: 'Inkling', help: 'A good start for most handwriting.' },
  quick: {
    label: 'Quick',
    help: 'A small convolutional network, 1,500 batches: about ten seconds for images of 28 x 28 on two cores.',
  },
  good: {
    label: 'Good',
    help: 'The same network on slightly bent and moved images, 10,800 batches: about a minute for images of 28 x 28 on two cores.',
  },
  best: {
    label: 'Best',
    help: 'Four small convolutions and dropout, on images that are turned, moved, scaled, slanted and bent: about a quarter of an hour for images of 28 x 28 on two cores. For images from 16 x 16 pixels on; larger than 40 x 40 they are best made smaller first.',
  },
  book: {
    label: 'The book (Rashid)',
    help: 'Make Your Own Neural Network: 200 sigmoid units, one image at a time. Published on MNIST: .954 after one epoch.',
  },
  'book-rotations': {
    label: 'The book, with turned copies',
    help: 'The same network, slower and for longer, on each image three times: as it is and turned by 10° to both sides. Published on MNIST: .9787 after ten epochs.',
  },
  'keras-mlp': {
    label: 'Keras tutorial',
    help: '128 ReLU units, softmax, Adam, batches of 32, the best of five epochs kept.',
  },
  'nearest-neighbours': {
    label: 'Nearest neighbours',
    help: 'A baseline to beat, without any training: the 3 training images that are most like an image vote. MNIST: .97.',
  },
  'linear-svm': {
    label: 'Linear SVM',
    help: 'A baseline to beat: no hidden layers, squared hinge loss, L2. MNIST: about .92.',
  },
  'chinese-bp': {
    label: 'Chinese numerals',
    help: '256 sigmoid units on Chinese MNIST, drawn 7:3, SGD with L2. Published: .9687 on the training images, .7044 on the test images.',
  },
  'text-digits': {
    label: 'Text digits',
    help: 'Two layers of 16 sigmoid units on the 32 x 32 text bitmaps of Machine Learning in Action, one image at a time. Published: .987 on the training images after 1,743 epochs.',
  },
  'relu-softmax': {
    label: 'ReLU and softmax',
    help: '32 ReLU units on 5,000 binary images, ReLU on the outputs too, one image at a time. Published on MNIST: .97.',
  },
  'sklearn-mlp': {
    label: 'scikit-learn',
    help: '100 ReLU units, softmax, Adam, batches of 200: MLPClassifier as it comes, made for its 8 x 8 digits.',
  },
  'tf-cnn': {
    label: 'TensorFlow tutorial',
    help: 'Two convolutions of 5 x 5 with 32 and 64 channels, each with max-pooling, 1,024 ReLU units, dropout of a half, Adam with a rate of .0001, 10,000 batches of 50. Published on MNIST: .992.',
  },
  'lenet-5': {
    label: 'LeNet-5 (LeCun)',
    help: 'The convolutional network of 1998: pooling with a gain and a bias that each channel learns, and a third layer whose channels see only some of the second. In place of its output of radial basis functions it has softmax. Published on MNIST: .9905, and .992 with distorted images.',
  },
} as const;
