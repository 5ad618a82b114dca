import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { capture, runAttached } from '../command.ts';
import { packageFolder, packageProgram, readManifest } from '../repository.ts';
import { SetupError } from '../say.ts';
import { downloadEnvironment } from './download-environment.ts';
import type { ElectronRuntime } from './electron-runtime-type.ts';
import { parseReachability } from './reachability.ts';
import type { Reachability } from './reachability.ts';

const folder = packageFolder('electron');

/** The version of Electron that package-lock.json pins. */
export function officialVersion(): string {
  return readManifest(folder).version;
}

/** The official binary, when it is installed: the same test as `electron/install.js` makes. */
export function installedRuntime(): ElectronRuntime | undefined {
  const dist = join(folder, 'dist');
  const version = officialVersion();
  const path = readIfThere(join(folder, 'path.txt'));
  const distVersion = readIfThere(join(dist, 'version'))?.trim().replace(/^v/, '');
  if (path === undefined || distVersion !== version || !existsSync(join(dist, path))) {
    return undefined;
  }
  return { path: join(dist, path), dist, official: true, version };
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * Asks whether the official download would start.
 * @param limit milliseconds to wait for each answer: a firewall may let a connect hang
 * @param attempts how often to ask: one lost packet should not decide what is downloaded
 */
export async function probeReleasePage(limit: number, attempts: number): Promise<Reachability> {
  const probe = join(import.meta.dirname, 'probe.ts');
  for (let attempt = 1; ; attempt++) {
    const { stdout, stderr } = await capture(process.execPath, [probe, String(limit)], {
      env: downloadEnvironment(),
    });
    const answer = parseReachability(stdout);
    if (answer === undefined) throw new Error(`The probe of the release page failed: ${stderr}`);
    if (answer.reachable || attempt >= attempts) return answer;
    await sleep(2000);
  }
}

/**
 * Fetches the official binary into node_modules/electron/dist.
 * @throws SetupError when that fails: a broken transfer, a wrong checksum, a full disk
 */
export async function fetchOfficial(): Promise<ElectronRuntime> {
  const install = packageProgram('electron', 'install-electron');
  const code = await runAttached(process.execPath, [install], { env: downloadEnvironment() });
  const runtime = installedRuntime();
  if (code !== 0 || runtime === undefined) {
    throw new SetupError(
      'Electron could not be installed (the cause is above): run the command again, or name a mirror of the release page in ELECTRON_MIRROR.',
    );
  }
  return runtime;
}
