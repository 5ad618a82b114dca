/** The TypeScript side of `assembly/convolution.ts`. */
import { sizeOf } from '../shape.ts';
import type { Vector } from '../vector.ts';
import type { Split } from './webassembly.ts';
import type { ConvolutionGeometry, ConvolutionKernel, ConvolutionTensors } from './kernels.ts';

/** What `webassembly.ts` has for the kernels of its memory. */
export interface KernelHost {
  /** The address of so many 32-bit words, all zero. */
  words(length: number): number;
  /** All words from an address on. */
  wordsAt(address: number, length: number): Uint32Array;
  addressOf(vector: Vector): number;
  split: Split;
  call(name: string, ...values: number[]): void;
}

/** Of a tile of outputs. */
const tilePixels = 6;
const panelChannels = 8;
/** A kernel's rows shorter than this are written out as patches. */
const shortestSegment = 24;
/** What may be written past the end of a sample's patches, in words. */
const slack = 4;
const wordsPerEntry = 2;

export function createConvolution(
  host: KernelHost,
  { weights, dWeights, biases, dBiases }: ConvolutionTensors,
  geometry: ConvolutionGeometry,
  batchSize: number,
): ConvolutionKernel {
  const { words, addressOf, split, call } = host;
  const { output } = geometry;
  const { fields, asItIs, paddedSize } = planOf(host, geometry, batchSize);
  const record = words(Object.keys(fields).length);
  const write = (): void =>
    host.wordsAt(record, Object.keys(fields).length).set(Object.values(fields));
  write();
  const { pixels, patchLength } = fields;
  const channels = output.channels;
  const panels = Math.ceil(channels / panelChannels);
  const at = {
    weights: addressOf(weights),
    dWeights: addressOf(dWeights),
    biases: biases ? addressOf(biases) : 0,
    dBiases: dBiases ? addressOf(dBiases) : 0,
  };
  const workOf = (batch: number): number => batch * pixels * patchLength * channels;
  /** Of the gradients, most of which are zero. */
  const sparseWorkOf = (batch: number): number => workOf(batch) / 4;
  const transpose = (out: number, matrix: number, rows: number, columns: number): void =>
    split('transpose', rows, 16, rows * columns, out, matrix, rows, columns);

  return {
    forward(result, values, batch) {
      split('packWeights', panels, 1, patchLength * channels, record, at.weights, at.biases);
      const [to, from] = [addressOf(result), addressOf(values)];
      split('convolutionForward', batch, 1, workOf(batch), record, to, from);
    },

    backward(dInput, dOutput, values, batch) {
      const [dOut, from] = [addressOf(dOutput), addressOf(values)];
      transpose(fields.dTransposed, at.dWeights, patchLength, channels);
      const work = sparseWorkOf(batch);
      split('convolutionWeightGradients', channels, 4, work, record, dOut, from, batch);
      transpose(at.dWeights, fields.dTransposed, channels, patchLength);
      if (at.dBiases) call('convolutionBiasGradients', record, at.dBiases, dOut, batch);
      if (!dInput) return;
      if (!fields.transposed) {
        // Only layers that are asked for it need this.
        fields.transposed = words(patchLength * channels);
        fields.pixelEntries = words(batchSize * pixels * channels * wordsPerEntry);
        fields.pixelEnds = words(batchSize * pixels);
        if (!asItIs) fields.dPadded = words(batchSize * paddedSize);
        write();
      }
      transpose(fields.transposed, at.weights, patchLength, channels);
      split('convolutionInputGradients', batch, 1, work, record, addressOf(dInput), dOut);
    },
  };
}

/** The fields of `assembly/convolution-plan.ts`, in their order; lengths in bytes where they say so. */
function planOf(
  { words, wordsAt }: KernelHost,
  { input, output, height, width, stride, top, left }: ConvolutionGeometry,
  batchSize: number,
) {
  const pixels = output.height * output.width;
  const patchLength = height * width * input.channels;
  const rowLength = width * input.channels;
  const panels = Math.ceil(output.channels / panelChannels);
  const padded = {
    height: (output.height - 1) * stride + height,
    width: (output.width - 1) * stride + width,
    channels: input.channels,
  };
  const asItIs =
    top === 0 && left === 0 && padded.width === input.width && padded.height === input.height;
  const writtenOut = rowLength < shortestSegment && height > 1;
  const pixelBytes = input.channels * 4;
  const paddedRowBytes = padded.width * pixelBytes;

  /** Bytes into a sample for each pixel of the output, and for as many as a tile has. */
  function offsets(rowBytes: number, pixelBytes: number): number {
    const length = Math.max(pixels, tilePixels);
    const address = words(length);
    wordsAt(address, length).forEach((_, p, all) => {
      const pixel = Math.min(p, pixels - 1);
      const row = Math.floor(pixel / output.width);
      all[p] = row * rowBytes + (pixel % output.width) * pixelBytes;
    });
    return address;
  }

  const paddedOffsets = offsets(stride * paddedRowBytes, stride * pixelBytes);
  const paddedImages = asItIs ? 0 : words(batchSize * sizeOf(padded));
  const patchWords = pixels * patchLength + slack;
  const patches = writtenOut
    ? {
        offsets: offsets(output.width * patchLength * 4, patchLength * 4),
        segments: 1,
        segmentLength: patchLength,
        segmentBytes: patchLength * 4,
        patches: words(batchSize * patchWords),
        patchBytes: patchWords * 4,
      }
    : {
        offsets: paddedOffsets,
        segments: height,
        segmentLength: rowLength,
        segmentBytes: paddedRowBytes,
        patches: paddedImages,
        patchBytes: sizeOf(padded) * 4,
      };
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
    dTransposed: words(output.channels * patchLength),
    channelEntries: words(output.channels * pixels * wordsPerEntry),
    channelCounts: words(output.channels),
    pixelEntries: 0,
    pixelEnds: 0,
    dPadded: 0,
  };
  return { fields, asItIs, paddedSize: sizeOf(padded) };
}
