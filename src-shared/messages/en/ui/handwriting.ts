/** One's own drawings: added to a training, and a model measured on them. */
export const handwriting = {
  add: 'Add my handwriting',
  addHelp:
    'Drawings that you kept in the pad become further training images, drawn as the images of this data set are.',
  known: '{known} of {drawings} drawings have a label of this data set.',
  ofRun: 'My handwriting',
  added: '{drawings} added, {leftOut} left out',
  measure: 'Measure the model on it',
  measured: '{right} of {drawings} are read right: accuracy {accuracy}.',
  unknown:
    '{count} drawing has a label that the model does not know. | {count} drawings have a label that the model does not know.',
  caption: 'How each label of my handwriting is read',
  label: 'Label',
  right: 'Right',
  readAs: 'Else read as',
} as const;
