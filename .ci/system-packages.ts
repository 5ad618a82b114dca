import { accessSync, constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { capture } from './command.ts';
import type { Captured } from './command.ts';
import { isRoot, thisMachine } from './machine.ts';
import { say, SetupError } from './say.ts';

/** What each part needs of a Linux system, by Debian's package names before the 64-bit time_t. */
const packagesOf = {
  /** The libraries Electron's executable is linked to or loads. */
  electron: [
    'libgtk-3-0',
    'libnss3',
    'libasound2',
    'libgbm1',
    'libxss1',
    'libdrm2',
    'libatk-bridge2.0-0',
    'libatspi2.0-0',
    'libcups2',
  ],
  /** To compile better-sqlite3 for the older runtime. */
  compiler: ['g++'],
  /** To show windows where there is no display. */
  virtualDisplay: ['xvfb', 'xauth'],
  /** Without it the Chinese labels are boxes in screenshots. */
  fonts: ['fonts-noto-cjk'],
} as const;

export type SystemPart = keyof typeof packagesOf;

/** The command that shows a part is there on a system without dpkg. */
const commandOf: Partial<Record<SystemPart, string>> = {
  compiler: 'g++',
  virtualDisplay: 'xvfb-run',
};

/** Debian and Ubuntu renamed libraries in their move to 64-bit time_t: libcups2 is libcups2t64. */
function namesOf(name: string): string[] {
  return [name, `${name}t64`];
}

/**
 * The names that installed packages carry or provide.
 * @param listing lines of `status TAB package TAB provides`, as `dpkg-query` prints them
 */
export function parseInstalled(listing: string): Set<string> {
  const names = new Set<string>();
  for (const line of listing.split('\n')) {
    const [status, name, provides = ''] = line.split('\t');
    if (status !== 'installed' || name === undefined) continue;
    names.add(name);
    for (const provided of provides.split(',')) {
      const [providedName] = provided.trim().split(' ');
      if (providedName) names.add(providedName);
    }
  }
  return names;
}

/** The packages of `parts` that are not installed under either of their names. */
export function missingPackages(parts: readonly SystemPart[], installed: Set<string>): string[] {
  return parts
    .flatMap((part) => [...packagesOf[part]])
    .filter((name) => !namesOf(name).some((candidate) => installed.has(candidate)));
}

/**
 * The names that apt can install: a purely virtual name has no candidate.
 * @param policy what `apt-cache policy <name ...>` prints in the C locale
 */
export function parseInstallable(policy: string): Set<string> {
  const names = new Set<string>();
  let current: string | undefined;
  for (const line of policy.split('\n')) {
    const heading = /^(\S+):$/.exec(line);
    const candidate = /^ +Candidate: (.+)$/.exec(line);
    if (heading) current = heading[1];
    else if (current !== undefined && candidate && candidate[1] !== '(none)') names.add(current);
  }
  return names;
}

/** Each package under the name this release has it by; `unknown` holds those it has by none. */
export function chooseNames(
  packages: readonly string[],
  installable: Set<string>,
): { chosen: string[]; unknown: string[] } {
  const chosen: string[] = [];
  const unknown: string[] = [];
  for (const name of packages) {
    const found = namesOf(name).find((candidate) => installable.has(candidate));
    if (found === undefined) unknown.push(name);
    else chosen.push(found);
  }
  return { chosen, unknown };
}

/**
 * Sees to it that the system has what `parts` need: as root on a Debian-like Linux installs what
 * is missing; elsewhere on Linux says what to install. Nothing to do on macOS and Windows.
 * @throws SetupError naming the command to run, or why the installation failed
 */
export async function ensureSystemPackages(parts: readonly SystemPart[]): Promise<void> {
  if (thisMachine.platform !== 'linux') return;
  const listing = await installedListing();
  if (listing === undefined) return requireCommands(parts);

  const missing = missingPackages(parts, parseInstalled(listing));
  if (missing.length === 0) return;
  if (isRoot()) return install(missing);

  const { chosen, unknown } = chooseNames(missing, await installable(missing));
  throw new SetupError(
    `Some system packages are missing; install them with: sudo apt-get install -y ${[...chosen, ...unknown].join(' ')}`,
  );
}

/** What dpkg knows to be installed, or undefined on a system without dpkg. */
async function installedListing(): Promise<string | undefined> {
  const format = '${db:Status-Status}\t${Package}\t${Provides}\n';
  try {
    return (await capture('dpkg-query', ['-W', '-f', format])).stdout;
  } catch (error) {
    if (isNoSuchCommand(error)) return undefined;
    throw error;
  }
}

function isNoSuchCommand(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function requireCommands(parts: readonly SystemPart[]): void {
  const missing = parts
    .map((part) => commandOf[part])
    .filter((command) => command !== undefined && !isOnPath(command));
  if (missing.length === 0) return;
  throw new SetupError(
    `Missing: ${missing.join(', ')}. Install it with your system's package manager, then run this again.`,
  );
}

function isOnPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function install(packages: readonly string[]): Promise<void> {
  say(`Installing system packages with apt-get: ${packages.join(' ')}`);
  // On a fresh image the package lists are empty; an old one may name files that are gone. Either
  // way one update mends it, and is spared where it isn't needed.
  let names = chooseNames(packages, await installable(packages));
  let updated = false;
  if (names.unknown.length > 0) {
    await update();
    updated = true;
    names = chooseNames(packages, await installable(packages));
  }
  if (names.unknown.length > 0) {
    throw new SetupError(
      `apt-get knows no package ${names.unknown.join(', ')}: check /etc/apt/sources.list, or install by hand what provides it.`,
    );
  }
  let result = await aptGet('install', '-y', '--no-install-recommends', ...names.chosen);
  if (result.code !== 0 && !updated) {
    await update();
    result = await aptGet('install', '-y', '--no-install-recommends', ...names.chosen);
  }
  await failUnlessDone('install', result);
}

async function update(): Promise<void> {
  await failUnlessDone('update', await aptGet('update'));
}

async function installable(packages: readonly string[]): Promise<Set<string>> {
  const { stdout } = await capture('apt-cache', ['policy', ...packages.flatMap(namesOf)], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  return parseInstallable(stdout);
}

/** Waits for another apt-get to end instead of failing on its lock. */
function aptGet(...args: string[]): Promise<Captured> {
  return capture('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  });
}

async function failUnlessDone(action: string, { code, stdout, stderr }: Captured): Promise<void> {
  if (code === 0) return;
  const log = join(tmpdir(), `inkling-apt-${process.pid}.log`);
  await writeFile(log, stdout + stderr);
  const lastLines = (stderr.trim() || stdout.trim()).split('\n').slice(-10).join('\n');
  throw new SetupError(`apt-get ${action} failed (all of it: ${log}):\n${lastLines}`);
}
