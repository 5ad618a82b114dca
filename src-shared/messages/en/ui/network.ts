/** The network as a table of layers, and what helps to write them. */
export const network = {
  table: {
    label: 'Layers of the network',
    layer: 'Layer',
    shape: 'Output',
    parameters: 'Parameters',
    work: 'Work',
    workHelp: 'Share of the multiplications for one image',
    multiplications: 'Multiplications for one image',
    input: 'input',
    output: 'output',
    dense: 'dense {units}',
    all: 'All layers',
  },
  add: {
    label: 'Add a layer',
    title: 'Add:',
    added: 'Added {layer}.',
    full: 'No such layer fits here.',
    dense: 'Dense',
    convolution: 'Convolution',
    maxPooling: 'Max-pooling',
    meanPooling: 'Mean-pooling',
    batchNormalisation: 'Batch normalisation',
    dropout: 'Dropout',
    padding: 'Padding',
  },
} as const;
