/**
 * What a decoded data set was made from: the folders that were listed, and every file in them by size and times.
 * The pixels in the cache hold for as long as all of it is the same.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { isSystemError } from './file-errors.ts';
import { byCodeUnits, isClutter, type Listing, onListing } from './listing.ts';

interface InputFolder {
  /** From the data set's folder, and the real path of it. */
  relative: string;
  path: string;
  /** Names in the order of their code units; links to files are files. */
  files: string[];
  others: string[];
}

export interface CacheInputs {
  folders: InputFolder[];
  /** SHA-256 (hex) over sizes and times of all files, in the order of the folders. */
  signature: string;
}

/** Folders that are listed at the same time. */
const foldersAtOnce = 8;
/** Files between two breaths. */
const breathFiles = 256;
/**
 * A file that changed so shortly before it was read may change again without another time: it is not yet to be
 * trusted. Milliseconds; some file systems (FAT) count in steps of two seconds, to be known by whole ones.
 */
const racy = 20;
const racyWholeSeconds = 2000;

const watch = new AsyncLocalStorage<Map<string, Listing>>();
onListing((listing) => {
  const listings = watch.getStore();
  if (listings && !listings.has(listing.folder.path)) listings.set(listing.folder.path, listing);
});

/** Runs `read` and notes which folders it lists. */
export async function watchListings<T>(
  read: () => Promise<T>,
): Promise<{ result: T; listings: Listing[] }> {
  const listings = new Map<string, Listing>();
  const result = await watch.run(listings, read);
  return { result, listings: [...listings.values()] };
}

/**
 * The inputs as they are after a reading that began at `started` (as `Date.now()`); null where one of them changed
 * since, or so shortly before that it cannot be told.
 * @throws a system error
 */
export async function inputsOf(
  listings: readonly Listing[],
  started: number,
  breathe: () => Promise<void>,
): Promise<CacheInputs | null> {
  const folders = listings.map(({ folder, files, folders, refused }) => ({
    relative: folder.relative,
    path: folder.path,
    files: files.map(({ name }) => name),
    others: [...folders.map(({ name }) => name), ...refused.map(({ file }) => lastName(file))].sort(
      byCodeUnits,
    ),
  }));
  const seen = await statAll(folders, breathe);
  return seen && seen.changed.every((time) => isSettled(time, started))
    ? { folders, signature: seen.signature }
    : null;
}

/** Whether everything is still as it was. @throws the signal's reason, by `breathe` */
export async function areUnchanged(
  root: string,
  { folders, signature }: CacheInputs,
  breathe: () => Promise<void>,
): Promise<boolean> {
  // The folders are listed by other threads while this one looks at the files.
  const listed = holdTheSame(root, folders);
  const [seen, same] = await Promise.all([statAll(folders, breathe), listed]);
  return same && seen?.signature === signature;
}

/** Whether the folders hold what they held, by name. */
async function holdTheSame(root: string, folders: readonly InputFolder[]): Promise<boolean> {
  for (let first = 0; first < folders.length; first += foldersAtOnce) {
    const some = folders.slice(first, first + foldersAtOnce);
    const same = await Promise.all(some.map((folder) => holdsTheSame(root, folder)));
    if (same.includes(false)) return false;
  }
  return true;
}

async function holdsTheSame(
  root: string,
  { relative, path, files, others }: InputFolder,
): Promise<boolean> {
  try {
    // A link that leads elsewhere now.
    if (relative !== '' && (await realpath(join(root, relative))) !== path) return false;
    const names = (await readdir(path)).filter((name) => !isClutter(name));
    if (names.length !== files.length + others.length) return false;
    const expected = new Set(others);
    names.sort(byCodeUnits);
    let next = 0;
    for (const name of names)
      if (name === files[next]) next += 1;
      else if (!expected.has(name)) return false;
    return true;
  } catch (thrown) {
    if (isSystemError(thrown)) return false;
    throw thrown;
  }
}

interface Seen {
  signature: string;
  /** When each file last changed in any way, as `Date.now()`. */
  changed: Float64Array;
}

/** Blocks for a microsecond or two a file, which is a fraction of what the callbacks would cost. Null where one is gone. */
async function statAll(
  folders: readonly InputFolder[],
  breathe: () => Promise<void>,
): Promise<Seen | null> {
  const count = folders.reduce((sum, { files }) => sum + files.length, 0);
  const facts = new Float64Array(3 * count);
  const changed = new Float64Array(count);
  let i = 0;
  for (const { path, files } of folders)
    for (const name of files) {
      if (i % breathFiles === 0) await breathe();
      const found = statSync(path + sep + name, { throwIfNoEntry: false });
      if (!found) return null;
      // Milliseconds as a double: a quarter of a microsecond apart, finer than file systems tell.
      facts[3 * i] = found.size;
      facts[3 * i + 1] = found.mtimeMs;
      facts[3 * i + 2] = found.ctimeMs;
      changed[i] = Math.max(found.mtimeMs, found.ctimeMs);
      i += 1;
    }
  return { signature: createHash('sha256').update(facts).digest('hex'), changed };
}

function isSettled(changed: number, started: number): boolean {
  return changed < started - (changed % 1000 === 0 ? racyWholeSeconds : racy);
}

function lastName(relative: string): string {
  return relative.slice(relative.lastIndexOf('/') + 1);
}
