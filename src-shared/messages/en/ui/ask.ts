export const ask = {
  model: '{name}: {network}',
  choose: 'Choose an image…',
  drop: 'Drop an image here, or click to choose one',
  sample: 'Image {index} of {name}',
  random: 'Random test image',
  randomAny: 'Random image',
  randomHelp:
    'This data set has no test split of its own, so the network may have been trained on this very image.',
  previous: 'Previous image',
  next: 'Next image',
  number: 'Number',
  of: '{name} has {count} images, numbered from 0.',
  seen: 'What the network sees',
  seenLabel: 'The picture as the network sees it, {width} x {height} pixels',
  seenConformed:
    'What the network sees: the image brought to {width} x {height} pixels, with its ink as light or dark as in the training images.',
  inverted: 'Inverted',
  answer: {
    label: 'Answer',
    says: '{name} with {value}',
    right: 'Right',
    wrong: 'Wrong: it is {name}',
    unsure: 'Next: {name} with {value}',
  },
  outputs: {
    title: 'All outputs',
    caption: "The network's output for each class",
    class: 'Class',
    value: 'Output',
    expected: 'label',
    answer: 'answer',
    probabilities: 'Probabilities: they sum to 1.',
    notProbabilities:
      "These outputs aren't probabilities: each class is judged by itself, and they need not sum to 1. The largest one is the answer.",
    order: 'Order',
    byClass: 'By class',
    byValue: 'By output',
  },
  empty: {
    noModel: 'No network to ask yet',
    noModelWhat: 'Train one first. With the sample data set that takes less than a minute.',
    train: 'Go to Train',
    openData: 'Go to Data',
    noSubject: 'Show it a picture',
    noSubjectWhat:
      'Choose an image file, drop one on this window, or take an image of the open data set.',
    noSubjectNoData:
      'Choose an image file, or drop one on this window. With a data set open, its images can be asked about too.',
    failed: 'No answer',
  },
} as const;
