import { rmSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { SetupError } from '../say.ts';

const temporaryPrefix = '.making-';

/** A temporary folder untouched for this long was left by a process that was killed: 1 day in ms. */
const abandonedAfter = 24 * 60 * 60 * 1000;

/**
 * Where what is costly to make is kept: outside the checkout, shared by all checkouts.
 * The XDG rule: a relative XDG_CACHE_HOME is to be ignored.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  const base = env['XDG_CACHE_HOME'];
  return join(base !== undefined && isAbsolute(base) ? base : join(home, '.cache'), 'inkling');
}

/**
 * Makes the folder `target` so that it is there whole or not at all, whatever is killed and however
 * many processes make it at once: each fills a draft of its own, the first to rename it wins.
 * @param isComplete whether a folder already at `target` may stand
 * @param make fills `draft`; `scratch` is for files on the way, deleted afterwards
 * @throws SetupError when the cache can't be written to, and whatever `make` throws
 */
export async function makeFolder(
  target: string,
  isComplete: (folder: string) => boolean,
  make: (draft: string, scratch: string) => Promise<void>,
): Promise<void> {
  const temporary = await makeTemporaryFolder(dirname(target));
  const remove = () => rmSync(temporary, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const draft = join(temporary, 'draft');
    const scratch = join(temporary, 'scratch');
    await mkdir(draft);
    await mkdir(scratch);
    await make(draft, scratch);
    await publish(draft, target, isComplete, temporary);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** Made beside the target, because a rename is atomic only within one file system. */
async function makeTemporaryFolder(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    await removeAbandoned(parent);
    return await mkdtemp(join(parent, temporaryPrefix));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `The cache folder ${parent} can't be written to (${cause}): name another in XDG_CACHE_HOME.`,
    );
  }
}

async function publish(
  draft: string,
  target: string,
  isComplete: (folder: string) => boolean,
  temporary: string,
): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    // The target is there and not empty: another process was quicker.
    if (isComplete(target)) return;
    if (!isTaken(error)) throw error;
    await rename(target, join(temporary, 'damaged'));
    await rename(draft, target);
  }
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
  );
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(temporaryPrefix)) continue;
    const folder = join(parent, name);
    // Another process may be removing its own this moment.
    const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changed > abandonedAfter) await rm(folder, { recursive: true, force: true });
  }
}
