/** Counts and ranges of decoded samples. */
import { type DatasetSummary, type Polarity, splitNames } from '../../src-shared/dataset.ts';
import { polarityOf } from '../../src-shared/preprocess.ts';
import type { RawDataset } from './formats/format.ts';

/** Images that vote on the polarity, spread over the whole set. */
const voters = 1000;

export function statisticsOf(
  dataset: RawDataset,
): Pick<DatasetSummary, 'counts' | 'polarity' | 'valueRange'> {
  return {
    counts: countSamples(dataset),
    polarity: majorityPolarity(dataset),
    valueRange: valueRange(new Uint8Array(dataset.pixels)),
  };
}

function countSamples({ classes, labels, splits }: RawDataset): DatasetSummary['counts'] {
  const none = (): number[] => new Array<number>(classes.length).fill(0);
  const counts = { train: none(), validation: none(), test: none() };
  const splitOf = new Uint8Array(splits);
  for (const [i, label] of new Uint16Array(labels).entries())
    counts[splitNames[splitOf[i]]][label] += 1;
  return counts;
}

function majorityPolarity({ width, height, pixels, splits }: RawDataset): Polarity {
  const samples = splits.byteLength;
  const area = width * height;
  const votes = Math.min(voters, samples);
  let dark = 0;
  for (let vote = 0; vote < votes; vote++) {
    const sample = Math.floor((vote * samples) / votes);
    const image = new Uint8Array(pixels, sample * area, area);
    if (polarityOf(image, width, height) === 'dark') dark += 1;
  }
  return 2 * dark > votes ? 'dark' : 'light';
}

function valueRange(pixels: Uint8Array): [number, number] {
  let [smallest, largest] = [255, 0];
  for (let i = 0; i < pixels.length && (smallest > 0 || largest < 255); i++) {
    const value = pixels[i];
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  return [smallest, largest];
}
