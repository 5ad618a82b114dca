/** The history of runs: its list, one run, several runs compared. */
export const runs = {
  title: 'Runs',
  count: '{count} run | {count} runs',

  states: {
    queued: 'queued',
    running: 'training',
    paused: 'paused',
    done: 'done',
    stopped: 'stopped',
    failed: 'failed',
    interrupted: 'interrupted',
  },

  neighbours: '{neighbours} nearest of {images} images',
  network: '{shape}, {parameters} parameters',

  empty: {
    title: 'No run yet',
    text: 'Every training is kept here with its hyper-parameters, its curves and its network, also after a restart.',
    train: 'Go to Train',
  },

  table: {
    label: 'All runs',
    select: 'Select {name}',
    selectAll: 'Select all',
    sortBy: 'Sort by {column}',
    more: 'Show {count} more',
    name: 'Name',
    state: 'State',
    dataset: 'Data set',
    preset: 'Preset',
    best: 'Best',
    last: 'Last',
    bestHelp:
      'Accuracy of the epoch that is the model, on test images, else validation, else training images',
    lastHelp: 'The same accuracy after the last epoch',
    epochs: 'Epochs',
    seconds: 'Time',
    createdAt: 'Started',
    inUse: 'in use',
    fromCommandLine: 'from the command line',
    /** A value that differs from the preset: `learning rate 0.01`. */
    change: '{label} {value}',
    epochsOf: '{epochs} of {planned}',
  },

  selection: {
    count: '{count} run selected | {count} runs selected',
    clear: 'Clear the selection',
    pick: 'Select a run to see it, two or more to compare them.',
  },

  actions: {
    rename: 'Rename {name}',
    nameLabel: 'New name of {name}',
    useModel: 'Use this model',
    modelInUse: 'Model in use',
    goOn: 'Go on',
    delete: 'Delete',
    stopFirst: 'A run that is training is stopped first. Stop it, then delete it.',
  },

  details: {
    label: 'Run {name}',
    network: 'Network',
    hyperparameters: 'Hyper-parameters',
    changedFrom: 'differs from the preset: {value}',
    noPreset: 'none',
    dataset: 'Data set',
    fingerprint: 'Fingerprint',
    fingerprintHelp: 'Same fingerprint, same images and labels.',
    folder: 'Folder',
    images: 'Images',
    imagesOf: '{train} training, {validation} validation, {test} test',
    edits: 'Edits',
    editsOf: '{relabelled} relabelled, {excluded} excluded',
    editsHelp: 'Laid over the files while it trained; the same hash, the same edits: {hash}',
    size: 'Size',
    classes: 'Classes',
    epochs: 'Epochs',
    events: 'Events',
    started: 'Started',
    ended: 'Ended',
    time: 'Training time',
    model: 'Model',
    modelOf: 'epoch {epoch}',
    noModel: 'none saved',
    error: 'What went wrong',
  },

  epochTable: {
    epoch: 'Epoch',
    learningRate: 'Learning rate',
    imagesPerSecond: 'Images/s',
    seconds: 'Time',
  },

  events: {
    at: 'Epoch {epoch}, batch {batch}',
    pause: 'paused',
    continue: 'went on',
    learningRate: 'learning rate set to {value}',
    stop: 'stopped',
    resume: 'resumed from the checkpoint',
    medianStop: 'stopped early: worse than the median of its sweep',
    longer: '{value} epochs are planned from here on',
    earlyStop:
      'stopped early: nothing better for {value} epoch | stopped early: nothing better for {value} epochs',
  },

  compare: {
    title: '{count} runs compared',
    metric: 'Curves of',
    run: 'Run',
    label: 'Hyper-parameters and figures by run',
    differing: 'Differing hyper-parameters',
    same: 'Equal in all',
    noneDiffer: 'All hyper-parameters are the same.',
    showAll: 'Also show what is the same',
    bestOf: '{metric}, best epoch',
    lastOf: '{metric}, last epoch',
    trained: 'Epochs trained',
    noEffect: 'no effect',
    otherData:
      'These runs did not see the same images, so their figures can not be compared directly.',
    withoutMetric: 'Without this figure: {names}.',
  },
} as const;
