/** The form of hyper-parameters, and the run that trains beside it. */
export const train = {
  title: 'Train',
  onDataset: 'on {name}',
  withEdits: '{relabelled} relabelled and {excluded} excluded images: this run will remember them.',
  start: 'Train',
  startKey: 'Ctrl+Enter',
  starting: 'Starting…',

  form: {
    label: 'Hyper-parameters',
    preset: 'Preset',
    unchanged: 'As the preset has it.',
    changed: '{count} value changed. | {count} values changed.',
    resetAll: 'Undo all changes',
    /** The way back of one field. */
    reset: '{label}: back to {value}, as the preset has it',
    help: 'What is {label}?',
    range: 'From {minimum} to {maximum}.',
    rangeAbove: 'Above {minimum}, at most {maximum}.',
    newSeed: 'New seed',
    name: 'Name of the run',
    nameHint: '{dataset} and a number',
  },

  preview: {
    label: 'What training sees',
    others: 'Other examples',
    legend: 'Each image as it is, then as it is changed.',
    original: '{name}, as it is',
    changed: '{name}, changed, {number}',
  },

  values: { yes: 'yes', no: 'no', none: 'none' },

  schedule: {
    label: 'Learning rate over the run',
    level: '{first} from the first batch to the last.',
    falls: 'From {first} down to {last} at the end.',
    rises: 'From {first} up to {highest} in epoch {epoch}, and level from there.',
    risesAndFalls: 'From {first} up to {highest} in epoch {epoch}, then down to {last} at the end.',
    plateau:
      'Times {factor} whenever {count} epoch brings no lower validation loss: when that is can not be drawn ahead. | Times {factor} whenever {count} epochs bring no lower validation loss: when that is can not be drawn ahead.',
    begin: 'Start',
    end: 'after {epochs} epochs',
    firstBatch: 'First batch',
    lastBatch: 'Last batch',
  },

  keep: {
    label: 'Keep every',
    epochs: 'epochs; 0 for none',
    help: 'Besides the best and the last epoch; each can be branched off from later',
    two: 'On the disk: about {two} for the best and the last epoch.',
    more: 'On the disk: about {two} for the best and the last epoch, and {kept} for {count} more of {epoch} each.',
  },

  estimate: {
    label: 'What it will be',
    unfit: 'No network yet',
    parameters: '{count} parameters, about {memory} of memory',
    untrained: 'about {memory} of memory, nothing to train',
    time: 'about {epoch} an epoch, {all} in all, judging by {run}',
    images: '{train} images to train on, {validation} to validate, {test} to test',
  },

  blocked: {
    noDataset: 'Open a data set first.',
    openData: 'Go to Data',
  },

  empty: {
    ready: '{layers} is ready to learn',
    text: 'Take the preset as it is, or change it at the left. Loss and accuracy are drawn here while the network learns.',
    noData: 'A network needs images to learn from',
    openFirst:
      'Open a folder of handwriting, or the sample that comes along. The hyper-parameters can be chosen meanwhile.',
  },

  run: {
    label: 'Training',
    choose: 'Run',
    pause: 'Pause',
    goOn: 'Go on',
    stop: 'Stop',
    stopHelp:
      'Stops after the batch under way. Finished epochs are kept, and the run can go on later.',
    preparing: 'Preparing the first batch…',
    elsewhere:
      'This run trains in another Inkling, perhaps from the command line. Its epochs show up in Runs.',
    epochBar: 'Epoch {epoch} of {epochs}',
    batchBar: 'Batch {batch} of {batches}',
    left: '{time} left',
    paused: 'Paused',
    blocked: 'The run has paused by itself.',
    outcome: {
      done: 'Trained in {time}.',
      judged: 'Judged in {time}.',
      early:
        'Stopped early after {count} epoch, in {time}: the validation images showed nothing better. | Stopped early after {count} epochs, in {time}: the validation images showed nothing better.',
      stopped: 'Stopped after {count} epoch, in {time}. | Stopped after {count} epochs, in {time}.',
      failed: 'Could not go on after {count} epoch. | Could not go on after {count} epochs.',
      interrupted: 'Interrupted after {count} epoch. | Interrupted after {count} epochs.',
    },
    model: 'The model is epoch {epoch}.',
    imagesAreModel: 'The training images are the model.',
    noModel: 'No epoch was finished, so there is no model.',
    ask: 'Ask this network',
    details: 'Show in Runs',
  },

  profile: {
    title: 'Where the time goes',
    caption: 'Time of an epoch, mean of {count} epoch | Time of an epoch, mean of {count} epochs',
    phase: 'Phase',
    time: 'Time',
    share: 'Share',
    phases: {
      data: 'Reading the images',
      forward: 'Forward',
      backward: 'Backward',
      optimiser: 'Optimiser',
      evaluation: 'Evaluation',
    },
    all: 'An epoch',
  },

  figures: {
    label: 'Now',
    trainLoss: 'Training loss',
    trainAccuracy: 'Training accuracy',
    validationAccuracy: 'Validation accuracy',
    testAccuracy: 'Test accuracy',
    imagesPerSecond: 'Images a second',
    learningRate: 'Learning rate',
  },

  rate: {
    label: 'Learning rate',
    change: 'Change the learning rate',
    apply: 'Apply',
    half: 'Halve it',
    double: 'Double it',
    halfSign: '× 0.5',
    doubleSign: '× 2',
  },
} as const;
