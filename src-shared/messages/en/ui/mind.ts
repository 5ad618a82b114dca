import type { QueryMethod, QuerySettingName } from '../../../backward-query.ts';

const methods = {
  prior: 'With a prior',
  free: 'Without data',
  book: 'The book’s way',
} as const satisfies Record<QueryMethod, string>;
const captions = {
  prior:
    'Of all pictures that look like images of this data set, the ones that the network is surest of. What images have in common comes from {components} principal components of unlabelled training images; which label it is comes from the network alone.',
  free: 'Pixels moved until the network’s output for the label is as high as it goes, smooth and with little ink. No data were used, so what you see is the network’s alone, odd strokes and all.',
  book: 'Which pixels push this output up (red) and which push it down (blue): inverse activations through transposed weights, as in “Make Your Own Neural Network”. A transpose is not an inverse: the network need not take such a picture for the label.',
} as const satisfies Record<QueryMethod, string>;
const settings = {
  steps: 'Steps',
  learningRate: 'Learning rate',
  jitter: 'Jitter, pixels',
  priorWeight: 'Pull to the middle',
  components: 'Components',
  inkWeight: 'Little ink',
  variationWeight: 'Smoothness',
  seed: 'Seed',
} as const satisfies Record<QuerySettingName, string>;

export const mind = {
  title: 'Mind',
  model: '{name}: {network}',
  ask: 'Show me',
  stop: 'Stop',
  step: 'Step {step} of {steps}',
  comparing: 'The same with random weights…',
  what: 'What to ask for',
  subject: 'Pictures of',
  subjects: {
    wall: 'All labels',
    label: 'One label, five starts',
    mixture: 'Two labels at once',
    way: 'The way between two labels',
  },
  label: 'Label',
  secondLabel: 'Second label',
  share: 'Share of the second label',
  strength: 'How sure it is to be',
  method: 'Method',
  methods,
  captions,
  settings,
  settingsTitle: 'Settings',
  reset: 'As they were',
  control: 'Also with random weights',
  controlHelp: 'The same question to the same network untrained. It must not look like the label.',
  second: 'Second opinion',
  nobody: 'Nobody',
  pictures: 'Pictures',
  picture: 'What the network takes for {label}',
  own: 'itself {value}',
  other: 'second {value}',
  taken: 'takes it for {label}',
  tooMany: 'The first {count} labels are shown.',
  cancelled: 'Stopped before the last step: these are not finished.',
  save: 'Save the wall…',
  saveOne: 'Save this picture…',
  saveFailed: 'The picture could not be drawn.',
  beside: 'Beside it',
  columns: {
    picture: 'Picture',
    mean: 'Mean image of the class',
    surest: 'Training image it is surest of',
    random: 'The same with random weights',
  },
  surestOutput: 'Image {index}, {value}; of {count} looked at',
  noEvidence:
    'Open the data set {name} to see the mean image of the class and the image that the network is surest of.',
  vary: 'Four other starts',
  variation: 'Start {number}',
  outputs: 'What is said of it',
  outputsCaption: 'Outputs of the network, of the second opinion and of random weights, by class',
  class: 'Class',
  ownOutput: 'Itself',
  secondOutput: 'Second',
  unknownLabel: 'no such label',
  notProbabilities: 'These outputs aren’t probabilities: they need not sum to 1.',
  scale: 'Colours from {low} (blue) over 0 (paper) to {high} (red)',
  empty: {
    noModel: 'No network to ask yet',
    noModelWhat:
      'Train one first, or choose a run above. With the sample data set that takes less than a minute.',
    train: 'Go to Train',
    neighbours: 'Nothing to ask inside',
    neighboursWhat:
      'Nearest neighbours keep training images and compare: there are no weights that could have an idea of a label. Choose a run that trained a network.',
    start: 'What does it take for a {label}?',
    startWhat:
      'Press “Show me”, and the network draws what it takes for each label. The pictures form before your eyes.',
    failed: 'No picture',
  },
} as const;
