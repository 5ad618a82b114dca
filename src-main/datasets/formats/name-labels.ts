/** Files that carry their label in their name, in one folder or in one for each split: for formats that go by it. */
import type { SplitName } from '../../../src-shared/dataset.ts';
import type { LabelledFile } from '../image-files.ts';
import { listOrSkip, skip, skipLoose, skipRefused } from '../leave-out.ts';
import { type FoundFile, glanceAtFolder, type Listing } from '../listing.ts';
import type { Reading } from '../reading.ts';
import { splitOfName } from '../split-names.ts';

/** The label in `7_12.txt` and `letter_a_003.png`: what stands before the last underscore and a number. */
export function labelBeforeNumber(name: string): string | null {
  return /^(.+)_\d+\.[^.]+$/.exec(name)?.[1].normalize('NFC') ?? null;
}

/** The label, or null for a file without one in its name. */
export type LabelOf = (name: string) => string | null;

/**
 * Where the samples would be: all files of the folder itself, or, when none of them is labelled, those of the
 * folders inside that are named after a split.
 */
export async function glanceAtNames(
  listing: Listing,
  root: string,
  labelOf: LabelOf,
): Promise<FoundFile[]> {
  if (anyLabelled(listing, labelOf)) return listing.files;
  const found: FoundFile[] = [];
  for (const folder of listing.folders)
    if (splitOfName(folder.name)) found.push(...(await glanceAtFolder(root, folder)).files);
  return found;
}

/**
 * The files of the same places, with their labels; every other file is skipped. `but`: files that have a use
 * of their own.
 */
export async function collectByName(
  listing: Listing,
  labelOf: LabelOf,
  reading: Reading,
  but: ReadonlySet<string> = new Set(),
): Promise<LabelledFile[]> {
  const labelled: LabelledFile[] = [];
  const collect = (files: readonly FoundFile[], split: SplitName): void => {
    for (const { name, path, relative } of files) {
      const className = labelOf(name);
      if (className !== null) labelled.push({ path, relative, className, split });
      else if (!but.has(path)) skip({ path, relative }, 'names.noLabel', reading);
    }
  };
  if (anyLabelled(listing, labelOf)) {
    if (listing.wrapper) skipLoose(listing.wrapper, 'names.noLabel', reading, but);
    skipRefused(listing, reading);
    collect(listing.files, 'train');
    for (const folder of listing.folders) skip(folder, 'names.folderInside', reading);
    return labelled;
  }
  skipLoose(listing, 'dataset.outsideSplits', reading, but);
  for (const folder of listing.folders) {
    const split = splitOfName(folder.name);
    if (!split) {
      skip(folder, 'dataset.outsideSplits', reading);
      continue;
    }
    const inside = await listOrSkip(folder, reading);
    skipRefused(inside, reading);
    collect(inside.files, split);
    for (const deeper of inside.folders) skip(deeper, 'names.folderInside', reading);
  }
  return labelled;
}

function anyLabelled({ files }: Listing, labelOf: LabelOf): boolean {
  return files.some(({ name }) => labelOf(name) !== null);
}
