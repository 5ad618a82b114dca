/** Opens a data set's folder: finds its format, decodes every sample, says what it found. */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import {
  type DatasetPreview,
  type DatasetSummary,
  type FormatName,
  otherSizesLimit,
} from '../../src-shared/dataset.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { asFilesAre, changesNothing, type Preparation } from '../../src-shared/preparation.ts';
import type { ReadingOptions } from '../../src-shared/reading-options.ts';
import { isSystemError } from './file-errors.ts';
import { describeDuplicates, duplicateGroups } from './duplicates.ts';
import { type Examples, keepExamples } from './examples.ts';
import type { DatasetFormat, RawDataset } from './formats/format.ts';
import { folders } from './formats/folders.ts';
import { readByPattern } from './formats/pattern.ts';
import { formats, ofFewFiles } from './formats/registry.ts';
import { findSheet, readSheets } from './formats/sheet.ts';
import { splitListing } from './formats/split-listing.ts';
import { glanceAtFolder, type Listing, listFolder } from './listing.ts';
import { describeFiles, prepareDataset } from './preparation.ts';
import { createBreathing, type OnProgress, type Reading } from './reading.ts';
import { SkippedFiles } from './skipped.ts';
import { inkPlacement, type Statistics, statisticsOf } from './statistics.ts';
import { transposed } from './transpose.ts';

/** Folders within folders that are looked through for a data set. */
const maximumWrappers = 8;
/** Files that can hold a data set of their own. */
const wholeDataset = /\.(mat|npz|(csv|tsv)(\.gz)?|png|jpe?g|bmp|dib|webp|gif)$/i;

/** `pixels`, `labels`, `splits` and `files` as in `RawDataset`; they can be shared with other threads. */
export interface OpenedDataset extends Pick<RawDataset, 'pixels' | 'labels' | 'splits' | 'files'> {
  summary: Omit<DatasetSummary, 'id'>;
  /** Some pictures as the files have them. */
  examples: () => Examples;
}

export interface OpenOptions {
  onProgress?: OnProgress;
  /** Hears some images of a set that takes its time, before the rest is read. */
  onPreview?: (preview: DatasetPreview) => void;
  signal?: AbortSignal;
  preparation?: Preparation;
  /** How a person said that the files are to be read. */
  how?: ReadingOptions;
}

/** What the files hold, before any preparation: all that takes long to find out. The cache keeps it. */
export interface ReadDataset {
  raw: RawDataset;
  facts: Pick<DatasetSummary, FactOfFiles>;
}
type FactOfFiles =
  | 'format'
  | 'reading'
  | 'inFiles'
  | 'ink'
  | 'duplicates'
  | 'skipped'
  | 'skippedCount'
  | 'resizedCount'
  | 'otherSizes';

/**
 * Decodes in this thread; a window uses a `DatasetClient`, which does it in another one.
 * @throws UserError `dataset.*`, `file.*`, `image.*` and those of the formats; the signal's reason when it is aborted
 */
export async function openDataset(path: string, options: OpenOptions = {}): Promise<OpenedDataset> {
  const started = performance.now();
  return prepareRead(await readDataset(path, options), path, started, options);
}

/** @throws as `openDataset` */
export async function readDataset(path: string, options: OpenOptions): Promise<ReadDataset> {
  const { onProgress = () => {}, signal = new AbortController().signal } = options;
  const { preparation = asFilesAre, how = {} } = options;
  const { root, only } = await findPlace(resolve(path));
  const reading: Reading = {
    path: resolve(path),
    root,
    only,
    skipped: new SkippedFiles(),
    onProgress: halved(onProgress, preparation),
    ...(options.onPreview && !how.transposed && { onPreview: options.onPreview }),
    signal,
    breathe: createBreathing(signal),
  };
  try {
    const { format, raw: stored } = await readAs(how, reading);
    const raw = how.transposed ? await transposed(stored, reading) : stored;
    if (raw.classes.length === 1)
      throw new UserError('dataset.oneClass', { path: reading.path, label: raw.classes[0] });
    const inFiles = await describeFiles(raw, reading.breathe);
    const { otherSizes = [] } = raw;
    const facts = {
      format,
      reading: how,
      inFiles,
      ink: inkPlacement(raw, inFiles.polarity),
      duplicates: describeDuplicates(await duplicateGroups(raw, reading.breathe), raw),
      skipped: reading.skipped.list,
      skippedCount: reading.skipped.count,
      resizedCount: otherSizes.reduce((sum, { count }) => sum + count, 0),
      otherSizes: otherSizes.slice(0, otherSizesLimit),
    };
    return { raw, facts };
  } catch (error) {
    if (isSystemError(error) && !(await isFolder(reading.root)))
      throw new UserError('dataset.vanished', { path: reading.path });
    if (isSystemError(error)) throw UserError.from(errorInfoOf(error));
    throw error;
  }
}

/**
 * `started`: when the opening began, as `performance.now()`. `known`: what was counted in these files before; where
 * nothing is to be prepared either, no pixel is looked at.
 * @throws as `openDataset`
 */
export async function prepareRead(
  { raw, facts: ofFiles }: ReadDataset,
  path: string,
  started: number,
  options: OpenOptions,
  known?: Statistics,
): Promise<OpenedDataset> {
  const { onProgress = () => {}, signal = new AbortController().signal } = options;
  const { preparation = asFilesAre } = options;
  const place = resolve(path);
  const examples = examplesOf(raw, preparation);
  const { dataset, facts } = await prepareDataset(raw, ofFiles.inFiles, preparation, {
    path: place,
    breathe: createBreathing(signal),
    onProgress: secondHalf(onProgress),
  });
  const statistics = (dataset === raw && known) || statisticsOf(dataset);
  if (statistics.counts.train.every((count) => count === 0))
    throw new UserError('dataset.noTraining', { path: place });
  const { width, height, classes, pixels, labels, splits, files } = dataset;
  const summary = {
    ...ofFiles,
    name: basename(place) || place,
    path: place,
    width,
    height,
    samples: splits.byteLength,
    classes,
    ...statistics,
    ...facts,
    fromCache: false,
    seconds: (performance.now() - started) / 1000,
  };
  return { summary, pixels, labels, splits, files, examples };
}

/** Kept before the pictures are prepared; where they stay as they are, they need not be kept twice. */
function examplesOf(raw: RawDataset, preparation: Preparation): () => Examples {
  let examples = changesNothing(preparation, raw) ? null : keepExamples(raw);
  return () => (examples ??= keepExamples(raw));
}

/** Reading is the first half of the work where the pictures are prepared after it. */
function halved(onProgress: OnProgress, preparation: Preparation): OnProgress {
  if (changesNothing(preparation, { width: 0, height: 0 })) return onProgress;
  return (fraction, done, total) => onProgress(fraction / 2, done, total);
}

function secondHalf(onProgress: OnProgress): OnProgress {
  return (fraction, done, total) => onProgress((1 + fraction) / 2, done, total);
}

/** The real path of the folder, and the name of the file in it that was chosen, if it was one. @throws UserError */
async function findPlace(path: string): Promise<Pick<Reading, 'root' | 'only'>> {
  try {
    const root = await realpath(path);
    if ((await stat(root)).isDirectory()) return { root, only: null };
    if (!wholeDataset.test(root)) throw new UserError('dataset.notAFolder', { path });
    return { root: dirname(root), only: basename(root) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const missing = ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code ?? '');
    throw missing
      ? new UserError('dataset.notFound', { path })
      : UserError.from(errorInfoOf(error, path));
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** As a person said, else as the files say themselves. */
async function readAs(
  { namePattern, sheet }: ReadingOptions,
  reading: Reading,
): Promise<{ format: FormatName; raw: RawDataset }> {
  if (namePattern) return { format: 'names', raw: await readByPattern(namePattern, reading) };
  if (sheet) {
    const listing = await listRoot(reading);
    return { format: 'sheet', raw: await readSheets(listing, sheet, reading) };
  }
  const { format, listing } = await findFormat(reading);
  return { format: format.name, raw: await format.read(listing, reading) };
}

/** @throws UserError `dataset.empty`, `dataset.looksLikeSheet`, `dataset.emptyFiles`, `dataset.unknownFormat`; a system error */
async function findFormat(reading: Reading): Promise<{ format: DatasetFormat; listing: Listing }> {
  const { path, root } = reading;
  const listing = await listRoot(reading);
  if (listing.files.length + listing.folders.length + listing.refused.length === 0)
    throw new UserError('dataset.empty', { path });
  for (let depth = 0, inner: Listing | null = listing; inner && depth <= maximumWrappers; depth++) {
    const parts = await splitListing(inner, root);
    for (const format of formats) {
      if (await format.detect(inner, root)) return { format, listing: inner };
      if (parts && ofFewFiles.has(format) && (await format.detect(parts, root)))
        return { format, listing: parts };
    }
    inner = await unwrap(inner, root);
  }
  // Perhaps a single class: this format says what is missing.
  if (listing.folders.length > 0) return { format: folders, listing };
  const sheet = await findSheet(listing);
  if (sheet) {
    const { file, width, height } = sheet;
    throw new UserError('dataset.looksLikeSheet', { file: file.name, width, height });
  }
  if (await areAllEmpty(listing)) {
    const [{ name: file }] = listing.files;
    throw new UserError('dataset.emptyFiles', { path, file });
  }
  throw new UserError('dataset.unknownFormat', { path });
}

/** Whether it holds files, but not a byte in them. */
async function areAllEmpty({ files }: Listing): Promise<boolean> {
  for (const { path } of files) {
    const size = await stat(path).then(
      (found) => found.size,
      () => null,
    );
    if (size !== 0) return false;
  }
  return files.length > 0;
}

async function listRoot({ root, only }: Reading): Promise<Listing> {
  const listing = await listFolder(root, { path: root, relative: '' });
  if (only === null) return listing;
  return {
    ...listing,
    files: listing.files.filter(({ name }) => name === only),
    folders: [],
    refused: [],
  };
}

/** Archives often unpack to a folder that holds only another one. */
async function unwrap(listing: Listing, root: string): Promise<Listing | null> {
  if (listing.folders.length !== 1) return null;
  return { ...(await glanceAtFolder(root, listing.folders[0])), wrapper: listing };
}
