/** What lies in a data set's folders and is no sample of it, listed as skipped. */
import type { ErrorCode } from '../../src-shared/errors.ts';
import { reasonToSkip } from './file-errors.ts';
import { emptyListing, type Folder, listFolder, type Listing } from './listing.ts';
import type { Reading } from './reading.ts';

/** A folder that cannot be listed is skipped like a file. */
export async function listOrSkip(folder: Folder, reading: Reading): Promise<Listing> {
  await reading.breathe();
  try {
    return await listFolder(reading.root, folder);
  } catch (thrown) {
    const reason = await reasonToSkip(thrown, folder.path, folder.relative, reading);
    reading.skipped.add(folder.relative, reason);
    return emptyListing(folder);
  }
}

/** The files of a folder and of those around it. `but`: files that have a use after all. */
export function skipLoose(
  listing: Listing,
  code: ErrorCode,
  reading: Reading,
  but: ReadonlySet<string> = new Set(),
): void {
  if (listing.wrapper) skipLoose(listing.wrapper, code, reading, but);
  for (const file of listing.files) if (!but.has(file.path)) skip(file, code, reading);
  skipRefused(listing, reading);
}

export function skipRefused({ refused }: Listing, reading: Reading): void {
  for (const { file, reason } of refused) reading.skipped.add(file, reason);
}

export function skip({ relative }: Folder, code: ErrorCode, reading: Reading): void {
  reading.skipped.add(relative, { code, values: { file: relative } });
}
