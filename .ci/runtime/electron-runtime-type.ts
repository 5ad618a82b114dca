/** An Electron that can be started. */
export interface ElectronRuntime {
  /** The executable. */
  path: string;
  /** The folder of the executable, as ELECTRON_OVERRIDE_DIST_PATH takes it. */
  dist: string;
  /** Whether it is the version that package.json asks for, from its release page. */
  official: boolean;
  version: string;
}
