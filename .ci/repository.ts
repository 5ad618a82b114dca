import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout's root: the app's folder. */
export const repositoryRoot = dirname(import.meta.dirname);

interface PackageManifest {
  version: string;
  main?: string;
  bin?: string | Record<string, string>;
}

export function packageFolder(name: string): string {
  return join(repositoryRoot, 'node_modules', name);
}

export function readManifest(folder: string): PackageManifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageManifest;
}

/**
 * The script behind a package's command, to be run as `node <script>`: unlike the shims in
 * `node_modules/.bin` that is the same on Windows and keeps to the Node we run on.
 * @throws Error when the package has no such command
 */
export function packageProgram(name: string, command: string): string {
  const { bin } = readManifest(packageFolder(name));
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (script === undefined) throw new Error(`The package ${name} has no command ${command}.`);
  return join(packageFolder(name), script);
}

/** How to run npm: the very one that runs us, else the one on PATH. */
export function npmCommand(): { command: string; args: string[] } {
  const script = process.env['npm_execpath'];
  if (script !== undefined && /npm-cli\.c?js$/.test(script)) {
    return { command: process.execPath, args: [script] };
  }
  return { command: 'npm', args: [] };
}
