/**
 * Decoded data sets in the app's data folder, so that a folder is decoded once. It holds what the files say, before
 * any preparation. Bounded; of the entries the one that was not used for the longest time goes first. Nothing here
 * is ever an error: without the cache a data set opens all the same, only later.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { CacheUsage } from '../../src-shared/dataset.ts';
import { type CacheEntry, entryBytes, writeEntry } from './cache-entry.ts';
import { isSystemError } from './file-errors.ts';
import { StoredEntry } from './stored-entry.ts';

export interface CachePlace {
  folder: string;
  /** Of all entries together; nothing is kept that is larger. */
  maximumBytes: number;
}

export interface CacheKey {
  /** The real path of the data set. */
  root: string;
  /** How its files are read. */
  manner: string;
}

const suffix = '.pixels';
const partSuffix = '.part';
/** A file that is still being written, if it is younger. Milliseconds. */
const partLife = 10 * 60_000;

/** The entry with its head, for the caller to close; whether its files are as they were is not looked at here. */
export async function findInCache(
  { folder }: CachePlace,
  key: CacheKey,
  signal: AbortSignal,
  breathe: () => Promise<void>,
): Promise<StoredEntry | null> {
  const path = join(folder, nameFor(key));
  try {
    const entry = await StoredEntry.open(path, breathe);
    const now = new Date();
    if (entry) await utimes(path, now, now);
    return entry;
  } catch (thrown) {
    signal.throwIfAborted();
    return unlessDefect(thrown);
  }
}

/** Writes an entry, whole or not at all, in place of the one before; makes room for it. */
export async function storeInCache(
  { folder, maximumBytes }: CachePlace,
  key: CacheKey,
  entry: CacheEntry,
  breathe: () => Promise<void>,
): Promise<void> {
  if (entryBytes(entry.read) > maximumBytes) return;
  const path = join(folder, nameFor(key));
  const part = `${path}.${randomUUID()}${partSuffix}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeEntry(part, entry, breathe);
    await rename(part, path);
    await evict(folder, maximumBytes);
  } catch (thrown) {
    unlessDefect(thrown);
    await rm(part, { force: true });
  }
}

export async function cacheUsage(folder: string): Promise<CacheUsage> {
  const entries = await entriesOf(folder);
  return { entries: entries.length, bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Deletes all entries but those that another program holds open. */
export async function clearCache(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) await removeQuietly(join(folder, name));
}

/** Deletes the entries that were not used for the longest time, and what an interrupted writing left. */
export async function evict(folder: string, maximumBytes: number): Promise<void> {
  const entries = await entriesOf(folder);
  entries.sort((a, b) => b.used - a.used);
  let kept = 0;
  for (const { path, bytes } of entries) {
    kept += bytes;
    if (kept > maximumBytes) await removeQuietly(path);
  }
  for (const name of await namesIn(folder)) {
    if (!name.endsWith(partSuffix)) continue;
    const found = await statQuietly(join(folder, name));
    if (found && Date.now() - found.mtimeMs > partLife) await removeQuietly(join(folder, name));
  }
}

/** Read in another manner, a folder is another data set. */
function nameFor({ root, manner }: CacheKey): string {
  const hash = createHash('sha256').update(JSON.stringify([root, manner]));
  return hash.digest('hex').slice(0, 40) + suffix;
}

async function entriesOf(folder: string) {
  const entries: { path: string; bytes: number; used: number }[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.endsWith(suffix)) continue;
    const path = join(folder, name);
    const found = await statQuietly(path);
    if (found) entries.push({ path, bytes: found.size, used: found.mtimeMs });
  }
  return entries;
}

/** Of ours: whatever else lies there stays. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(suffix) || name.endsWith(partSuffix));
  } catch (thrown) {
    return unlessDefect(thrown) ?? [];
  }
}

async function statQuietly(path: string) {
  return stat(path).catch(unlessDefect);
}

async function removeQuietly(path: string): Promise<void> {
  await rm(path, { force: true }).catch(unlessDefect);
}

/** What the system refuses, and what is no sound entry (too short, or too large for the memory), is as if it were not there. */
export function unlessDefect(thrown: unknown): null {
  if (isSystemError(thrown) || thrown instanceof RangeError) return null;
  throw thrown;
}
