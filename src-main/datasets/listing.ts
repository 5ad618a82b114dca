/** What lies in the folders of a data set: natural names, links kept inside, clutter left out. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { SplitName } from '../../src-shared/dataset.ts';
import { type ErrorInfo, errorInfoOf } from '../../src-shared/errors.ts';
import { isSystemError } from './file-errors.ts';

/** A folder on disk, and how it is reached from the data set's folder. */
export interface Folder {
  /** The real path, links resolved. */
  path: string;
  /** From the data set's folder, with `/` on every system; empty for the data set's folder itself. */
  relative: string;
}

export interface FoundFile extends Folder {
  name: string;
  /** What the folder that it lies in says, where that counts. */
  split?: SplitName;
}

export interface Listing {
  /** What was listed. */
  folder: Folder;
  /** The listing in which this one is the only folder, where a data set was looked for in vain. */
  wrapper: Listing | null;
  files: FoundFile[];
  folders: (Folder & { name: string })[];
  /** What can be neither read nor followed, with its reason. */
  refused: { file: string; reason: ErrorInfo }[];
}

/** What systems and archivers leave behind; nobody wants to read about it. */
const clutter: ReadonlySet<string> = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '__macosx',
  '$recycle.bin',
  'system volume information',
]);

/** Whether a name is passed over in silence. */
export function isClutter(name: string): boolean {
  return name.startsWith('.') || clutter.has(name.toLowerCase());
}

const listeners: ((listing: Listing) => void)[] = [];

/** Tells `listener` of every folder that is listed in this thread: the cache notes what a data set was made from. */
export function onListing(listener: (listing: Listing) => void): void {
  listeners.push(listener);
}

/** For a look that decides nothing yet: what cannot be listed counts as empty. `root`: a real path. */
export async function glanceAtFolder(root: string, folder: Folder): Promise<Listing> {
  try {
    return await listFolder(root, folder);
  } catch (error) {
    if (isSystemError(error)) return emptyListing(folder);
    throw error;
  }
}

/** Entries in the order of their names' code units, which no system or version changes. `root`: a real path. */
export async function listFolder(root: string, folder: Folder): Promise<Listing> {
  const listing = emptyListing(folder);
  const entries = await readdir(folder.path, { withFileTypes: true });
  entries.sort((a, b) => byCodeUnits(a.name, b.name));
  for (const entry of entries) {
    const { name } = entry;
    if (isClutter(name)) continue;
    const found = {
      name,
      path: join(folder.path, name),
      relative: folder.relative === '' ? name : `${folder.relative}/${name}`,
    };
    if (entry.isFile()) listing.files.push(found);
    else if (entry.isDirectory()) listing.folders.push(found);
    else if (entry.isSymbolicLink()) await follow(root, found, listing);
    else refuse(listing, found.relative, 'dataset.notAFile');
  }
  for (const listener of listeners) listener(listing);
  return listing;
}

export function emptyListing(folder: Folder): Listing {
  return { folder, wrapper: null, files: [], folders: [], refused: [] };
}

async function follow(root: string, link: FoundFile, listing: Listing): Promise<void> {
  try {
    const target = { ...link, path: await realpath(link.path) };
    if (!isInside(root, target.path)) return refuse(listing, link.relative, 'dataset.linkOutside');
    const kind = await stat(target.path);
    if (kind.isFile()) listing.files.push(target);
    else if (kind.isDirectory()) listing.folders.push(target);
    else refuse(listing, link.relative, 'dataset.notAFile');
  } catch (error) {
    listing.refused.push({ file: link.relative, reason: errorInfoOf(error, link.relative) });
  }
}

function refuse(listing: Listing, file: string, code: ErrorInfo['code']): void {
  listing.refused.push({ file, reason: { code, values: { file } } });
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
