import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronRuntime } from './electron-runtime.ts';
import { hasDisplay, hasXDisplay, isRoot, sandboxArguments, thisMachine } from './machine.ts';
import type { Machine } from './machine.ts';

/** The switches Electron needs on this machine, ahead of the app's folder. */
export function runtimeArguments(runtime: ElectronRuntime, machine: Machine): string[] {
  const onlyWayland = hasDisplay(machine) && !hasXDisplay(machine);
  // Electron looks for Wayland by itself from 38 on; before that it would want X.
  const major = Number(runtime.version.split('.')[0]);
  return [
    ...sandboxArguments(machine),
    ...(onlyWayland && major < 38 ? ['--ozone-platform=wayland'] : []),
  ];
}

/**
 * A line about Chromium's sandbox where it can't start as it is: switched off for root, or in need
 * of rights where the system keeps programs from making user namespaces (Ubuntu from 24.04 on).
 */
export function sandboxAdvice(runtime: ElectronRuntime): string | undefined {
  if (thisMachine.platform !== 'linux') return undefined;
  if (isRoot()) return 'Running as root, so without the sandbox (--no-sandbox).';
  const helper = join(runtime.dist, 'chrome-sandbox');
  if (!isRestricted() || isSetUidRoot(helper)) return undefined;
  return `This system restricts Chromium's sandbox; if the app does not start: sudo chown root '${helper}' && sudo chmod 4755 '${helper}'`;
}

function isRestricted(): boolean {
  const setting = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  return existsSync(setting) && readFileSync(setting, 'utf8').trim() === '1';
}

function isSetUidRoot(file: string): boolean {
  if (!existsSync(file)) return false;
  const { uid, mode } = statSync(file);
  return uid === 0 && (mode & 0o4000) !== 0;
}
