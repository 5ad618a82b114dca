/** Applies a preparation to a whole data set. */
import { createHash } from 'node:crypto';
import type { DatasetInFiles, DatasetSummary, Polarity } from '../../src-shared/dataset.ts';
import {
  asFilesAre,
  changesNothing,
  inEffect,
  oppositeOf,
  type Preparation,
  prepare,
  preparedSize,
} from '../../src-shared/preparation.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { RawDataset } from './formats/format.ts';
import { allocatePixels, type Reading } from './reading.ts';
import { majorityPolarity } from './statistics.ts';

/** Raised when the same preparation makes other pixels than before. */
const version = 1;

export interface PreparedDataset {
  dataset: RawDataset;
  facts: Pick<DatasetSummary, 'fingerprint' | 'polarity' | 'preparation' | 'inFiles'>;
}

/** What the files hold, by which the data set is known again however it is prepared. @throws the signal's reason */
export async function describeFiles(
  raw: RawDataset,
  breathe: Reading['breathe'],
): Promise<DatasetInFiles> {
  const { width, height, classes } = raw;
  const fingerprint = await fingerprintOf(raw, breathe);
  return { width, height, classes, fingerprint, polarity: majorityPolarity(raw) };
}

/**
 * The data set with every picture prepared; itself where nothing is to be done. Its polarity is told from the files,
 * as a crop leaves no rim to tell it from.
 * @throws UserError `dataset.tooLarge`, `dataset.noMemory`; the signal's reason when it is aborted
 */
export async function prepareDataset(
  raw: RawDataset,
  inFiles: DatasetInFiles,
  wanted: Preparation,
  reading: Pick<Reading, 'path' | 'breathe' | 'onProgress'>,
): Promise<PreparedDataset> {
  const preparation = inEffect(wanted, raw);
  return {
    dataset: await prepared(raw, preparation, inFiles.polarity, reading),
    facts: {
      preparation,
      inFiles,
      polarity: polarityAfter(preparation, inFiles),
      fingerprint: preparedFingerprint(inFiles.fingerprint, preparation),
    },
  };
}

async function prepared(
  raw: RawDataset,
  preparation: Preparation,
  polarity: Polarity,
  { path, breathe, onProgress }: Pick<Reading, 'path' | 'breathe' | 'onProgress'>,
): Promise<RawDataset> {
  const { width, height } = raw;
  if (changesNothing(preparation, raw)) return raw;
  const size = preparedSize(preparation, raw);
  const samples = raw.splits.byteLength;
  const [areaBefore, area] = [width * height, size.width * size.height];
  const pixels = allocatePixels(path, samples, size.width, size.height);
  const target = new Uint8Array(pixels);
  const to = { ...size, preparation, polarity: polarityAfter(preparation, { polarity }) };
  for (let i = 0; i < samples; i++) {
    await breathe();
    const picture = {
      width,
      height,
      pixels: new Uint8Array(raw.pixels, i * areaBefore, areaBefore),
    };
    target.set(prepare(picture, to), i * area);
    onProgress((i + 1) / samples, i + 1, samples);
  }
  return { ...raw, ...size, pixels };
}

export const polarityAfter = (
  { invert }: Preparation,
  { polarity }: Pick<DatasetInFiles, 'polarity'>,
): Polarity => (invert ? oppositeOf(polarity) : polarity);

/** Of the pictures in the files and what is done to them: the prepared pixels follow from both. */
export function preparedFingerprint(fingerprint: string, preparation: Preparation): string {
  if (preparation === asFilesAre) return fingerprint;
  const what = JSON.stringify({ fingerprint, version, preparation });
  return createHash('sha256').update(what).digest('hex');
}
