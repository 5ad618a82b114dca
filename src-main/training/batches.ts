/** Turns stored pixels into batches of the network's input and target values. */
import type { Hyperparameters } from '../../src-shared/hyperparameters.ts';
import { inputTable } from '../../src-shared/preprocess.ts';
import type { Kernels } from '../engine/kernels/kernels.ts';
import { createReferenceKernels } from '../engine/kernels/reference.ts';
import { targetValues } from '../engine/targets.ts';
import type { Vector } from '../engine/vector.ts';
import type { TrainingData } from './task.ts';

export interface Batches {
  /** `[capacity, pixels]` */
  inputs: Vector;
  /** `[capacity, classes]` */
  targets: Float32Array;
  /** `[capacity]` */
  labels: Uint16Array;
  /**
   * Fills the first `size` rows from the samples `indices[from .. from + size]`. `change`: how
   * training changes their pictures; null for the images as they are.
   */
  load(indices: Uint32Array, from: number, size: number, change?: ChangePicture | null): void;
}
/** Writes the picture, `[height, width]`, that a place in `indices` shows of the image at `start` in `pixels`. */
export type ChangePicture = (
  out: Uint8Array,
  pixels: Uint8Array,
  start: number,
  place: number,
) => void;

/** @param kernels those of the network, which then takes the inputs without a copy */
export function createBatches(
  data: Pick<TrainingData, 'pixels' | 'labels' | 'classes' | 'preprocessing'>,
  h: Hyperparameters,
  capacity: number,
  kernels: Kernels = createReferenceKernels('float32'),
): Batches {
  const pixels = new Uint8Array(data.pixels);
  const allLabels = new Uint16Array(data.labels);
  const inputSize = data.preprocessing.width * data.preprocessing.height;
  const classes = data.classes.length;
  const expand = kernels.expander(inputTable(data.preprocessing.inputRange), inputSize);
  const [low, high] = targetValues(h, classes);
  const inputs = kernels.createVector(capacity * inputSize);
  const targets = new Float32Array(capacity * classes);
  const labels = new Uint16Array(capacity);
  const changed = new Uint8Array(inputSize);
  return {
    inputs,
    targets,
    labels,
    load(indices, from, size, change = null) {
      for (let i = 0; i < size * classes; i++) targets[i] = low;
      for (let row = 0; row < size; row++) {
        const sample = indices[from + row];
        const start = sample * inputSize;
        change?.(changed, pixels, start, from + row);
        expand(inputs, row * inputSize, change ? changed : pixels, change ? 0 : start);
        labels[row] = allLabels[sample];
        targets[row * classes + labels[row]] = high;
      }
    },
  };
}
