/** A workload as its contenders get it: plain JSON, and the images in two files. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchImages } from '../src-main/cli/bench/images.ts';
import {
  type WorkloadName,
  workloadHyperparameters,
  workloads,
} from '../src-main/cli/bench/workloads.ts';
import { createRandom } from '../src-main/engine/random.ts';
import { type HiddenLayerSpec, readHiddenLayer } from '../src-shared/hidden-layers.ts';
import type { Hyperparameters } from '../src-shared/hyperparameters.ts';

export interface PeerWorkload extends Pick<
  Hyperparameters,
  'activation' | 'bias' | 'loss' | 'optimiser' | 'learningRate' | 'batchSize' | 'l2'
> {
  name: WorkloadName;
  /** A file of `[count, side, side]` bytes. */
  images: string;
  /** A file of `[count]` bytes. */
  labels: string;
  count: number;
  side: number;
  classes: number;
  /** A pixel's input is byte / 255 * scale + offset. */
  scale: number;
  offset: number;
  /** What an output should be for the other classes, and for the image's own. */
  targets: readonly [number, number];
  /** Each convolution and each of these dense layers is followed by the activation. */
  layers: HiddenLayerSpec[];
  threads: number;
}

/** As many as the faster contenders train in a second; all of them train on the same ones. */
const maximumImages = 10_000;

/** Writes the images into `folder`, in an order drawn once, so that the classes are mixed. */
export function peerWorkload(
  name: WorkloadName,
  images: BenchImages,
  folder: string,
): Omit<PeerWorkload, 'threads'> {
  const { side, classes } = workloads[name];
  const h = workloadHyperparameters(workloads[name]);
  const size = side * side;
  const drawn = createRandom(1, 'bench images').permutation(images.train.length);
  const chosen = drawn.subarray(0, maximumImages).map((place) => images.train[place]);
  const pixels = new Uint8Array(images.pixels);
  const labels = new Uint16Array(images.labels);
  const chosenPixels = new Uint8Array(chosen.length * size);
  for (const [row, sample] of chosen.entries())
    chosenPixels.set(pixels.subarray(sample * size, (sample + 1) * size), row * size);
  const files = { images: join(folder, `${name}.images`), labels: join(folder, `${name}.labels`) };
  writeFileSync(files.images, chosenPixels);
  writeFileSync(
    files.labels,
    Uint8Array.from(chosen, (sample) => labels[sample]),
  );

  const { activation, bias, loss, optimiser, learningRate, batchSize, l2 } = h;
  const layers = h.hiddenLayers.map((layer) => {
    const spec = readHiddenLayer(layer);
    if (!spec) throw new Error(`${layer} is no layer`);
    return spec;
  });
  const shifted = h.inputRange === '0.01..1';
  const soft = h.targets === '0.01/0.99';
  return {
    ...{ name, ...files, count: chosen.length, side, classes, layers },
    ...{ scale: shifted ? 0.99 : 1, offset: shifted ? 0.01 : 0 },
    targets: soft ? [0.01, 0.99] : [0, 1],
    ...{ activation, bias, loss, optimiser, learningRate, batchSize, l2 },
  };
}
