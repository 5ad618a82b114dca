/** The images of a nearest-neighbours model as tensors of its file. */
import type { NeighboursSpec } from '../engine/model-spec.ts';
import type { KeptImages } from '../engine/nearest-neighbours.ts';
import { brokenModel } from './broken-model.ts';
import type { ModelInfo } from './model-file.ts';
import type { Tensor, TensorFile } from './safetensors.ts';

/** `levels` `[images, height, width]` and `labels` `[images]`. */
export function tensorsOfImages(
  { levels, labels }: KeptImages,
  { width, height }: ModelInfo['preprocessing'],
): Map<string, Tensor> {
  return new Map<string, Tensor>([
    ['levels', { shape: [labels.length, height, width], values: levels }],
    ['labels', { shape: [labels.length], values: labels }],
  ]);
}

/** @throws UserError `model.broken` */
export function keptImagesOf(
  { preprocessing: { width, height }, labels: names }: ModelInfo,
  spec: NeighboursSpec,
  file: TensorFile,
  path: string,
): KeptImages {
  const levels = file.tensors.get('levels');
  const labels = file.tensors.get('labels');
  const count = spec.images;
  if (
    spec.inputSize !== width * height ||
    !(levels?.values instanceof Uint8Array) ||
    !(labels?.values instanceof Uint16Array) ||
    levels.shape.join() !== [count, height, width].join() ||
    labels.shape.join() !== [count].join() ||
    labels.values.some((label) => label >= names.length)
  )
    throw brokenModel(path, 'noImages');
  return {
    levels: levels.values,
    labels: labels.values,
    inputs: spec.inputSize,
    classes: names.length,
  };
}
