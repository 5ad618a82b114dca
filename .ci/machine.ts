/** What decides how a window can be shown, injectable for tests. */
export interface Machine {
  platform: NodeJS.Platform;
  arch: string;
  env: NodeJS.ProcessEnv;
  /** The user id; undefined on Windows. */
  userId: number | undefined;
}

export const thisMachine: Machine = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  userId: process.getuid?.(),
};

export function isRoot(machine: Machine = thisMachine): boolean {
  return machine.userId === 0;
}

/** An X server can be reached. macOS and Windows always have a screen. */
export function hasXDisplay(machine: Machine = thisMachine): boolean {
  return machine.platform !== 'linux' || Boolean(machine.env['DISPLAY']);
}

/** A window can be shown at all: X or Wayland. */
export function hasDisplay(machine: Machine = thisMachine): boolean {
  return hasXDisplay(machine) || Boolean(machine.env['WAYLAND_DISPLAY']);
}

/** Chromium refuses to start its sandbox as root, so there it has to be switched off. */
export function sandboxArguments(machine: Machine = thisMachine): string[] {
  return machine.platform === 'linux' && isRoot(machine) ? ['--no-sandbox'] : [];
}
