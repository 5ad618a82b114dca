/** Examples of how training will change the images, with the pixels that it will see. */
import type { AugmentedPage, AugmentedQuery } from '../../src-shared/api/datasets.ts';
import { splitNames } from '../../src-shared/dataset.ts';
import { resizeByArea } from '../../src-shared/preprocess.ts';
import { type Augmentation, createAugmentation } from '../engine/augmentation/augmentation.ts';
import { createRandom } from '../engine/random.ts';
import type { OpenedDataset } from './open.ts';

export type AugmentedSelection = Pick<AugmentedQuery, 'settings' | 'round'>;

const examples = 2;
/** Changed pictures of each, where each pass over the images makes others. */
const variants = 5;
/**
 * A larger image is shrunk to this side first: a person sees the same, in a moment. What changes it is
 * given as angles and as shares of its size. Pixels.
 */
const largestSide = 128;

/** Training images that hang on `round` alone, so that settings can be compared on them. */
export function augmentedSamples(
  dataset: OpenedDataset,
  { settings, round }: AugmentedSelection,
): AugmentedPage & { pixels: Uint8Array<ArrayBuffer> } {
  const { summary } = dataset;
  const shrink = Math.min(1, largestSide / Math.max(summary.width, summary.height));
  const width = Math.max(1, Math.round(summary.width * shrink));
  const height = Math.max(1, Math.round(summary.height * shrink));
  const augmentation = createAugmentation(settings, { width, height, polarity: summary.polarity });
  const shown = augmentation ? picturesOf(augmentation) : [];
  const columns = 1 + shown.length;
  const indices = chooseTrainingImages(dataset, round);
  const area = width * height;
  const pixels = new Uint8Array(indices.length * columns * area);
  for (const [row, image] of indices.entries()) {
    const size = summary.width * summary.height;
    const stored = new Uint8Array(dataset.pixels, image * size, size);
    const original = resizeByArea(stored, summary.width, summary.height, width, height);
    const place = (column: number): Uint8Array =>
      pixels.subarray((row * columns + column) * area, (row * columns + column + 1) * area);
    place(0).set(original);
    for (const [i, picture] of shown.entries())
      augmentation?.draw(place(1 + i), original, 0, { ...picture, image });
  }
  const labels = new Uint16Array(dataset.labels);
  return {
    samples: indices.map((index) => ({ index, label: labels[index] })),
    columns,
    width,
    height,
    pixels,
  };
}

/** The first that training sees of an image, its turned copies before the one that is not turned. */
function picturesOf({ copies, isRandom }: Augmentation): { pass: number; copy: number }[] {
  return Array.from({ length: isRandom ? variants : copies - 1 }, (_, i) => ({
    pass: 1 + Math.floor(i / copies),
    copy: (i + 1) % copies,
  }));
}

function chooseTrainingImages(dataset: OpenedDataset, round: number): number[] {
  const splits = new Uint8Array(dataset.splits);
  const wanted = splitNames.indexOf('train');
  const training = Uint32Array.from(splits.keys()).filter((i) => splits[i] === wanted);
  const random = createRandom(round, 'examples');
  const chosen = new Set<number>();
  while (chosen.size < Math.min(examples, training.length))
    chosen.add(training[random.below(training.length)]);
  return [...chosen];
}
