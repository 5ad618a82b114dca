/** Counts and ranges of decoded samples. */
import {
  type DatasetSummary,
  type InkPlacement,
  type Polarity,
  splitNames,
} from '../../src-shared/dataset.ts';
import { inkBounds, inkOffset, measureInk, type Picture } from '../../src-shared/ink.ts';
import { polarityOf } from '../../src-shared/preprocess.ts';
import type { RawDataset } from './formats/format.ts';

/** Images that vote on the polarity and are measured, spread over the whole set. */
const voters = 500;

export type Statistics = Pick<DatasetSummary, 'counts' | 'valueRange'>;

export function statisticsOf(dataset: RawDataset): Statistics {
  return {
    counts: countSamples(dataset),
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

/** Some pictures, spread over the whole set. */
function* spread({ width, height, pixels, splits }: RawDataset): Generator<Picture> {
  const samples = splits.byteLength;
  const area = width * height;
  const count = Math.min(voters, samples);
  for (let i = 0; i < count; i++) {
    const sample = Math.floor((i * samples) / count);
    yield { width, height, pixels: new Uint8Array(pixels, sample * area, area) };
  }
}

export function majorityPolarity(dataset: RawDataset): Polarity {
  let [dark, votes] = [0, 0];
  for (const { pixels, width, height } of spread(dataset)) {
    votes += 1;
    if (polarityOf(pixels, width, height) === 'dark') dark += 1;
  }
  return 2 * dark > votes ? 'dark' : 'light';
}

export function inkPlacement(dataset: RawDataset, polarity: Polarity): InkPlacement | null {
  const sides: number[] = [];
  const offsets: number[] = [];
  for (const picture of spread(dataset)) {
    const ink = measureInk(picture.pixels, polarity);
    const bounds = inkBounds(picture, ink);
    const offset = inkOffset(picture, ink);
    if (!bounds || !offset) continue;
    sides.push(Math.max(bounds.width, bounds.height));
    offsets.push(Math.max(Math.abs(offset.x), Math.abs(offset.y)));
  }
  if (sides.length === 0) return null;
  const side = quantiles(sides);
  return { longerSide: [side(0.05), side(0.5), side(0.95)], offCentre: quantiles(offsets)(0.9) };
}

/** The smallest value that at least this part of the values does not exceed. */
function quantiles(values: readonly number[]): (part: number) => number {
  const sorted = values.toSorted((a, b) => a - b);
  return (part) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
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
