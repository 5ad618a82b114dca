/** Convolutions in WebAssembly: `assembly/convolution.ts`, or `assembly/winograd.ts` where it pays. */
import { sizeOf } from '../shape.ts';
import type {
  ConvolutionGeometry,
  ConvolutionKernel,
  ConvolutionTensors,
  Kernels,
} from './kernels.ts';
import type { Machine } from './webassembly.ts';

/** Of a tile of outputs, of `convolutionTile`. */
const tilePixels = 6;
const panelChannels = 8;
/** A kernel's rows shorter than this are written out as patches. */
const shortestSegment = 24;
/** What may be written past the end of the patches, in words. */
const slack = 4;
const wordsPerEntry = 2;
/** Of a list made by `listRow` in `assembly/sparse.ts`. */
const entriesBehind = 4;

/** Of `assembly/winograd.ts`. */
const winogradTile = 4;
const winogradPlaces = 64;
const imagesPerGroup = 3;
/** With fewer, what is around the multiplications takes longer than they. */
const fewestChannels = 16;
/** For its scratch, which grows with the batch: a memory has 4 GB, and the layers' numbers half of it. */
const mostBytes = 2 ** 29;

export const createConvolutions =
  (machine: Machine): Kernels['convolution'] =>
  (tensors, geometry, batchSize) =>
    createConvolution(machine, tensors, geometry, batchSize);

function createConvolution(
  machine: Machine,
  { weights, dWeights, biases, dBiases }: ConvolutionTensors,
  geometry: ConvolutionGeometry,
  batchSize: number,
): ConvolutionKernel {
  const { wordsAt, addressOf, split } = machine;
  const plan = planOf(machine, geometry, batchSize);
  const { fields } = plan;
  const record = machine.words(Object.keys(fields).length);
  const write = (): void => wordsAt(record, Object.keys(fields).length).set(Object.values(fields));
  write();
  const { pixels, outputChannels: channels, patchLength } = fields;
  const panels = panelsOf(channels);
  const inputPanels = panelsOf(geometry.input.channels);
  const at = {
    weights: addressOf(weights),
    dWeights: addressOf(dWeights),
    biases: biases ? addressOf(biases) : 0,
    dBiases: dBiases ? addressOf(dBiases) : 0,
  };
  /** Multiply-adds of one pass. Zeros that are skipped and Winograd's tiles each leave a part. */
  const workOf = (batch: number): number => (batch * pixels * patchLength * channels) / 4;
  const transpose = (out: number, matrix: number, rows: number, columns: number): void =>
    split('transpose', rows, 16, rows * columns, out, matrix, rows, columns);
  const pack = (): void =>
    split('packWeights', panels, 1, patchLength * channels, record, at.weights, at.biases);
  const readyFor = { weights: false, input: false };
  /** Scratch that only those layers need that are trained, or asked for their input's gradient. */
  function prepare(gradients: 'weights' | 'input'): void {
    if (readyFor[gradients]) return;
    readyFor[gradients] = true;
    Object.assign(fields, gradients === 'weights' ? plan.forWeights() : plan.forInput());
    write();
  }

  if (plan.winograd) {
    const backwardInput: ConvolutionKernel['backwardInput'] = (dInput, dOutput, batch) => {
      prepare('input');
      split('winogradTranspose', inputPanels, 1, patchLength * channels * 4, record);
      const [to, dOut] = [addressOf(dInput), addressOf(dOutput)];
      split('winogradInputGradients', batch, imagesPerGroup, workOf(batch), record, to, dOut);
    };
    return {
      backwardInput,
      forward(output, input, batch) {
        const [to, from] = [addressOf(output), addressOf(input)];
        pack();
        split('winogradWeights', panels, 1, patchLength * channels * 4, record);
        split('winogradForward', batch, imagesPerGroup, workOf(batch), record, to, from);
      },
      backward(dInput, dOutput, input, batch) {
        const [dOut, from] = [addressOf(dOutput), addressOf(input)];
        const work = workOf(batch);
        prepare('weights');
        split('winogradValues', batch, imagesPerGroup, work / 8, record, from);
        split(
          'winogradWeightGradients',
          panels,
          1,
          work,
          record,
          at.dWeights,
          at.dBiases,
          dOut,
          batch,
        );
        if (dInput) backwardInput(dInput, dOutput, batch);
      },
    };
  }

  const backwardInput: ConvolutionKernel['backwardInput'] = (dInput, dOutput, batch) => {
    prepare('input');
    transpose(fields.transposed, at.weights, patchLength, channels);
    const [to, dOut] = [addressOf(dInput), addressOf(dOutput)];
    split('convolutionInputGradients', batch, 1, workOf(batch), record, to, dOut);
  };
  return {
    backwardInput,
    forward(output, input, batch) {
      const [to, from] = [addressOf(output), addressOf(input)];
      pack();
      split('convolutionForward', batch, 1, workOf(batch) * 4, record, to, from);
    },
    backward(dInput, dOutput, input, batch) {
      const [dOut, from] = [addressOf(dOutput), addressOf(input)];
      const work = workOf(batch);
      prepare('weights');
      transpose(fields.dTransposed, at.dWeights, patchLength, channels);
      split('convolutionWeightGradients', channels, 4, work, record, at.dBiases, dOut, from, batch);
      transpose(at.dWeights, fields.dTransposed, channels, patchLength);
      if (dInput) backwardInput(dInput, dOutput, batch);
    },
  };
}

const panelsOf = (channels: number): number => Math.ceil(channels / panelChannels);
/** To whole vectors. */
const rounded = (channels: number): number => Math.ceil(channels / 4) * 4;

/**
 * What `assembly/convolution-plan.ts` has, in its order, and what of it is added when there is a
 * first gradient.
 */
function planOf(
  { words, wordsAt }: Machine,
  { input, output, height, width, stride, top, left }: ConvolutionGeometry,
  batchSize: number,
) {
  const pixels = output.height * output.width;
  const patchLength = height * width * input.channels;
  const rowLength = width * input.channels;
  const panels = panelsOf(output.channels);
  const tiles = {
    rows: Math.ceil(output.height / winogradTile),
    columns: Math.ceil(output.width / winogradTile),
  };
  /**
   * For the tiles of a group of images, at least as many rows as `convolutionTile` computes. An odd
   * number: with many a power of two in their distance, all places would share a few lines of the
   * cache.
   */
  const rows = Math.max(imagesPerGroup * tiles.rows * tiles.columns, tilePixels) | 1;
  const groups = Math.ceil(batchSize / imagesPerGroup);
  const valueWords = rounded(input.channels);
  const dProductWords = rounded(output.channels);
  const winogradBytes =
    4 * groups * winogradPlaces * rows * (2 * valueWords + dProductWords + panelChannels);
  const winograd =
    height === 5 &&
    width === 5 &&
    stride === 1 &&
    Math.min(input.channels, output.channels) >= fewestChannels &&
    3 * tiles.rows * tiles.columns * winogradPlaces <= pixels * height * width &&
    winogradBytes <= mostBytes;
  const padded = winograd
    ? {
        height: tiles.rows * winogradTile + height - 1,
        width: tiles.columns * winogradTile + width - 1,
        channels: input.channels,
      }
    : {
        height: (output.height - 1) * stride + height,
        width: (output.width - 1) * stride + width,
        channels: input.channels,
      };
  const asItIs =
    top === 0 && left === 0 && padded.width === input.width && padded.height === input.height;
  const writtenOut = !winograd && rowLength < shortestSegment && height > 1;
  const pixelBytes = input.channels * 4;
  const paddedRowBytes = padded.width * pixelBytes;

  /** The address of so many words, each what `valueOf` says. */
  function table(length: number, valueOf: (n: number) => number): number {
    const address = words(length);
    wordsAt(address, length).set(Uint32Array.from({ length }, (_, n) => valueOf(n)));
    return address;
  }
  /** Bytes into a sample for each pixel of the output, and for as many as a tile has. */
  const offsets = (rowBytes: number, columnBytes: number): number =>
    table(Math.max(pixels, tilePixels), (n) => {
      const pixel = Math.min(n, pixels - 1);
      const column = pixel % output.width;
      return ((pixel - column) / output.width) * rowBytes + column * columnBytes;
    });

  const paddedOffsets = offsets(stride * paddedRowBytes, stride * pixelBytes);
  const paddedImages = asItIs ? 0 : words(batchSize * sizeOf(padded));
  const patchWords = pixels * patchLength + slack;
  const patches = writtenOut
    ? {
        offsets: offsets(output.width * patchLength * 4, patchLength * 4),
        segments: 1,
        segmentLength: patchLength,
        segmentBytes: patchLength * 4,
        // Samples on the way forward, channels on the way back.
        patches: words(Math.max(batchSize, output.channels) * patchWords),
        patchBytes: patchWords * 4,
      }
    : {
        offsets: paddedOffsets,
        segments: height,
        segmentLength: rowLength,
        segmentBytes: paddedRowBytes,
        patches: 0,
        patchBytes: 0,
      };
  const ofPlaces = (count: number, numbers: number): number =>
    words(count * winogradPlaces * numbers);

  const fields = {
    pixels,
    outputChannels: output.channels,
    patchLength,

    ...patches,

    paddedOffsets,
    kernelHeight: height,
    kernelRowLength: rowLength,
    paddedRowBytes,
    paddedBytes: sizeOf(padded) * 4,
    padded: paddedImages,
    paddedStart: top * paddedRowBytes + left * pixelBytes,
    inputBytes: sizeOf(input) * 4,
    inputRowBytes: input.width * pixelBytes,
    usedRows: Math.min(input.height, padded.height - top),
    usedRowBytes: Math.min(input.width, padded.width - left) * pixelBytes,

    panels: words(panels * patchLength * panelChannels),
    starts: words(panels * panelChannels),
    tiles: words(batchSize * tilePixels * panelChannels),
    transposed: 0,
    dTransposed: 0,
    channelEntries: 0,
    channelEnds: 0,
    pixelEntries: 0,
    pixelEnds: 0,
    dPadded: 0,

    inputChannels: input.channels,
    outputHeight: output.height,
    outputWidth: output.width,
    tileRows: tiles.rows,
    tileColumns: tiles.columns,
    valueRows: rows,
    valueRowBytes: valueWords * 4,
    dProductRowBytes: dProductWords * 4,
    placePanels: 0,
    values: 0,
    valueOffsets: 0,
    products: 0,
    stages: 0,
    zeros: 0,
    allValues: 0,
    dPanelProducts: 0,
    dPlacePanels: 0,
    transposedPanels: 0,
    dProducts: 0,
    dProductOffsets: 0,
  };
  if (winograd)
    Object.assign(fields, {
      placePanels: ofPlaces(panels, input.channels * panelChannels),
      values: ofPlaces(groups, rows * valueWords),
      valueOffsets: table(rows, (row) => row * valueWords * 4),
      products: ofPlaces(groups, rows * panelChannels),
      stages: ofPlaces(Math.max(batchSize, panels), 4),
      zeros: words(panelChannels),
    });

  return {
    fields,
    winograd,
    forWeights: () =>
      winograd
        ? {
            allValues: ofPlaces(groups, rows * valueWords),
            dPanelProducts: ofPlaces(panels, rows * panelChannels),
            dPlacePanels: ofPlaces(panels, valueWords * panelChannels),
          }
        : {
            dTransposed: words(output.channels * patchLength),
            channelEntries: words(output.channels * pixels * wordsPerEntry),
            channelEnds: words(output.channels),
          },
    forInput: () => ({
      dPadded: asItIs ? 0 : words(batchSize * sizeOf(padded)),
      ...(winograd
        ? {
            transposedPanels: ofPlaces(panelsOf(input.channels), output.channels * panelChannels),
            dProducts: ofPlaces(groups, rows * dProductWords),
            dProductOffsets: table(rows, (row) => row * dProductWords * 4),
          }
        : {
            transposed: words(patchLength * output.channels),
            pixelEntries: words(
              batchSize * (pixels * output.channels + entriesBehind) * wordsPerEntry,
            ),
            pixelEnds: words(batchSize * pixels),
          }),
    }),
  };
}
