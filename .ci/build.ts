import { existsSync } from 'node:fs';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAttached } from './command.ts';
import { packageProgram, readManifest, repositoryRoot } from './repository.ts';
import { say } from './say.ts';

/** What the build is made from. */
const sources = [
  'src-main',
  'src-renderer',
  'src-shared',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** An empty file; its time is when the build that made out/ began. */
const stamp = join(repositoryRoot, 'out', '.build-begun');

/** Builds out/; gives the exit code. */
export async function build(): Promise<number> {
  const begun = new Date();
  const vite = packageProgram('electron-vite', 'electron-vite');
  const code = await runAttached(process.execPath, [vite, 'build'], { cwd: repositoryRoot });
  if (code === 0) {
    await writeFile(stamp, '');
    // A source edited during the build may not be in it.
    await utimes(stamp, begun, begun);
  }
  return code;
}

/** Builds out/ when it isn't up to date; gives the exit code. */
export async function buildIfStale(): Promise<number> {
  const { main } = readManifest(repositoryRoot);
  const isThere = main !== undefined && existsSync(join(repositoryRoot, main));
  if (isThere && existsSync(stamp)) {
    const newest = await newestChange(sources.map((name) => join(repositoryRoot, name)));
    if (newest < (await stat(stamp)).mtimeMs) return 0;
  }
  say('Building the app.');
  return build();
}

/**
 * When anything in `paths` changed last, in milliseconds since 1970. Folders count as well: theirs
 * is the time of the last file added, renamed or removed. A path that isn't there counts for nothing.
 */
export async function newestChange(paths: readonly string[]): Promise<number> {
  let newest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const info = await stat(path);
    newest = Math.max(newest, info.mtimeMs);
    if (!info.isDirectory()) continue;
    const names = await readdir(path);
    newest = Math.max(newest, await newestChange(names.map((name) => join(path, name))));
  }
  return newest;
}
