/** What charts say beside the figures. */
export const charts = {
  loss: 'Loss',
  accuracy: 'Accuracy',
  epoch: 'Epoch',
  splits: { train: 'training', validation: 'validation', test: 'test' },
  metrics: {
    trainLoss: 'Training loss',
    trainAccuracy: 'Training accuracy',
    validationLoss: 'Validation loss',
    validationAccuracy: 'Validation accuracy',
    testLoss: 'Test loss',
    testAccuracy: 'Test accuracy',
  },
  /** The epoch that the values beside the chart belong to. */
  readingAt: 'Epoch {epoch}',
  readingLatest: 'Epoch {epoch}, the latest',
  readingEnds: 'Last epoch of each',
  noValue: 'none',
  /** Accessible name of the chart: what it shows and how to read it with keys. */
  chartLabel: '{title} by epoch. Left and right arrow keys read one epoch after another.',
  tableLabel: '{title} by epoch',
  /** The place that the values beside the chart belong to: `Learning rate 0.1`. */
  readingX: '{name} {value}',
  moreLines: 'and {count} more line | and {count} more lines',
  xyLabel: '{title}. Left and right arrow keys read one point after another.',
  empty: 'The first point comes when the first epoch ends.',
  nothing: 'No epoch was finished, so there is nothing to draw.',
  show: 'Show as',
  chart: 'Chart',
  table: 'Table',
  lossScale: 'Loss scale',
  linear: 'Linear',
  log: 'Logarithmic',
  /** A new learning rate, at the top of its line in the chart. */
  newRate: 'rate {rate}',
  noCurves:
    'Nearest neighbours learn nothing step by step, so there are no curves: only how well they do.',
  absent: {
    train: 'There are no figures for training images.',
    validation: 'No validation images were held out, so there is no such line.',
    test: 'There are no test images, so there is no such line.',
  },
} as const;
