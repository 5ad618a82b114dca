/** The images that a workload trains on: real ones where they are at hand, else drawn with as much ink. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type SplitName, splitNames } from '../../../src-shared/dataset.ts';
import { DatasetClient } from '../../datasets/client.ts';
import { createRandom } from '../../engine/random.ts';
import { UsageError } from '../arguments.ts';
import type { Workload } from './workloads.ts';

export interface BenchImages {
  /** `mnist`, `chinese-mnist` or `drawn`. */
  source: string;
  /** `[sample, side, side]`, one byte a pixel. */
  pixels: SharedArrayBuffer;
  /** Uint16, `[sample]`. */
  labels: SharedArrayBuffer;
  /** Samples for training. */
  train: Uint32Array;
  /** The share of pixels that are not zero. */
  ink: number;
}

/** Where a checkout has its real data sets. */
export const usualBenchData = resolve(import.meta.dirname, '../../../../shared/data');

const drawnImages = 10_000;

/**
 * Opens `<folder>/mnist` or `<folder>/chinese-mnist`, whichever the workload wants; without it, draws.
 * @throws UserError when the folder is no data set; UsageError when it is not the workload's
 */
export async function benchImages(workload: Workload, folder: string): Promise<BenchImages> {
  const path = join(folder, workload.dataset);
  const images = existsSync(path) ? await realImages(path, workload) : drawImages(workload);
  return { ...images, ink: inkOf(new Uint8Array(images.pixels)) };
}

type Images = Omit<BenchImages, 'ink'>;

async function realImages(path: string, { side, classes, dataset }: Workload): Promise<Images> {
  const client = await DatasetClient.open(path);
  const { summary, pixels, labels, splits } = client.dataset;
  await client.close();
  const found = `${summary.width} x ${summary.height}, ${summary.classes.length} classes`;
  const wanted = `${side} x ${side}, ${classes} classes`;
  if (found !== wanted) throw new UsageError(`${path} has images of ${found}; needed: ${wanted}`);
  const train = splitNames.indexOf('train' satisfies SplitName);
  const marks = new Uint8Array(splits);
  const indices = Uint32Array.from(marks.keys()).filter((sample) => marks[sample] === train);
  return { source: dataset, pixels, labels, train: indices };
}

/**
 * Strokes rather than noise: ink in runs, and none near the border, as in handwriting; both matter to
 * the engine, which skips what is empty.
 */
function drawImages({ side, classes, ink }: Workload): Images {
  const random = createRandom(1, 'bench');
  const pixels = new Uint8Array(new SharedArrayBuffer(drawnImages * side * side));
  const labels = new Uint16Array(new SharedArrayBuffer(drawnImages * 2));
  for (let image = 0; image < drawnImages; image++) {
    labels[image] = image % classes;
    let left = Math.round(ink * side * side);
    while (left > 0) {
      const row = Math.floor(side * (0.1 + 0.8 * random.uniform()));
      const column = Math.floor(side * (0.1 + 0.7 * random.uniform()));
      for (let k = 0; k < side / 8 && left > 0; k++) {
        const place = (image * side + row) * side + column + k;
        if (pixels[place] !== 0) continue;
        pixels[place] = 51 + random.below(205);
        left -= 1;
      }
    }
  }
  return {
    source: 'drawn',
    pixels: pixels.buffer,
    labels: labels.buffer,
    train: Uint32Array.from({ length: drawnImages }, (_, sample) => sample),
  };
}

function inkOf(pixels: Uint8Array): number {
  let inked = 0;
  for (const value of pixels) if (value !== 0) inked += 1;
  return inked / pixels.length;
}
