/** Opens a data set's folder: finds its format, decodes every sample, says what it found. */
import { realpath, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import {
  type DatasetPreview,
  type DatasetSummary,
  otherSizesLimit,
} from '../../src-shared/dataset.ts';
import { errorInfoOf, UserError } from '../../src-shared/errors.ts';
import { isSystemError } from './file-errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { DatasetFormat, RawDataset } from './formats/format.ts';
import { folders } from './formats/folders.ts';
import { formats } from './formats/registry.ts';
import { glanceAtFolder, type Listing, listFolder } from './listing.ts';
import { createBreathing, type OnProgress, type Reading } from './reading.ts';
import { SkippedFiles } from './skipped.ts';
import { statisticsOf } from './statistics.ts';

/** Folders within folders that are looked through for a data set. */
const maximumWrappers = 8;

/** `pixels`, `labels`, `splits` and `files` as in `RawDataset`; they can be shared with other threads. */
export interface OpenedDataset extends Pick<RawDataset, 'pixels' | 'labels' | 'splits' | 'files'> {
  summary: Omit<DatasetSummary, 'id'>;
}

/**
 * Decodes in this thread; a window uses a `DatasetClient`, which does it in another one.
 * @throws UserError `dataset.*`, `file.*`, `image.*` and those of the formats; the signal's reason when it is aborted
 */
export async function openDataset(
  path: string,
  options: {
    onProgress?: OnProgress;
    onPreview?: (preview: DatasetPreview) => void;
    signal?: AbortSignal;
  } = {},
): Promise<OpenedDataset> {
  const started = performance.now();
  const { onProgress = () => {}, signal = new AbortController().signal } = options;
  const reading: Reading = {
    path: resolve(path),
    root: await findFolder(resolve(path)),
    skipped: new SkippedFiles(),
    onProgress,
    ...(options.onPreview && { onPreview: options.onPreview }),
    signal,
    breathe: createBreathing(signal),
  };
  try {
    const { format, listing } = await findFormat(reading);
    const raw = await format.read(listing, reading);
    if (raw.classes.length === 1)
      throw new UserError('dataset.oneClass', { path: reading.path, label: raw.classes[0] });
    const statistics = statisticsOf(raw);
    if (statistics.counts.train.every((count) => count === 0))
      throw new UserError('dataset.noTraining', { path: reading.path });
    const { width, height, classes, pixels, labels, splits, files, otherSizes = [] } = raw;
    const summary = {
      name: basename(reading.path) || reading.path,
      path: reading.path,
      format: format.name,
      fingerprint: await fingerprintOf(raw, reading.breathe),
      width,
      height,
      samples: splits.byteLength,
      classes,
      ...statistics,
      skipped: reading.skipped.list,
      skippedCount: reading.skipped.count,
      resizedCount: otherSizes.reduce((sum, { count }) => sum + count, 0),
      otherSizes: otherSizes.slice(0, otherSizesLimit),
      seconds: (performance.now() - started) / 1000,
    };
    return { summary, pixels, labels, splits, files };
  } catch (error) {
    if (isSystemError(error) && !(await isFolder(reading.root)))
      throw new UserError('dataset.vanished', { path: reading.path });
    if (isSystemError(error)) throw UserError.from(errorInfoOf(error));
    throw error;
  }
}

/** The real path of the folder. @throws UserError */
async function findFolder(path: string): Promise<string> {
  try {
    const root = await realpath(path);
    if (!(await stat(root)).isDirectory()) throw new UserError('dataset.notAFolder', { path });
    return root;
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

/** @throws UserError `dataset.empty`, `dataset.unknownFormat`; a system error */
async function findFormat({
  path,
  root,
}: Reading): Promise<{ format: DatasetFormat; listing: Listing }> {
  const listing = await listFolder(root, { path: root, relative: '' });
  if (listing.files.length + listing.folders.length + listing.refused.length === 0)
    throw new UserError('dataset.empty', { path });
  for (let depth = 0, inner: Listing | null = listing; inner && depth <= maximumWrappers; depth++) {
    for (const format of formats)
      if (await format.detect(inner, root)) return { format, listing: inner };
    inner = await unwrap(inner, root);
  }
  // Perhaps a single class: this format says what is missing.
  if (listing.folders.length > 0) return { format: folders, listing };
  throw new UserError('dataset.unknownFormat', { path });
}

/** Archives often unpack to a folder that holds only another one. */
async function unwrap(listing: Listing, root: string): Promise<Listing | null> {
  if (listing.folders.length !== 1) return null;
  return { ...(await glanceAtFolder(root, listing.folders[0])), wrapper: listing };
}
