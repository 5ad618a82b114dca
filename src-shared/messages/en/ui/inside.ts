/** What goes on inside a network: its units, an image on its way through, and why it answers so. */
export const inside = {
  title: 'Inside',
  parts: {
    units: 'Units and filters',
    follow: 'Follow an image',
    why: 'Why this answer',
  },
  empty: {
    noModelWhat:
      'Train a network first: one of a single epoch will do, and shows how little it knows yet. With the sample data set that takes less than a minute.',
    noNetwork: 'There is nothing inside to look at',
    noNetworkWhat:
      '{run} keeps its training images and compares: it has no layers, no weights and no slopes. Choose a run that trained a network.',
  },
  guessing:
    'This network hardly knows its training images better than by guessing: what you see are mostly the random weights that it began with, and explain nothing.',
  stage: {
    output: '{number}: output, {count} classes',
    dense: '{number}: {count} units',
    maps: '{number}: {name}, {count} maps of {size}',
    activated: '{name}, {activation}',
  },
  orders: {
    number: 'Number',
    outgoing: 'Weights that read it',
    incoming: 'Weights that lead to it',
    label: 'What it does for a label',
    ablation: 'What its silence does',
  },
  orderHelp: {
    number: 'As they lie in the layer.',
    outgoing:
      'Sorted by the norm (root of the sum of squares) of the weights that read each, the largest first.',
    incoming: 'Sorted by the norm of the weights that lead to each, the largest first.',
    label:
      'Sorted by slope of the label’s output x what the unit says, mean over images: of the last hidden layer, outgoing weight x mean activation. Above 0 it speaks for the label.',
    ablation:
      'Sorted by how far the output of the answer falls when nothing reads the unit, mean over {images} images.',
  },
  units: {
    title: 'Units of the layer',
    layer: 'Layer',
    order: 'Sorted by',
    label: 'Label',
    unit: 'Unit {unit}',
    filter: 'Filter {unit}',
    outputUnit: 'Output {name}',
    unitColumn: 'Unit',
    whatWeights:
      'The weights of each unit, pixel by pixel: ink where it is red excites the unit, ink where it is blue quiets it.',
    whatKernels:
      'The kernels that move over the image: ink where it is red excites the filter, ink where it is blue quiets it.',
    whatDeeper:
      'Layers lie between the pixels and these units, so they have no weights that a picture could show. Shown instead: the image that excites each most, sought by gradient ascent.',
    noData:
      'No data set of the right size is open. Without images the weights can be shown and sorted by size, and the images that excite most can be computed; not which training images do, nor what a unit does for a label.',
    surveying: 'Showing images to the layer',
    ablating: 'Silencing one unit after another',
    maximising: 'Looking for what excites most',
    ownScale: 'Each its own scale',
    previous: 'Previous units',
    next: 'More units',
    range: '{from} to {to} of {all}',
  },
  unit: {
    weights: 'Weights',
    kernel: 'Kernel',
    notWeights:
      'Between the pixels and this unit lie other layers. Multiplying their weights together would not give its weights: what happens in between bends. What excites it most is shown below.',
    bias: 'Bias',
    incoming: 'Norm of weights to it',
    outgoing: 'Norm of weights from it',
    mean: 'Mean activation',
    active: 'Above 0',
    maximum: 'What excites it most',
    maximumWhat:
      'Sought by gradient ascent from grey noise, smooth and with little ink. The unit says {value} to it.',
    maximumWhatFilter:
      'Sought by gradient ascent on the mean of its map, from grey noise, smooth and with little ink. That mean is {value}.',
    toOutputs: 'What it does for each class (its weights to the outputs)',
    silence: 'Silence it in the Lab',
  },
  best: {
    title: 'Images that excite it most',
    titlePatches: 'Patches that excite it most',
    training: '{images} of {all} training images were looked at.',
    others:
      '{images} of {all} images were looked at. They are not those that the network learnt from.',
    oneClass:
      'All images of this data set are of one class, {name}: whether others would excite the unit more can not be seen here.',
    silent: 'It says 0 to every image: nothing excites it.',
    caption: '{name} · {value}',
    image: '{name} · {value}: image {index}. Press to see why it is answered as it is.',
    patch:
      '{name} · {value}: image {index}, from row {top} and column {left} on. Press to see why it is answered as it is.',
  },
  probe: {
    hint: 'Numbers: point, or arrow keys.',
    pixel: 'Row {row}, column {column}: {value}',
    map: 'Map {channel}, row {row}, column {column}: {value}',
    unit: 'Unit {unit}: {value}',
    class: '{name}: {value}',
  },
  /** Heads of saved tables. */
  saved: {
    row: 'Row',
    column: 'Column',
    unit: 'Unit',
    map: 'Map',
    value: 'Value',
    weight: 'Weight',
    pixel: 'Pixel (0 to 255)',
  },
  image: {
    title: 'The image',
    data: 'Data set',
    pad: 'Drawing',
    draw: 'Draw here: every layer follows the pen.',
    noData: 'No data set is open. Draw an image instead, or open the one that the run learnt from.',
    seen: 'What the network sees',
  },
  follow: {
    help: 'From the image at the top to the answer at the bottom. Each layer has its own scale.',
    empty: 'No image yet',
    emptyWhat: 'Draw one at the left, or choose one of the data set.',
    figures: '{least} to {most}, {zeros} are 0',
  },
  why: {
    title: 'Why this answer',
    label: 'Explain',
    against: 'rather than',
    theAnswer: 'its answer',
    itsAnswer: 'its answer ({name})',
    nothing: 'nothing else',
    method: 'Method',
    methods: { gradientTimesInput: 'Gradient x input', smoothGrad: 'SmoothGrad' },
    samples: 'Noisy copies',
    noise: 'Noise, % of the range from paper to ink',
    for: 'What speaks for {name}',
    rather: 'What speaks for {name} rather than {other}',
    captions: {
      gradientTimesInput:
        'How much of the output comes from the ink of each pixel, if the network were straight around this image: red ink speaks for it, blue ink against it. Blank paper has no share.',
      smoothGrad:
        'The slope of the output by each pixel, mean over copies of the image with noise: where it is red more ink would speak for it, where it is blue less would. Also where there is no ink.',
    },
    sum: 'The output of {name} before the last activation is {sum}.',
    sumDifference: 'Before the last activation, {name} is {sum} ahead of {other}.',
    total: 'All pixels of the map together are {total}.',
    control: 'The same with random weights.',
    correlation:
      'Rank correlation with the map: {value}. Near 1, the map would show the image and not what was learnt.',
  },
  change: {
    title: 'The smallest change that turns the answer',
    into: 'Into',
    nearest: 'any other',
    find: 'Find it',
    help: 'Small steps towards the nearest boundary between two answers (DeepFool), with every pixel between paper and ink. Nearly the smallest: boundaries are bent.',
    binary:
      'This network sees a pixel as ink or none, so there are no small changes: only whole pixels could be switched.',
    none: 'None was found in {steps} steps: around this image, no small step leads to that answer.',
    found:
      'From {before} ({beforeOutput}) to {after} ({afterOutput}). The change has a norm (L2) of {norm}, where 1 is one pixel from paper to full ink; the most changed pixel moves by {largest} of that.',
    before: 'The image',
    difference: 'The change',
    after: 'The changed image',
  },
} as const;
