/**
 * A folder of images per class, the folder's name being the class; or such folders inside `train`, `test` and
 * `validation`. Images are known by content; whatever else lies in a class folder is skipped and listed.
 */
import type { SplitName } from '../../../src-shared/dataset.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { type LabelledFile, readLabelledFiles } from '../image-files.ts';
import { listOrSkip, skip, skipLoose, skipRefused } from '../leave-out.ts';
import { type Folder, glanceAtFolder, type Listing } from '../listing.ts';
import type { Reading } from '../reading.ts';
import type { DatasetFormat } from './format.ts';

const splitFolders: ReadonlyMap<string, SplitName> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['validation', 'validation'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);

export const folders: DatasetFormat = {
  name: 'folders',
  /** A single folder is no class to tell from another; it may wrap the data set. */
  async detect({ folders }, root) {
    if (folders.length !== 1) return folders.length > 1;
    if (!splitFolders.has(folders[0].name.toLowerCase())) return false;
    return (await glanceAtFolder(root, folders[0])).folders.length > 0;
  },
  async read(listing, reading) {
    const files: LabelledFile[] = [];
    const splits = await findSplits(listing, reading);
    if (splits.length === 0) await collectClasses(listing, 'train', [], files, reading);
    else {
      skipLoose(listing, 'dataset.outsideSplits', reading);
      for (const folder of listing.folders)
        if (!splits.some((split) => split.folder === folder))
          skip(folder, 'dataset.outsideSplits', reading);
      for (const { split, inside } of splits)
        await collectClasses(inside, split, [listing.folder], files, reading);
    }
    if (files.length === 0) throw new UserError('dataset.unknownFormat', { path: reading.path });
    return readLabelledFiles(files, reading);
  },
};

/**
 * The folders that are splits: those with the name of one, if any of them holds folders. (Without folders
 * inside, `test` is just a class that is called so.)
 */
async function findSplits(listing: Listing, reading: Reading) {
  const named = [];
  for (const folder of listing.folders) {
    const split = splitFolders.get(folder.name.toLowerCase());
    if (!split) continue;
    const inside = await listOrSkip(folder, reading);
    named.push({ folder, split, inside: await withoutWrapper(inside, reading.root) });
  }
  return named.some(({ inside }) => inside.folders.length > 0) ? named : [];
}

/** What the only folder inside a split holds, when that is where the classes are: `train/images/A`. */
async function withoutWrapper(listing: Listing, root: string): Promise<Listing> {
  if (listing.folders.length !== 1) return listing;
  const inside = await glanceAtFolder(root, listing.folders[0]);
  return inside.folders.length > 1 ? { ...inside, wrapper: listing } : listing;
}

/** Each folder of `listing` is a class. `above`: the folders that lead to it, outermost first. */
async function collectClasses(
  listing: Listing,
  split: SplitName,
  above: readonly Folder[],
  files: LabelledFile[],
  reading: Reading,
): Promise<void> {
  skipLoose(listing, 'dataset.outsideClasses', reading);
  for (const folder of listing.folders) {
    // Macs store accents apart from their letters: the same name must be the same class everywhere.
    const className = folder.name.normalize('NFC');
    const before = files.length + reading.skipped.count;
    await collect(folder, { className, split }, [...above, listing.folder], files, reading);
    if (files.length + reading.skipped.count === before)
      skip(folder, 'dataset.emptyClass', reading);
  }
}

/** All files of a class folder and the folders inside it, each real folder once, so that links cannot loop. */
async function collect(
  classFolder: Folder,
  label: Pick<LabelledFile, 'className' | 'split'>,
  above: readonly Folder[],
  files: LabelledFile[],
  reading: Reading,
): Promise<void> {
  const visited = new Set(above.map(({ path }) => path));
  const waiting: Folder[] = [classFolder];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    if (visited.has(folder.path)) {
      skip(folder, 'dataset.linkLoop', reading);
      continue;
    }
    visited.add(folder.path);
    const listing = await listOrSkip(folder, reading);
    for (const { path, relative } of listing.files) files.push({ path, relative, ...label });
    skipRefused(listing, reading);
    for (const inside of listing.folders) waiting.push(inside);
  }
}
