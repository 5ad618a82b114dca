import type { ElectronRuntime } from './electron-runtime.ts';

/** The environment in which electron-vite, Playwright and `require('electron')` use `runtime`. */
export function electronEnvironment(runtime: ElectronRuntime): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Terminals inside Electron apps hand it down; with it set no window would open.
    ELECTRON_RUN_AS_NODE: undefined,
    ELECTRON_EXEC_PATH: runtime.path,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
  };
}
